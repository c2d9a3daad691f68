import NIOCore
import NIOSSL

extension Portal {
    /// Listens to players by telnet over TLS.
    ///
    /// - Parameters:
    ///   - port: 0 takes any free one; ``tlsPort`` tells which.
    ///   - deadline: for a client's handshake.
    /// Throws ``PortalError`` for a port that is in use, ``TLSIdentityError`` for a certificate that cannot be used.
    func listenToTLS(port: Int, deadline: TimeAmount = .seconds(10)) async throws {
        let address = settings.tls.address
        let identity = try TLSIdentity(settings.tls, paths)
        for note in identity.notes { log.notice("\(note)") }
        tlsPort = try await listen("tls", address, port) { channel in
            let client = self.assumeIsolated { $0.address(of: channel) }
            guard self.assumeIsolated({ $0.admitHandshake(client) }) else { throw ChannelError.ioOnClosedChannel }
            try channel.pipeline.syncOperations.addHandlers([
                NIOSSLServerHandler(context: identity.context),
                TLSHandshake(portal: self, address: client, deadline: deadline),
            ])
        }
        log.info("players connect by TLS to \(address) port \(tlsPort ?? port)")
    }

    /// Whether a connection may begin. One that may not is closed at once: a handshake to tell it why would cost more.
    private func admitHandshake(_ address: ClientAddress) -> Bool {
        let verdict = addressLimits.admit(address, sessions: sessions.count + handshakes)
        if case .turnedAway(_, let line) = verdict {
            if let line { log.warning("\(line)") }
            return false
        }
        handshakes += 1
        return true
    }
}
