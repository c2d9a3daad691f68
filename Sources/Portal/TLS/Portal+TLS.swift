import NIOCore
import NIOSSL
import Settings

extension Portal {
    /// Makes or reads what the TLS port proves itself with; nil forgets it. Throws ``TLSIdentityError``.
    func identify(_ settings: Settings.TLS?) throws {
        guard let settings else { return tlsIdentity = nil }
        guard tlsIdentity == nil else { return }
        let renewed = try RenewedIdentity(settings, paths, lookingEvery: renewalInterval)
        for note in renewed.identity.notes { log.notice("\(note)") }
        tlsIdentity = renewed
    }

    nonisolated func beginTLS(on channel: any Channel) throws {
        try assumeIsolated { portal in
            let client = portal.address(of: channel)
            let identity = try portal.currentIdentity()
            guard portal.admitHandshake(client) else { throw ChannelError.ioOnClosedChannel }
            try channel.pipeline.syncOperations.addHandlers([
                NIOSSLServerHandler(context: identity),
                TLSHandshake(portal: portal, address: client, deadline: portal.handshakeDeadline),
            ])
        }
    }

    private func currentIdentity() throws -> NIOSSLContext {
        guard var renewed = tlsIdentity else { throw ChannelError.ioOnClosedChannel }
        defer { tlsIdentity = renewed }
        do {
            if try renewed.look() {
                log.notice("TLS goes on with the certificate as it is now")
                for note in renewed.identity.notes { log.notice("\(note)") }
            }
        } catch {
            log.error("TLS goes on with the certificate as it was: \(error)")
        }
        return renewed.identity.context
    }

    /// Whether a connection may begin. One that may not is closed at once: a handshake to tell it why would cost more.
    private func admitHandshake(_ address: ClientAddress) -> Bool {
        let verdict = addressLimits.admit(address, sessions: sessions.count + handshakes)
        if case .turnedAway(_, let line) = verdict {
            counts.dropped(.turnedAway)
            if let line { log.warning("\(line)") }
            return false
        }
        handshakes += 1
        return true
    }
}
