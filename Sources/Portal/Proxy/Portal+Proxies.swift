import NIOCore

// Connections that a trusted proxy passes on (`proxies:` in the settings): limits and bans are about whose they are.

extension Portal {
    /// Prepares a connection as soon as it is known whose it is.
    nonisolated func prepare(
        _ channel: any Channel, for what: String, _ prepare: @escaping @Sendable (any Channel) throws -> Void
    ) throws {
        guard assumeIsolated({ $0.isProxy(channel.remoteAddress) }) else { return try prepare(channel) }
        let proxy = ClientAddress(channel.remoteAddress).text
        try channel.pipeline.syncOperations.addHandler(
            ProxyHeaderHandler(
                told: { [unowned channel] address in
                    if let address { self.assumeIsolated { $0.learn(address, of: channel) } }
                    try prepare(channel)
                },
                refused: { reason in
                    self.assumeIsolated { $0.log.warning("a connection (\(what)) of the proxy \(proxy): \(reason)") }
                }))
    }

    private func isProxy(_ address: SocketAddress?) -> Bool {
        !settings.proxies.isEmpty && settings.proxies.contains(ClientAddress(address).text)
    }

    private func learn(_ address: SocketAddress, of channel: any Channel) {
        let key = ObjectIdentifier(channel)
        toldAddresses[key] = ClientAddress(address)
        channel.closeFuture.assumeIsolated().whenComplete { _ in
            self.assumeIsolated { $0.toldAddresses[key] = nil }
        }
    }

    /// Whose a connection is.
    func address(of channel: any Channel) -> ClientAddress {
        toldAddresses[ObjectIdentifier(channel)] ?? ClientAddress(channel.remoteAddress)
    }
}
