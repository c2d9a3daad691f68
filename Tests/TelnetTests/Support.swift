import NIOCore
import NIOEmbedded
import Testing

@testable import Telnet

let iac: UInt8 = 255, dont: UInt8 = 254, `do`: UInt8 = 253, wont: UInt8 = 252, will: UInt8 = 251
let sb: UInt8 = 250, ga: UInt8 = 249, se: UInt8 = 240, eor: UInt8 = 239

/// The bytes of a stream, some given as text.
func bytes(_ parts: any ByteSource...) -> [UInt8] {
    parts.flatMap { $0.bytes }
}

protocol ByteSource {
    var bytes: [UInt8] { get }
}
extension UInt8: ByteSource { var bytes: [UInt8] { [self] } }
extension Int: ByteSource { var bytes: [UInt8] { [UInt8(self)] } }
extension String: ByteSource { var bytes: [UInt8] { Array(utf8) } }
extension [UInt8]: ByteSource { var bytes: [UInt8] { self } }

/// Every way to cut a stream in two, then the stream byte by byte.
func cuts(of stream: [UInt8]) -> [[[UInt8]]] {
    (0...stream.count).map { [Array(stream[..<$0]), Array(stream[$0...])] } + [stream.map { [$0] }]
}

/// SplitMix64: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A server's end of a telnet connection without a socket.
final class Connection {
    static let offers = bytes(
        iac, `do`, 24, iac, `do`, 31, iac, `do`, 39, iac, will, 25, iac, will, 42, iac, will, 70, iac, will, 69, iac, will, 201,
        iac, will, 91, iac, will, 86, iac, will, 87)

    let channel: EmbeddedChannel

    /// Connected, and its offers taken off.
    init(status: @escaping @Sendable () -> [StatusVariable] = { [] }) throws {
        channel = EmbeddedChannel(handler: TelnetHandler(status: status))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        #expect(try sent() == Self.offers)
    }

    /// One that was another handler's before.
    init(goingOnFrom state: TelnetState) throws {
        channel = EmbeddedChannel(handler: TelnetHandler(state))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        #expect(try sent() == [])
    }

    /// What the server has sent since it was last asked.
    func sent() throws -> [UInt8] {
        var all: [UInt8] = []
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) {
            all += Array(buffer.readableBytesView)
        }
        return all
    }

    /// What comes of bytes from the client.
    func receive(_ stream: [UInt8]) throws -> [TelnetEvent] {
        try channel.writeInbound(ByteBuffer(bytes: stream))
        var events: [TelnetEvent] = []
        while let event = try channel.readInbound(as: TelnetEvent.self) { events.append(event) }
        return events
    }

    /// The bytes for something that the server says.
    func send(_ output: TelnetOutput) throws -> [UInt8] {
        try channel.writeOutbound(output)
        return try sent()
    }
}

extension [TelnetEvent] {
    /// Without the steps on the way: of several changes of the client in a row, the last.
    var settled: [TelnetEvent] {
        reduce(into: []) { events, event in
            if case .clientChanged = event, case .clientChanged? = events.last { events.removeLast() }
            events.append(event)
        }
    }
}

/// What MCCP2's stream follows.
let beginOfCompression = bytes(iac, sb, 86, iac, se)

/// What a client that follows MCCP2 makes of what it is sent.
func inflated(_ stream: [UInt8]) throws -> [UInt8] {
    var (input, plain) = (ByteBuffer(bytes: stream), [UInt8]())
    var decompressor: Decompressor?
    while input.readableBytes > 0 {
        guard let current = decompressor else {
            plain += input.readBytes(length: 1) ?? []
            if plain.suffix(5) == beginOfCompression[...] { decompressor = Decompressor() }
            continue
        }
        switch try current.next(from: &input) {
        case .bytes(let bytes): plain += bytes.readableBytesView
        case .end: decompressor = nil
        case .neverBegan: Issue.record("not compressed")
        case nil: #expect(input.readableBytes == 0)
        }
    }
    return plain
}
