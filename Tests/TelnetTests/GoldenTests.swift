import Foundation
import NIOCore
import Testing

@testable import Telnet

/// Negotiations with real clients, as `Tests/EndToEndTests/Clients/record_negotiation.py` has written them down: the
/// client's part is played again, and the server must say what it said.
@Suite struct GoldenTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    static let clients = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
        .filter { $0.hasSuffix(".txt") }.sorted() ?? []

    @Test func `there are recordings`() { #expect(Self.clients.count >= 5, "\(Self.clients)") }

    @Test(arguments: clients)
    func `a real client is answered as it was`(file: String) throws {
        let golden = try Golden(Self.folder.appending(path: file))
        let connection = try Connection()
        var sent = Connection.offers
        let compressor = Compressor()
        for step in golden.client {
            let bytes = step.isCompressed
                ? Array(compressor.compress(ByteBuffer(bytes: step.bytes), flush: .sync).readableBytesView) : step.bytes
            _ = try connection.receive(bytes)
            sent += try connection.sent()
        }
        let answers = Golden.negotiation(try inflated(sent))
        #expect(answers == golden.server)
        #expect(try golden.known == connection.handler.knownWords)
    }
}

extension TelnetHandler {
    /// What a recording says of the client in its line `known:`.
    fileprivate var knownWords: String {
        guard let client = state?.client else { return "" }
        let size = "\(client.width ?? 0)x\(client.height ?? 0)"
        let mtts = client.mtts.map { "mtts \($0.rawValue)" }
        let abilities: [(TelnetClient.Abilities, String)] = [
            (.gmcp, "gmcp"), (.msdp, "msdp"), (.mxp, "mxp"), (.compressed, "compressed"),
        ]
        return ([client.name ?? "-", client.version, client.terminal, size, mtts, "\(client.encoding)"]
            + abilities.map { client.abilities.contains($0.0) ? $0.1 : nil }).compactMap(\.self).joined(separator: ", ")
    }
}

/// A recording: lines of `server:` or `client:` and what it said, `client compressed:` behind MCCP3.
private struct Golden {
    struct Step {
        var bytes: [UInt8]
        var isCompressed: Bool
    }

    var client: [Step] = []
    /// The options' part of what the server said.
    var server: [String] = []
    var known = ""

    init(_ file: URL) throws {
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw Unreadable(line: String(line)) }
            switch parts[0] {
            case "known": known = parts[1]
            case "client", "client compressed":
                client.append(Step(bytes: try Self.bytes(parts[1]), isCompressed: parts[0] == "client compressed"))
            default: server += Self.negotiation(try Self.bytes(parts[1]))
            }
        }
    }

    struct Unreadable: Error { var line: String }

    private static let words: [String: UInt8] = [
        "IAC": 255, "DONT": 254, "DO": 253, "WONT": 252, "WILL": 251, "SB": 250, "GA": 249, "SE": 240, "NOP": 241,
        "DM": 242, "BRK": 243, "IP": 244, "AYT": 246, "EC": 247, "EL": 248, "BINARY": 0, "ECHO": 1, "SGA": 3, "STATUS": 5,
        "TM": 6, "TTYPE": 24, "NAWS": 31, "TSPEED": 32, "LFLOW": 33, "LINEMODE": 34, "XDISPLOC": 35, "ENVIRON": 36,
        "AUTHENTICATION": 37, "ENCRYPT": 38, "NEW-ENVIRON": 39, "CHARSET": 42, "MSDP": 69, "MSSP": 70, "MCCP2": 86,
        "MCCP3": 87, "MXP": 91, "GMCP": 201,
    ]

    private static func bytes(_ text: String) throws -> [UInt8] {
        var (bytes, rest) = ([UInt8](), text[...])
        while !rest.isEmpty {
            if rest.hasPrefix("\"") {
                let end = rest.dropFirst().firstIndex(of: "\"") ?? rest.endIndex
                bytes += Array(rest[rest.index(after: rest.startIndex)..<end].utf8)
                rest = rest[end...].dropFirst()
            } else {
                let word = String(rest.prefix { $0 != " " })
                // EOR is an option's name behind a verb, else a command's.
                let byte = word == "EOR" ? (bytes.last ?? 0 >= 250 && bytes.last != 255 ? 25 : 239) : words[word] ?? UInt8(word)
                guard let byte else { throw Unreadable(line: text) }
                bytes.append(byte)
                rest = rest.dropFirst(word.count)
            }
            rest = rest.drop { $0 == " " }
        }
        return bytes
    }

    /// Without text, the marks of prompts, and the echo, which are the game's. Of MSSP only that it is answered: what it
    /// says changes.
    static func negotiation(_ stream: [UInt8]) -> [String] {
        var (parser, input, items) = (TelnetParser(), ByteBuffer(bytes: stream), [String]())
        while let item = parser.next(from: &input) {
            switch item {
            case .negotiation(_, .echo), .text, .command: break
            case .negotiation(let verb, let option): items.append("\(verb) \(option.rawValue)")
            case .subnegotiation(.mssp, _): items.append("MSSP")
            case .subnegotiation(let option, let payload):
                items.append("SB \(option.rawValue) \(Array(payload.readableBytesView))")
            }
        }
        return items
    }
}
