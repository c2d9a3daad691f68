/// Where players come in: each of the ports at each of the addresses.
public struct Endpoints: Sendable, Hashable, CustomStringConvertible {
    /// 127.0.0.1 is this machine alone; 0.0.0.0 is everybody, and :: is too, by IPv4 and IPv6 alike.
    public var addresses: [String]
    /// 0 takes any free port.
    public var ports: [Int]

    public init(_ address: String = "127.0.0.1", port: Int) {
        (addresses, ports) = ([address], [port])
    }

    public struct Endpoint: Sendable, Hashable, Codable, CustomStringConvertible {
        public var address: String
        public var port: Int
        /// By an address of IPv6 nobody comes with IPv4: another beside it has the port for them.
        public var isIPv6Alone: Bool

        public init(address: String, port: Int, isIPv6Alone: Bool = false) {
            (self.address, self.port, self.isIPv6Alone) = (address, port, isIPv6Alone)
        }

        public var description: String { "\(address) port \(port)" }
    }

    /// The first is the one that players are told of.
    public var all: [Endpoint] {
        let hasIPv4 = addresses.contains { !$0.contains(":") }
        return ports.flatMap { port in
            addresses.map { Endpoint(address: $0, port: port, isIPv6Alone: hasIPv4 && $0.contains(":")) }
        }
    }

    public var first: Endpoint { all[0] }

    public var description: String {
        "\(addresses.joined(separator: ", ")) port \(ports.map(String.init).joined(separator: ", "))"
    }

    mutating func lockDown() {
        addresses = ["127.0.0.1"]
    }

    mutating func read(_ map: YAMLMap) {
        addresses = map.texts("address") ?? addresses
        ports = map.ints("port", in: 0...65535) ?? ports
        if addresses.isEmpty || ports.isEmpty { map.refuse("has a list of addresses or ports with nothing in it") }
        if Set(all).count < all.count { map.refuse("names the same address or port twice") }
    }
}
