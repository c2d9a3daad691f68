import Foundation
import NIOCore
import Telnet
import Wire

// The words of the WebSocket at `/socket`: each message is a text frame with one JSON object. Keys that one side does
// not know it passes over, so that a page and a Portal of different ages can talk.
//
// From the browser:
//   {"line": "look at fire"}    what the player entered; a line feed in it makes it several lines
//   {"line": "look", "n": 7}    the same, numbered by the page from 1: one that comes again is not taken again
//   {"size": [80, 24]}          columns and rows that the page can show; what can be no size is passed over
//   {"client": {"name": "Firefox", "version": "128", "screenReader": false}}    the browser, and whether it reads aloud
//   {"kept": true}              the page has the token that it was sent, and may come back by it
//   {"seen": 41}                the last message that the page has; answered by `got`: it proves that both are there
//   {"resume": "…", "seen": 41} the first message of a connection to `/socket?resume`: the token, and the last message
//                               that the page has. Without `seen` all that is kept is sent again
//   {"message": "Core.Ping", "data": 120}       structured data, named as in GMCP; "data" may be left out. By
//                               "Core.Goodbye" the player leaves
//   {"maker": {…}}              see `MakerRequest`
//
// From the Portal. Those that have a number `n`, one higher each time, are sent again to a page that comes back:
//   {"n": 1, "text": "A hearth.\n"}   to be shown; has ANSI escapes as for a terminal with true colour
//   {"n": 2, "prompt": "Name: "}      text after which the player is awaited
//   {"n": 3, "echo": false}           what is typed from now on is secret (a password); true ends that
//   {"n": 4, "message": "Char.Vitals", "data": {…}}   structured data, named as in GMCP; "data" may be missing
//   {"n": 5, "bye": ""}               the game has let the player go: do not connect again unasked
// Those that have none:
//   {"game": "Hearth"}          the name of the game
//   {"session": {"token": "…", "keep": 300}}    by that the page may come back to this session, once, for so many
//                               seconds after its connection was lost; a new one is sent each time
//   {"resumed": {"line": 7, "missed": 0}}       the page is back: the last of its lines that was taken, and how many
//                               messages are forgotten that it has not seen. They are followed by those that are kept
//   {"fresh": true}             there is no such session any more: this is a new one
//   {"got": 7}                  the last of the page's lines that was taken
//   {"rights": true}            the game says that this is a maker's session: `maker` is answered
//   {"maker": {…}}              see `MakerRequest`
//
// It closes with 1000 after a bye, 1001 when the Portal stops (connect again, it may be a restart), 4001 when the session
// goes on in another page, 1002, 1003, 1007, 1008 and 1009 for what a client did wrong, with the reason in words.
// A page closes with 1000 when its player leaves, and with 4002 when it gives a silent connection up and will be back.

/// What a browser sends.
struct WebInput: Decodable, Sendable {
    var line: String?
    var n: UInt64?
    var size: Size?
    var client: Browser?
    var kept: Bool?
    var seen: UInt64?
    var resume: String?
    var maker: MakerRequest?
    var message: String?

    /// Columns and rows. A page that measures nonsense is no reason to end a session: that is read as no size.
    struct Size: Decodable, Sendable {
        var columns = 0
        var rows = 0
        var isKnown = false

        init(from decoder: any Decoder) throws {
            let numbers = (try? decoder.singleValueContainer().decode([Double?].self))?.compactMap { $0 } ?? []
            guard numbers.count == 2, numbers.allSatisfy({ (0...10_000).contains($0) }) else { return }
            (columns, rows, isKnown) = (Int(numbers[0]), Int(numbers[1]), true)
        }
    }

    struct Browser: Decodable, Sendable {
        private static let longest = 40

        var name: String?
        var version: String?
        var screenReader: Bool?

        /// Only what a name is made of: it is shown to people. Nil when nothing is left.
        static func shown(_ text: String) -> String? {
            let printable = text.utf8.filter { (0x20...0x7E).contains($0) }.prefix(longest)
            return printable.isEmpty ? nil : String(decoding: printable, as: UTF8.self)
        }
    }

