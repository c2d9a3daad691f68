import NIOCore

/// What a proxy says first of the connection that it passes on: the PROXY protocol, versions 1 and 2
/// (haproxy.org/download/3.0/doc/proxy-protocol.txt).
enum ProxyHeader: Equatable {
    /// More bytes are needed.
    case unfinished
    /// No such header: the connection is to be closed, as the protocol forbids to guess.
    case none
    /// The client's address; nil when the proxy speaks for itself (its own health checks) or does not know.
    case told(SocketAddress?)

    private static let signature: [UInt8] = [
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A,
    ]
    /// Version 1 is at most so long, its end included.
    private static let longestLine = 107
    /// Of version 2, behind its first 16 bytes: addresses, and values that are nobody's here.
    private static let longestRest = 4096

    /// Takes a header from the front of `bytes`, which are left alone as long as it is unfinished.
    static func take(from bytes: inout ByteBuffer) -> ProxyHeader {
        let start = Array(bytes.readableBytesView.prefix(signature.count))
        if start == signature { return takeBinary(from: &bytes) }
        if signature.starts(with: start) { return .unfinished }
        let word = Array("PROXY ".utf8)
        if start.starts(with: word) { return takeLine(from: &bytes) }
        return word.starts(with: start) ? .unfinished : .none
    }

    /// `PROXY TCP4 192.0.2.1 198.51.100.1 56324 4000`, or `PROXY UNKNOWN` and anything.
    private static func takeLine(from bytes: inout ByteBuffer) -> ProxyHeader {
        let view = bytes.readableBytesView.prefix(longestLine)
        guard let end = view.firstIndex(of: 0x0A) else { return view.count < longestLine ? .unfinished : .none }
        guard end > view.startIndex, view[end - 1] == 0x0D else { return .none }
        let words = String(decoding: view[..<(end - 1)], as: UTF8.self)
            .split(separator: " ", omittingEmptySubsequences: false)
        bytes.moveReaderIndex(to: end + 1)
        if words.count >= 2, words[1] == "UNKNOWN" { return .told(nil) }
        guard words.count == 6, words[1] == "TCP4" || words[1] == "TCP6", let port = UInt16(words[4]),
            UInt16(words[5]) != nil, let address = try? SocketAddress(ipAddress: String(words[2]), port: Int(port)),
            (address.protocol == .inet) == (words[1] == "TCP4")
        else { return .none }
        return .told(address)
    }

    /// Layout: signature (12 bytes), version and command (1), family (1), length of the rest (2), addresses.
    private static func takeBinary(from bytes: inout ByteBuffer) -> ProxyHeader {
        var rest = bytes
        rest.moveReaderIndex(forwardBy: signature.count)
        guard let (command, family, length) = rest.readMultipleIntegers(as: (UInt8, UInt8, UInt16).self) else {
            return .unfinished
        }
        guard command >> 4 == 2, length <= longestRest else { return .none }
        guard var addresses = rest.readSlice(length: Int(length)) else { return .unfinished }
        bytes = rest
        switch command & 0x0F {
        case 0: return .told(nil)
        case 1: break
        default: return .none
        }
        let size: Int
        switch family >> 4 {
        case 1: size = 4
        case 2: size = 16
        default: return .told(nil)
        }
        // The client's address, the proxy's, then their ports.
        guard let source = addresses.readSlice(length: size), addresses.readSlice(length: size) != nil,
            let port = addresses.readInteger(as: UInt16.self),
            let address = try? SocketAddress(packedIPAddress: source, port: Int(port))
        else { return .none }
        return .told(address)
    }
}
