import Generations
import NIOCore
import Settings
import Wire

// A reload brings the Portal what the settings say now. Only what its sockets and its builds were begun with stays.

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

    /// Goes by other settings from now on.
    ///
    /// - Returns: what a maker ought to know: of which settings that is not true.
    func goBy(_ new: Settings) -> [String] {
        var new = new
        new.goBy(arguments)
        var notes = settings.waiting(in: new)
        new.keepWhatWaits(of: settings)
        if new.tls != settings.tls, let used = tlsIdentity {
            do {
                tlsIdentity = try used.replaced(by: new.tls)
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

    /// Where others differ in what a Portal that runs cannot change, in words.
    fileprivate func waiting(in new: Settings) -> [String] {
        var keys: [String] = []
        func compare(_ key: String, _ value: KeyPath<Settings, some Equatable>) {
            if self[keyPath: value] != new[keyPath: value] { keys.append("'\(key)'") }
        }
        compare("lockdown", \.lockdown)
        if lockdown == new.lockdown {
            compare("telnet.address", \.telnet.endpoints.addresses)
            compare("tls.address", \.tls.endpoints.addresses)
            compare("web.address", \.web.endpoints.addresses)
        }
        compare("telnet.port", \.telnet.endpoints.ports)
        compare("tls.enabled", \.tls.enabled)
        compare("tls.port", \.tls.endpoints.ports)
        compare("web.enabled", \.web.enabled)
        compare("web.port", \.web.endpoints.ports)
        compare("build.configuration", \.build.configuration)
        guard !keys.isEmpty else { return [] }
        return ["in the settings, \(keys.joined(separator: ", ")) will count from `hearth reboot` on; all else does now"]
    }

    fileprivate mutating func keepWhatWaits(of old: Settings) {
        lockdown = old.lockdown
        telnet.endpoints = old.telnet.endpoints
        (tls.enabled, tls.endpoints) = (old.tls.enabled, old.tls.endpoints)
        (web.enabled, web.endpoints) = (old.web.enabled, old.web.endpoints)
        build.configuration = old.build.configuration
    }
}