    /// The JSON of a message's `data` in such an object; empty when it has none.
    static func data(of text: String) -> String {
        let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        guard let value = object?["data"],
            let data = try? JSONSerialization.data(withJSONObject: value, options: .fragmentsAllowed)
        else { return "" }
        return String(decoding: data, as: UTF8.self)
    }
}

extension ClientState {
    /// What a page told of itself. A size that is none leaves what is known.
    mutating func take(_ size: WebInput.Size?, _ browser: WebInput.Browser?) {
        if let size, size.isKnown { (width, height) = (size.columns, size.rows) }
        guard let browser else { return }
        name = browser.name.flatMap(WebInput.Browser.shown)
        version = browser.version.flatMap(WebInput.Browser.shown)
        screenReader = browser.screenReader ?? false
    }
}

/// What a browser is sent.
enum WebOutput: Equatable, Sendable {
    case game(String)
    case text(ByteBuffer)
    case prompt(ByteBuffer)
    case echo(Bool)
    /// A name, and JSON as it is.
    case message(String, ByteBuffer)
    case bye
    case session(token: String, keep: Int)
    case resumed(line: UInt64, missed: UInt64)
    case fresh
    case got(UInt64)
    case rights(Bool)
    /// JSON as it is.
    case maker(String)

    /// Nil for what only telnet needs.
    init?(_ output: TelnetOutput) {
        switch output {
        case .text(let text): self = .text(text)
        case .prompt(let text): self = .prompt(text)
        case .echo(let isAllowed): self = .echo(isAllowed)
        case .message(let name, let json): self = .message(name, json)
        case .noOperation: return nil
        }
    }

    /// As it is sent.
    func json(number: UInt64? = nil) -> ByteBuffer {
        var out = ByteBuffer()
        out.writeString(number.map { "{\"n\":\($0)," } ?? "{")
        switch self {
        case .game(let name):
            out.writeString("\"game\":")
            out.writeJSON(name)
        case .text(let text):
            out.writeString("\"text\":")
            out.writeJSON(String(buffer: text))
        case .prompt(let text):
            out.writeString("\"prompt\":")
            out.writeJSON(String(buffer: text))
        case .echo(let isAllowed): out.writeString("\"echo\":\(isAllowed)")
        case .message(let name, let data):
            out.writeString("\"message\":")
            out.writeJSON(name)
            if data.readableBytes > 0 {
                // No end of the Portal needs the meaning of it.
                out.writeString(",\"data\":")
                out.writeImmutableBuffer(data)
            }
        case .bye: out.writeString("\"bye\":\"\"")
        case .session(let token, let keep):
            out.writeString("\"session\":{\"token\":\"\(token)\",\"keep\":\(keep)}")
        case .resumed(let line, let missed):
            out.writeString("\"resumed\":{\"line\":\(line),\"missed\":\(missed)}")
        case .fresh: out.writeString("\"fresh\":true")
        case .got(let line): out.writeString("\"got\":\(line)")
        case .rights(let isMaker): out.writeString("\"rights\":\(isMaker)")
        case .maker(let json): out.writeString("\"maker\":\(json)")
        }
        out.writeString("}")
        return out
    }
}

extension ByteBuffer {
    /// Writes a text as JSON has it (RFC 8259, 7).
    mutating func writeJSON(_ text: String) {
        var text = text
        writeInteger(UInt8(ascii: "\""))
        text.withUTF8 { bytes in
            var plain = 0
            for (index, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
                writeBytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[plain..<index]))
                plain = index + 1
                switch byte {
                case 0x0A: writeString("\\n")
                case 0x0D: writeString("\\r")
                case 0x09: writeString("\\t")
                case 0x22, 0x5C: writeBytes([0x5C, byte])
                default: writeString(byte < 0x10 ? "\\u000" : "\\u00")
                    writeString(String(byte, radix: 16))
                }
            }
            writeBytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[plain...]))
        }
        writeInteger(UInt8(ascii: "\""))
    }
}
