import Foundation
import NIOCore

// The words of the WebSocket at `/socket`: each message is a text frame with one JSON object. Keys that one side does
// not know it passes over, so that a page and a Portal of different ages can talk.
//
// From the browser:
//   {"line": "look at fire"}    what the player entered; a line feed in it makes it several lines
//   {"size": [80, 24]}          columns and rows that the page can show
//   {"message": "Core.Ping", "data": 120}       structured data, named as in GMCP; "data" may be left out
//
// From the Portal:
//   {"game": "Hearth"}          once, first: the name of the game
//   {"text": "A hearth.\n"}     to be shown; has ANSI escapes as for a terminal with true colour
//   {"prompt": "Name: "}        text after which the player is awaited
//   {"echo": false}             what is typed from now on is secret (a password); true ends that
//   {"message": "Char.Vitals", "data": {…}}     structured data, named as in GMCP; "data" may be missing
//   {"bye": ""}                 the game has let the player go: do not connect again unasked
//
// It closes with 1000 after a bye, 1001 when the Portal stops (connect again, it may be a restart), 1002, 1003, 1007,
// 1008 and 1009 for what a client did wrong, with the reason in words.

/// What a browser sends.
struct WebInput: Decodable, Equatable, Sendable {
    var line: String?
    var size: [Int]?
    var message: String?

    /// The JSON of a message's `data` in such an object; empty when it has none.
    static func data(of text: String) -> String {
        let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        guard let value = object?["data"],
            let data = try? JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
        else { return "" }
        return String(decoding: data, as: UTF8.self)
    }
}

/// What a browser is sent.
enum WebOutput: Encodable, Equatable, Sendable {
    case game(String)
    case text(String)
    case prompt(String)
    case echo(Bool)
    /// A name, and JSON as it is.
    case message(String, ByteBuffer)
    case bye

    private enum Key: String, CodingKey {
        case game, text, prompt, echo, message, bye
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        switch self {
        case .game(let name): try object.encode(name, forKey: .game)
        case .text(let text): try object.encode(text, forKey: .text)
        case .prompt(let text): try object.encode(text, forKey: .prompt)
        case .echo(let isAllowed): try object.encode(isAllowed, forKey: .echo)
        case .message(let name, _): try object.encode(name, forKey: .message)
        case .bye: try object.encode("", forKey: .bye)
        }
    }

    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return encoder
    }()

    /// As it is sent.
    var json: ByteBuffer {
        get throws {
            var bytes = ByteBuffer(bytes: try Self.encoder.encode(self))
            if case .message(_, let data) = self, data.readableBytes > 0 {
                // Neither end of the Portal needs the meaning of it: it goes in before the brace.
                bytes.moveWriterIndex(to: bytes.writerIndex - 1)
                bytes.writeString(",\"data\":")
                bytes.writeImmutableBuffer(data)
                bytes.writeString("}")
            }
            return bytes
        }
    }
}
