import NIOCore

/// Where a connection comes from.
struct ClientAddress: Codable, Hashable, Sendable {
    /// As people read it; an IPv4 address that came by IPv6 as what it is.
    let text: String
    /// What counts as one address: with IPv6 all of a /64, which is what one customer has.
    let network: String
    /// This machine itself.
    let isLoopback: Bool

    init(_ address: SocketAddress?) {
        switch address {
        case .v4: self.init(text: address?.ipAddress ?? "")
        case .v6(let address):
            let bytes = withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
            if bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) {
                self.init(text: bytes[12...].map { "\($0)" }.joined(separator: "."))
            } else {
                let isLoopback = bytes == [UInt8](repeating: 0, count: 15) + [1]
                let groups = stride(from: 0, to: 8, by: 2).map {
                    String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16)
                }
                let text = SocketAddress.v6(address).ipAddress ?? ""
                self.init(text, network: groups.joined(separator: ":") + "::/64", isLoopback: isLoopback)
            }
        default: self.init("local", network: "local", isLoopback: true)
        }
    }

    /// An IPv4 address.
    init(text: String) { self.init(text, network: text, isLoopback: text.hasPrefix("127.")) }

    private init(_ text: String, network: String, isLoopback: Bool) {
        (self.text, self.network, self.isLoopback) = (text, network, isLoopback)
    }
}
