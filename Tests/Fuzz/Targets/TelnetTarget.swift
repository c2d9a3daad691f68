import NIOCore
import NIOEmbedded

@testable import Telnet

extension FuzzTarget {
    /// What a client sends means the same however it is cut, its lines are bounded and harmless, and no client can
    /// keep the negotiation going by itself.
    static let telnet = FuzzTarget(name: "telnet") { input in
        var input = input
        let (seed, filling) = (input.choice(), input.choice())
        // Lines about as long as the longest are too long for the fuzzer to find.
        let filler = filling < 224 ? 0 : LineAssembler.longestLine + filling - 240
        let stream = [UInt8](repeating: UInt8(ascii: "x"), count: filler) + input.bytes

        // "Are you there?" is answered once a packet: what is sent depends on the cuts, by design.
        let comparable = FuzzInput(stream.filter { $0 != TelnetCommand.areYouThere.rawValue })
        let whole = try FuzzedConnection(receiving: [comparable.bytes])
        let cut = try FuzzedConnection(receiving: comparable.pieces(seed: seed))
        try require(cut.events == whole.events, "\(cut.events) of pieces, \(whole.events) of the whole")
        let (answers, answersToPieces) = (try InflatedStream.read(whole.answers), try InflatedStream.read(cut.answers))
        try require(answersToPieces == answers, "\(answersToPieces) to pieces, \(answers) to the whole")
        try require(answers.count <= 5 * stream.count + 256, "\(answers.count) bytes of answers")
        for case .line(let line)? in whole.events.map(\.event) { try checkLine(line) }
        // In the other encodings as well, which a player may have said that they use.
        for encoding in [TextEncoding.latin1, .ascii] {
            let whole = try FuzzedConnection(receiving: [comparable.bytes], encoding: encoding)
            let cut = try FuzzedConnection(receiving: comparable.pieces(seed: seed), encoding: encoding)
            try require(cut.events == whole.events, "\(encoding): \(cut.events) of pieces, \(whole.events) of the whole")
            for case .line(let line)? in whole.events.map(\.event) { try checkLine(line) }
        }

        try checkMirror(stream)
        try checkEncoding(stream)
    }

    private static func checkLine(_ line: String) throws {
        // Each byte that is not UTF-8 becomes the three of U+FFFD.
        try require(line.utf8.count <= 3 * LineAssembler.longestLine, "a line of \(line.utf8.count) bytes")
        for scalar in line.unicodeScalars {
            try require(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value), "U+\(scalar.value) in a line")
        }
    }

    /// A client that sends back all it gets is the worst one for a negotiation.
    private static func checkMirror(_ stream: [UInt8]) throws {
        let connection = try FuzzedConnection(receiving: [FuzzedConnection.offers + stream])
        var rounds = 0
        while case let answers = connection.takeAnswers(), !answers.isEmpty {
            rounds += 1
            try require(rounds <= 2 * TelnetExchange.mostAnswers, "a negotiation without end")
            connection.receive(answers)
        }
    }

    /// What a player is shown comes out of the client's parser as it went in, and never as a command.
    private static func checkEncoding(_ shown: [UInt8]) throws {
        var encoded = ByteBuffer(bytes: shown).telnetEncoded()
        var parser = TelnetParser()
        var received: [UInt8] = []
        while let item = parser.next(from: &encoded) {
            guard case .text(let text) = item else { throw BrokenPromise(description: "text read as \(item)") }
            received += text.readableBytesView
        }
        try require(
            joining(received, [.lineFeed: .lineFeed, .null: .carriageReturn]) == joining(shown, [.lineFeed: .lineFeed]),
            "text that arrives as \(received)")
    }

    /// A carriage return and a byte that `pairs` names become the one byte that they stand for.
    private static func joining(_ text: [UInt8], _ pairs: [UInt8: UInt8]) -> [UInt8] {
        var (result, index) = ([UInt8](), 0)
        while index < text.count {
            let next = index + 1 < text.count && text[index] == .carriageReturn ? pairs[text[index + 1]] : nil
            result.append(next ?? text[index])
            index += next == nil ? 1 : 2
        }
        return result
    }
}

/// What was told of a client; nil is the end.
private struct Told: Equatable {
    var client: TelnetClient
    var event: TelnetEvent?

    init(client: TelnetClient, _ event: TelnetEvent? = nil) { (self.client, self.event) = (client, event) }
}

/// The server's end of a connection, without a socket.
private final class FuzzedConnection {
    static let offers: [UInt8] = [
        255, 253, 24, 255, 253, 31, 255, 253, 39, 255, 251, 25, 255, 251, 42, 255, 251, 70, 255, 251, 69, 255, 251, 201,
        255, 251, 91, 255, 251, 86, 255, 251, 87,
    ]

    private let channel = EmbeddedChannel(handler: TelnetHandler())
    /// Each with what was known of the client then: what changes, and changes back between two, is told or not as the
    /// stream is cut.
    private(set) var events: [Told] = []
    private var client = TelnetClient()
    private(set) var answers: [UInt8] = []

    /// - Parameter encoding: what the player has said of it.
    init(receiving pieces: [[UInt8]], encoding: TextEncoding? = nil) throws {
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try channel.pipeline.syncOperations.handler(type: TelnetHandler.self).preferences.encoding = encoding
        try require(takeAnswers() == Self.offers, "other offers than these")
        for piece in pieces { receive(piece) }
        events.append(Told(client: client))
    }

    /// Its pipeline, which holds itself, goes with it.
    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }

    /// A connection that is closed by now takes nothing more.
    func receive(_ bytes: [UInt8]) {
        _ = try? channel.writeInbound(ByteBuffer(bytes: bytes))
        while let event = try? channel.readInbound(as: TelnetEvent.self) {
            if case .clientChanged(let told) = event { client = told } else { events.append(Told(client: client, event)) }
        }
        while let buffer = try? channel.readOutbound(as: ByteBuffer.self) { answers += buffer.readableBytesView }
    }

    func takeAnswers() -> [UInt8] {
        receive([])
        defer { answers = [] }
        return answers
    }
}
