/// What a simple client shows of the bytes it is sent: text without telnet's commands and without colours.
struct TelnetText: Sendable {
    private enum State { case text, command, option, subnegotiation, subnegotiationCommand, escape, escapeSequence }
    private var state = State.text
    private var bytes: [UInt8] = []

    /// The text that has come since it was last asked. A character that is cut in two waits for its end.
    mutating func take() -> String {
        var end = bytes.count
        while end > 0, bytes.count - end < 3, bytes[end - 1] & 0xC0 == 0x80 { end -= 1 }
        if end > 0, bytes[end - 1] >= 0xC0 {
            let length = bytes[end - 1] >= 0xF0 ? 4 : bytes[end - 1] >= 0xE0 ? 3 : 2
            end = bytes.count - end + 1 >= length ? bytes.count : end - 1
        } else {
            end = bytes.count
        }
        defer { bytes.removeFirst(end) }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    mutating func feed(_ input: some Sequence<UInt8>) {
        for byte in input {
            switch (state, byte) {
            case (.text, 255): state = .command
            case (.text, 27): state = .escape
            case (.text, 13): break
            case (.text, _): bytes.append(byte)
            case (.command, 251...254): state = .option
            case (.command, 250): state = .subnegotiation
            case (.command, 255): (state, _) = (.text, bytes.append(byte))
            case (.command, _), (.option, _): state = .text
            case (.subnegotiation, 255): state = .subnegotiationCommand
            case (.subnegotiation, _): break
            case (.subnegotiationCommand, 240): state = .text
            case (.subnegotiationCommand, _): state = .subnegotiation
            case (.escape, UInt8(ascii: "[")): state = .escapeSequence
            case (.escape, _): state = .text
            case (.escapeSequence, 0x40...0x7E): state = .text
            case (.escapeSequence, _): break
            }
        }
    }
}
