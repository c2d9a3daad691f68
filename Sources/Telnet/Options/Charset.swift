import NIOCore

/// CHARSET (RFC 2066). We ask for UTF-8 and nothing else; a client may ask too, with a list of its own.
struct CharsetOption: TelnetOptionHandler {
    private enum Code {
        static let request: UInt8 = 1
        static let accepted: UInt8 = 2
        static let rejected: UInt8 = 3
    }

    private static let utf8 = "UTF-8"
    private static let translationTable = "[TTABLE]"

    private var isAsking = false

    var option: TelnetOption { .charset }
    var ours: OptionStance { .offer }
    var theirs: OptionStance { .accept }
    var memory: [UInt8] {
        get { isAsking ? [1] : [] }
        set { isAsking = newValue == [1] }
    }

    mutating func changed(_ side: OptionSide, isOn: Bool, _ exchange: inout TelnetExchange) {
        guard side == .ours else { return }
        isAsking = isOn
        if isOn { exchange.answer(option, [Code.request] + Array(";\(Self.utf8)".utf8)) }
    }

    mutating func received(_ payload: ByteBuffer, _ exchange: inout TelnetExchange) {
        var payload = payload
        let code = payload.readInteger(as: UInt8.self)
        let text = String(buffer: payload)
        switch code {
        case Code.accepted where isAsking:
            isAsking = false
            exchange.client.charset = Self.isUTF8(text) ? .utf8 : .other
        case Code.rejected where isAsking:
            isAsking = false
            exchange.client.charset = .other
        case Code.request:
            answerRequest(text, &exchange)
        default:
            break
        }
    }

    /// The list begins with the character that separates it, after a `[TTABLE]` and its version if tables are offered.
    private func answerRequest(_ text: String, _ exchange: inout TelnetExchange) {
        let list = text.hasPrefix(Self.translationTable) ? text.dropFirst(Self.translationTable.count + 1) : text[...]
        let name = list.first.flatMap { separator in list.split(separator: separator).first(where: Self.isUTF8) }
        // Of two requests that cross, the server's stands and the client's is rejected.
        guard let name, !isAsking else {
            exchange.answer(option, [Code.rejected])
            return
        }
        exchange.client.charset = .utf8
        exchange.answer(option, [Code.accepted] + Array(name.utf8))
    }

    private static func isUTF8(_ name: some StringProtocol) -> Bool {
        name.uppercased() == utf8
    }
}
