import NIOCore
import NIOHTTP1

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
                isOptional: what == "web",
                told: { [unowned channel] address in
                    if let address { self.assumeIsolated { $0.learn(address, of: channel) } }
                    try prepare(channel)
                },
                refused: { reason in
                    self.assumeIsolated { $0.log.warning("a connection (\(what)) of the proxy \(proxy): \(reason)") }
                }))
    }

    /// Whose a request is that a trusted proxy passes on by HTTP, without the PROXY protocol: each proxy on the way adds
    /// to `X-Forwarded-For` whom it was asked by, and of those only what trusted ones have added is believed.
    func learn(_ request: HTTPRequestHead, of channel: any Channel) {
        guard isUnnamed(channel) else { return }
        let hops = request.headers[canonicalForm: "X-Forwarded-For"]
        guard let client = hops.last(where: { !settings.proxies.contains(String($0)) }),
            let address = try? SocketAddress(ipAddress: String(client), port: 0)
        else { return }
        learn(address, of: channel)
    }

    /// Whether it is a proxy's, which has not said whose.
    func isUnnamed(_ channel: any Channel) -> Bool {
        isProxy(channel.remoteAddress) && toldAddresses[ObjectIdentifier(channel)] == nil
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
