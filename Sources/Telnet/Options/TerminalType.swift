import NIOCore

/// TERMINAL-TYPE (RFC 1091). Each `SEND` draws the client's next name for itself; a name given twice in a row ends the
/// list. By custom of MUDs the first is the client's name, the second its terminal, the third `MTTS` and a number
/// (tintin.mudhalla.net/protocols/mtts). A client with one name alone, gives it as both: `KildClient` is a client's,
/// `XTERM-256COLOR` a terminal's, and nothing tells them apart.
struct TerminalTypeOption: TelnetOptionHandler {
    private enum Code {
        static let `is`: UInt8 = 0
        static let send: UInt8 = 1
    }

    private static let mostNames = 3
    private static let longestName = 64

    /// The names given in this round.
    private var names: [String] = []
    private var isAsking = false

    var option: TelnetOption { .terminalType }
    var theirs: OptionStance { .offer }
    /// Whether it asks (1 byte), then the names, each ended by a null.
    var memory: [UInt8] {
        get { [isAsking ? 1 : 0] + names.flatMap { Array($0.utf8) + [.null] } }
        set {
            isAsking = newValue.first == 1
            names = newValue.dropFirst().split(separator: .null, omittingEmptySubsequences: false).dropLast()
                .map { String(decoding: $0, as: UTF8.self) }
        }
    }

    mutating func changed(_ side: OptionSide, isOn: Bool, _ exchange: inout TelnetExchange) {
        names = []
        isAsking = isOn
        if isOn { exchange.answer(option, [Code.send]) }
    }

    mutating func received(_ payload: ByteBuffer, _ exchange: inout TelnetExchange) {
        var payload = payload
        guard isAsking, payload.readInteger(as: UInt8.self) == Code.is else { return }
        let name = Self.name(payload)
        let isRepeated = name == names.last
        if !isRepeated {
            names.append(name)
            learn(name, &exchange.client)
        }
        isAsking = !isRepeated && names.count < Self.mostNames
        if isAsking { exchange.answer(option, [Code.send]) }
    }

    private func learn(_ name: String, _ client: inout TelnetClient) {
        if name.hasPrefix("MTTS "), let bits = Int(name.dropFirst(5)) {
            client.mtts = MTTS(rawValue: bits)
        } else if names.count == 1 {
            client.guessName(name)
            client.terminal = name
        } else if names.count == 2 {
            client.terminal = name
        }
    }

    /// Only what a terminal's name is made of: it will be shown to people.
    private static func name(_ payload: ByteBuffer) -> String {
        let printable = payload.readableBytesView.lazy.filter { (0x20...0x7E).contains($0) }
        return String(decoding: printable.prefix(longestName), as: UTF8.self)
    }
}
