#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Internet addresses that begin alike: `10.1.2.3`, `10.1.0.0/16`, `2001:db8::/32` (CIDR, RFC 4632 and RFC 4291).
struct AddressRange: Hashable {
    /// 4 of IPv4, 16 of IPv6; zero from ``bits`` on.
    private let bytes: [UInt8]
    /// How many bits are fixed.
    let bits: Int

    /// Nil for what is no address. `10.1.*` is a way to write 10.1.0.0/16, and an IPv4 address as IPv6 writes it
    /// (`::ffff:10.1.2.3`) is that address.
    init?(_ text: String) {
        if text.hasSuffix(".*") {
            let parts = text.dropLast(2).split(separator: ".", omittingEmptySubsequences: false)
            guard (1...3).contains(parts.count) else { return nil }
            let zeros = Array(repeating: "0", count: 4 - parts.count)
            self.init((parts.map(String.init) + zeros).joined(separator: ".") + "/\(8 * parts.count)")
            return
        }
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bytes = Self.bytes(String(parts[0])) else { return nil }
        let most = bytes.count * 8
        guard let bits = parts.count > 1 ? Int(parts[1]) : most, (0...most).contains(bits) else { return nil }
        if bits >= 96, bytes.count == 16, bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) {
            self.init(Array(bytes[12...]), bits - 96)
        } else {
            self.init(bytes, bits)
        }
    }

    private init(_ bytes: [UInt8], _ bits: Int) {
        self.bits = bits
        self.bytes = bytes.enumerated().map { index, byte in
            let kept = min(8, max(0, bits - index * 8))
            return kept == 0 ? 0 : byte & (0xFF << (8 - kept))
        }
    }

    var isIPv6: Bool { bytes.count == 16 }
    /// This machine itself.
    var isLoopback: Bool { isIPv6 ? self == AddressRange("::1") : bytes[0] == 127 }

    func contains(_ other: AddressRange) -> Bool {
        bytes.count == other.bytes.count && bits <= other.bits && other.widened(to: bits) == self
    }

    /// All that agree with it in the first `bits`.
    func widened(to bits: Int) -> AddressRange { AddressRange(bytes, min(bits, self.bits)) }

    private static func bytes(_ text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
        var sixteen = in6_addr()
        return inet_pton(AF_INET6, text, &sixteen) == 1 ? withUnsafeBytes(of: sixteen) { Array($0) } : nil
    }
}

extension AddressRange: CustomStringConvertible {
    var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(isIPv6 ? AF_INET6 : AF_INET, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        let address = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return bits == bytes.count * 8 ? address : "\(address)/\(bits)"
    }
}
