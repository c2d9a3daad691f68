import NIOCore
import NIOHTTP1
import Settings

// Connections that a trusted proxy passes on (`proxies:` in the settings): limits and bans are about whose they are.

extension Portal {
    /// Prepares a connection as soon as it is known whose it is.
    nonisolated func prepare(
        _ channel: any Channel, for entrance: Entrance, _ prepare: @escaping @Sendable (any Channel) throws -> Void
    ) throws {
        guard assumeIsolated({ $0.isProxy(channel.remoteAddress) }) else { return try prepare(channel) }
        let proxy = ClientAddress(channel.remoteAddress).text
        try channel.pipeline.syncOperations.addHandler(
            ProxyHeaderHandler(
                isOptional: entrance == .web,
                told: { [unowned channel] address in
                    if let address { self.assumeIsolated { $0.learn(address, of: channel) } }
                    try prepare(channel)
                },
                refused: { reason in
                    self.assumeIsolated { $0.log.warning("a connection (\(entrance)) of the proxy \(proxy): \(reason)") }
                }))
    }

    /// Whose a request is that a trusted proxy passes on by HTTP, without the PROXY protocol. The next on the same
    /// connection may be another's, for proxies use theirs again. False when whose it is has too many of them.
    func learn(_ request: HTTPRequestHead, of channel: any Channel) -> Bool {
        guard isUnnamed(channel) else { return true }
        let (key, address) = (ObjectIdentifier(channel), client(of: request))
        guard address != namedAddresses[key] else { return true }
        forgetName(of: key)
        guard let address else { return true }
        guard addressLimits.browserCame(address) else { return false }
        namedAddresses[key] = address
        return true
    }

    func forgetName(of channel: ObjectIdentifier) {
        if let address = namedAddresses.removeValue(forKey: channel) { addressLimits.browserLeft(address) }
    }

    /// Each proxy on the way adds to `X-Forwarded-For` whom it was asked by, and of those only what trusted ones have
    /// added is believed.
    private func client(of request: HTTPRequestHead) -> ClientAddress? {
        let hops = request.headers[canonicalForm: "X-Forwarded-For"]
        let client = hops.last { !settings.proxies.contains(String($0)) }
        return client.flatMap { try? SocketAddress(ipAddress: String($0), port: 0) }.map { ClientAddress($0) }
    }

    /// Whether it is a proxy's, which has not said by the PROXY protocol whose.
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
        let key = ObjectIdentifier(channel)
        return toldAddresses[key] ?? namedAddresses[key] ?? ClientAddress(channel.remoteAddress)
    }
}
