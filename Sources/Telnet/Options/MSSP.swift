import NIOCore

/// MSSP, the Mud Server Status Protocol (tintin.mudhalla.net/protocols/mssp): what lists of games want to know. It is told
/// once, as soon as the client agrees.
struct MSSPOption: TelnetOptionHandler {
    private enum Code {
        static let variable: UInt8 = 1
        static let value: UInt8 = 2
    }

    /// What a list's program that speaks no telnet types instead.
    static let request = "MSSP-REQUEST"

    private var hasTold = false

    var option: TelnetOption { .mssp }
    var ours: OptionStance { .offer }
    var memory: [UInt8] {
        get { hasTold ? [1] : [] }
        set { hasTold = newValue == [1] }
    }

    mutating func changed(_ side: OptionSide, isOn: Bool, _ exchange: inout TelnetExchange) {
        guard isOn, !hasTold else { return }
        hasTold = true
        var payload: [UInt8] = []
        for variable in exchange.status() {
            payload.append(Code.variable)
            payload += Self.plain(variable.name)
            for value in variable.values {
                payload.append(Code.value)
                payload += Self.plain(value)
            }
        }
        exchange.answer(option, payload)
    }

    /// The answer to ``request``: a line each, name and values parted by tabs.
    static func reply(_ status: [StatusVariable]) -> ByteBuffer {
        let lines = status.map { variable in
            ([variable.name] + variable.values).map { text in
                String(decoding: plain(text).filter { $0 >= .space }, as: UTF8.self)
            }.joined(separator: "\t")
        }
        return ByteBuffer(
            string: (["", "MSSP-REPLY-START"] + lines + ["MSSP-REPLY-END", ""]).joined(separator: "\r\n"))
    }

    /// Without the bytes that the protocol forbids.
    private static func plain(_ text: String) -> [UInt8] {
        text.utf8.filter { $0 != .null && $0 != Code.variable && $0 != Code.value }
    }
}

/// Something that the game tells lists of games of itself: `PLAYERS`, with one value or several.
public struct StatusVariable: Equatable, Sendable {
    public var name: String
    public var values: [String]

    public init(_ name: String, _ values: String...) { (self.name, self.values) = (name, values) }

    public init(_ name: String, _ values: [String]) { (self.name, self.values) = (name, values) }
}
