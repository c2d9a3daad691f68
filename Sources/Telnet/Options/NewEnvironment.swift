import NIOCore

/// NEW-ENVIRON (RFC 1572), for what a client says of itself by MNES, the Mud New Environment Standard
/// (tintin.mudhalla.net/protocols/mnes). Nothing is asked for that tells who the player is.
struct NewEnvironmentOption: TelnetOptionHandler {
    private enum Code {
        static let `is`: UInt8 = 0
        static let send: UInt8 = 1
        static let info: UInt8 = 2
        static let variable: UInt8 = 0
        static let value: UInt8 = 1
        static let escape: UInt8 = 2
        static let userVariable: UInt8 = 3
    }

    /// By name: a client of a wider use answers an empty request with all of its player's environment, or not at all.
    /// In both kinds: by MNES they are variables, and users' variables to clients that have the names without it.
    private static let question = [Code.send] + [Code.variable, Code.userVariable].flatMap { kind in
        ["CLIENT_NAME", "CLIENT_VERSION", "CHARSET", "MTTS", "TERMINAL_TYPE"].flatMap { [kind] + Array($0.utf8) }
    }
    private static let mostVariables = 32

    /// Once: the question is longer than what makes us ask.
    private var hasAsked = false

    var option: TelnetOption { .newEnvironment }
    var theirs: OptionStance { .offer }
    var memory: [UInt8] {
        get { hasAsked ? [1] : [] }
        set { hasAsked = newValue == [1] }
    }

    mutating func changed(_ side: OptionSide, isOn: Bool, _ exchange: inout TelnetExchange) {
        guard isOn, side == .theirs, !hasAsked else { return }
        hasAsked = true
        exchange.answer(option, Self.question)
    }

    func received(_ payload: ByteBuffer, _ exchange: inout TelnetExchange) {
        var bytes = Array(payload.readableBytesView.prefix(TelnetExchange.longestMessage))[...]
        guard let code = bytes.popFirst(), code == Code.is || code == Code.info else { return }
        for _ in 0..<Self.mostVariables {
            guard let kind = bytes.popFirst(), kind == Code.variable || kind == Code.userVariable else { return }
            let name = Self.text(&bytes)
            guard bytes.first == Code.value else { continue }
            bytes = bytes.dropFirst()
            learn(name.uppercased(), Self.text(&bytes), isChange: code == Code.info, &exchange.client)
        }
    }

    /// - Parameter isChange: the player has set it anew, which goes before what was said or settled until then.
    private func learn(_ name: String, _ value: String, isChange: Bool, _ client: inout TelnetClient) {
        guard let value = TelnetClient.shown(value) else { return }
        switch name {
        case "CLIENT_NAME": client.tellName(value)
        case "CLIENT_VERSION": client.version = value
        case "TERMINAL_TYPE": client.terminal = value
        case "MTTS": if let bits = Int(value) { client.tellAbilities(bits, isChange: isChange) }
        case "CHARSET" where client.charset == nil || isChange: client.charset = TelnetClient.Charset(name: value)
        default: break
        }
    }

    /// Up to the next code. One that is part of the text stands behind an escape.
    private static func text(_ bytes: inout ArraySlice<UInt8>) -> String {
        var text: [UInt8] = []
        while let byte = bytes.first {
            if byte == Code.escape {
                bytes = bytes.dropFirst()
                if let literal = bytes.popFirst() { text.append(literal) }
                continue
            }
            guard byte > Code.userVariable else { break }
            text.append(byte)
            bytes = bytes.dropFirst()
        }
        return String(decoding: text, as: UTF8.self)
    }
}
