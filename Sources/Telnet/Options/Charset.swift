import NIOCore

/// CHARSET (RFC 2066). We ask for UTF-8, and for what text can be rewritten in where a client has nothing better; a
/// client may ask too, with a list of its own.
struct CharsetOption: TelnetOptionHandler {
    private enum Code {
        static let request: UInt8 = 1
        static let accepted: UInt8 = 2
        static let rejected: UInt8 = 3
    }

    private static let offered = ";UTF-8;ISO-8859-1;US-ASCII"
    private static let translationTable = "[TTABLE]"

    private var isAsking = false
    /// Once: the question is longer than what makes us ask.
    private var hasAsked = false

    var option: TelnetOption { .charset }
    var ours: OptionStance { .offer }
    var theirs: OptionStance { .accept }
    var memory: [UInt8] {
        get { [isAsking ? 1 : 0, hasAsked ? 1 : 0] }
        set { (isAsking, hasAsked) = (newValue.first == 1, newValue.last == 1) }
    }

    mutating func changed(_ side: OptionSide, isOn: Bool, _ exchange: inout TelnetExchange) {
        guard side == .ours else { return }
        isAsking = isOn && !hasAsked
        guard isAsking else { return }
        hasAsked = true
        exchange.answer(option, [Code.request] + Array(Self.offered.utf8))
    }

    mutating func received(_ payload: ByteBuffer, _ exchange: inout TelnetExchange) {
        var payload = payload
        let code = payload.readInteger(as: UInt8.self)
        let text = String(buffer: payload)
        switch code {
        case Code.accepted where isAsking:
            isAsking = false
            // Mudlet 4.10 puts the separator of our list before its answer.
            exchange.client.charset = TelnetClient.Charset(name: text.drop { !$0.isLetter && !$0.isNumber })
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
        let names = list.first.map { separator in list.split(separator: separator) } ?? []
        let name = names.first { TelnetClient.Charset(name: $0) == .utf8 }
            ?? names.first { TelnetClient.Charset(name: $0) != .other }
        // Of two requests that cross, the server's stands and the client's is rejected.
        guard let name, !isAsking else {
            exchange.answer(option, [Code.rejected])
            return
        }
        exchange.client.charset = TelnetClient.Charset(name: name)
        exchange.answer(option, [Code.accepted] + Array(name.utf8))
    }
}
