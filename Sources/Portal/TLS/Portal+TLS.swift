import NIOCore
import NIOSSL
import Settings

extension Portal {
    /// Listens to players by telnet over TLS.
    ///
    /// - Parameters:
    ///   - endpoints: port 0 takes any free one; ``tlsPort`` tells which. None: nobody new comes in.
    ///   - deadline: for a client's handshake.
    ///   - interval: how often it is seen whether the certificate has been renewed.
    /// Throws ``PortalError`` for a port that is in use, ``TLSIdentityError`` for a certificate that cannot be used.
    func listenToTLS(
        _ endpoints: [Endpoints.Endpoint], deadline: TimeAmount = .seconds(10),
        renewal interval: TimeAmount = .seconds(10)
    ) async throws {
        if endpoints.isEmpty {
            tlsIdentity = nil
        } else if tlsIdentity == nil {
            let renewed = try RenewedIdentity(settings.tls, paths, lookingEvery: interval)
            for note in renewed.identity.notes { log.notice("\(note)") }
            tlsIdentity = renewed
        }
        try await listen(to: .tls, at: endpoints) { channel in
            let client = self.assumeIsolated { $0.address(of: channel) }
            guard self.assumeIsolated({ $0.admitHandshake(client) }) else { throw ChannelError.ioOnClosedChannel }
            try channel.pipeline.syncOperations.addHandlers([
                NIOSSLServerHandler(context: try self.assumeIsolated { try $0.currentIdentity() }),
                TLSHandshake(portal: self, address: client, deadline: deadline),
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
