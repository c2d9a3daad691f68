import Foundation
import NIOCore

// The words of the WebSocket at `/socket`: each message is a text frame with one JSON object. Keys that one side does
// not know it passes over, so that a page and a Portal of different ages can talk.
//
// From the browser:
//   {"line": "look at fire"}    what the player entered; a line feed in it makes it several lines
//   {"size": [80, 24]}          columns and rows that the page can show
//
// From the Portal:
//   {"game": "Hearth"}          once, first: the name of the game
//   {"text": "A hearth.\n"}     to be shown; has ANSI escapes as for a terminal with true colour
//   {"prompt": "Name: "}        text after which the player is awaited
//   {"echo": false}             what is typed from now on is secret (a password); true ends that
//   {"bye": ""}                 the game has let the player go: do not connect again unasked
//
// It closes with 1000 after a bye, 1001 when the Portal stops (connect again, it may be a restart), 1002, 1003, 1007,
// 1008 and 1009 for what a client did wrong, with the reason in words.

/// What a browser sends.
struct WebInput: Decodable, Equatable, Sendable {
    var line: String?
    var size: [Int]?
}

/// What a browser is sent.
enum WebOutput: Encodable, Equatable, Sendable {
    case game(String)
    case text(String)
    case prompt(String)
    case echo(Bool)
    case bye

    private enum Key: String, CodingKey {
        case game, text, prompt, echo, bye
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        switch self {
        case .game(let name): try object.encode(name, forKey: .game)
        case .text(let text): try object.encode(text, forKey: .text)
        case .prompt(let text): try object.encode(text, forKey: .prompt)
        case .echo(let isAllowed): try object.encode(isAllowed, forKey: .echo)
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
        get throws { ByteBuffer(bytes: try Self.encoder.encode(self)) }
    }
}
