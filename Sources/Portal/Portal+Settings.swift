import Generations
import NIOCore
import Settings
import Wire

// A reload brings the Portal what the settings say now. Only how plugins are built is what the Portal began with.

extension Portal {
    /// What the files say now. They are read away from the event loop, which greets players meanwhile.
    func readSettings() async throws -> Settings {
        let paths = paths
        do {
            return try await Task.detached { try Settings.read(paths) }.value
        } catch {
            throw RemoteError(.refused, "\(error)")
        }
    }

    /// Goes by other settings from now on; ``followEndpoints()`` does what they say of ports.
    ///
    /// - Returns: what a maker ought to know: of which settings that is not true.
    func goBy(_ new: Settings) -> [String] {
        var new = new
        new.goBy(arguments)
        var notes: [String] = []
        if new.build.configuration != settings.build.configuration {
            notes.append("in the settings, 'build.configuration' will count from `hearth reboot` on")
            new.build.configuration = settings.build.configuration
        }
        if new.tls.enabled, new.tls != settings.tls, let used = tlsIdentity {
            do {
                let replaced = try used.replaced(by: new.tls)
                if replaced.identity.notes != used.identity.notes { notes += replaced.identity.notes }
                tlsIdentity = replaced
            } catch {
                notes.append("TLS goes on with the certificate as it was: \(error)")
                (new.tls.certificate, new.tls.key) = (settings.tls.certificate, settings.tls.key)
            }
        }
        settings = new
        addressLimits.goBy(new.limits)
        lineLimit = TokenBucket.Limit(burst: new.limits.lineBurst, perSecond: new.limits.linesPerSecond)
        replayBudget.goBy(new)
        builder.settings.deadline = new.build.deadline
        for session in sessions.values {
            try? session.channel?.syncOptions?.setOption(.writeBufferWaterMark, value: unsentLimit)
        }
        return notes
    }
}

extension Settings {
    /// What the command line says goes before the file.
    mutating func goBy(_ arguments: PortalArguments) {
        if let port = arguments.telnetPort { telnet.endpoints.ports = [port] }
        if let port = arguments.tlsPort { tls.endpoints.ports = [port] }
        if let port = arguments.webPort { web.endpoints.ports = [port] }
    }
}
