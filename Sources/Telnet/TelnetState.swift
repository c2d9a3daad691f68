import NIOCore

/// All that a ``TelnetHandler`` knows of its connection, for the process that goes on with it.
///
/// What may be missing is optional, and options are known by their numbers: two versions understand each other.
public struct TelnetState: Codable, Equatable, Sendable {
    /// Half a line, and half a telnet sequence: bytes that bring a fresh handler to where this one was.
    public var unfinished: ByteBuffer
    /// What is agreed about each option: see ``TelnetNegotiator/agreements``.
    public var options: ByteBuffer
    public var client: TelnetClient
    /// See ``TelnetExchange/answersLeft``.
    public var answersLeft: Int
    public var isFirstLine: Bool
    /// MCCP2 was on and was ended, for no other process can go on with its stream: it is to be offered again.
    public var hasEndedCompression: Bool?
    /// What the player said of the connection; nil for nothing.
    public var preferences: TelnetPreferences?
}

extension TelnetNegotiator {
    /// What is agreed, and what the options remember.
    ///
    /// Layout, for each: number (1 byte), our side, their side (5 bytes each), length of its memory (2), memory.
    var agreements: ByteBuffer {
        get {
            var bytes = ByteBuffer()
            for entry in entries {
                bytes.writeInteger(entry.handler.option.rawValue)
                entry.ours.write(into: &bytes)
                entry.theirs.write(into: &bytes)
                let memory = entry.handler.memory
                bytes.writeInteger(UInt16(memory.count))
                bytes.writeBytes(memory)
            }
            return bytes
        }
        set {
            var bytes = newValue
            while let number = bytes.readInteger(as: UInt8.self),
                let ours = OptionNegotiation(from: &bytes), let theirs = OptionNegotiation(from: &bytes),
                let length = bytes.readInteger(as: UInt16.self), let memory = bytes.readBytes(length: Int(length))
            {
                // One that is no longer spoken is as good as refused.
                guard let index = entries.firstIndex(where: { $0.handler.option.rawValue == number }) else { continue }
                (entries[index].ours, entries[index].theirs) = (ours, theirs)
                entries[index].handler.memory = memory
            }
        }
    }
}

extension OptionNegotiation {
    /// Layout: agreed (bit 0) and wanted (bit 1), how much is unanswered (4 bytes).
    func write(into bytes: inout ByteBuffer) {
        bytes.writeInteger(UInt8((isOn ? 1 : 0) | (wanted ? 2 : 0)))
        bytes.writeInteger(UInt32(clamping: unanswered))
    }

    /// Nil when there are too few bytes.
    init?(from bytes: inout ByteBuffer) {
        guard let (flags, unanswered) = bytes.readMultipleIntegers(as: (UInt8, UInt32).self) else { return nil }
        self.init(isOn: flags & 1 != 0, wanted: flags & 2 != 0, unanswered: Int(unanswered))
    }
}

extension TelnetParser {
    /// Bytes that bring a fresh parser to where this one is: the sequence that has begun, if one has.
    var unfinished: ByteBuffer {
        var bytes = ByteBuffer()
        switch state {
        case .text: break
        case .command: bytes.writeInteger(UInt8.iac)
        case .negotiation(let verb): bytes.writeBytes([.iac, verb.rawValue])
        case .subnegotiationOption: bytes.writeTelnetCommand(.subnegotiationBegin)
        case .subnegotiation(let option): bytes.writeBeginning(of: option, beginning)
        case .subnegotiationCommand(let option):
            bytes.writeBeginning(of: option, beginning)
            bytes.writeInteger(UInt8.iac)
        }
        return bytes
    }

    /// The payload so far, or any other that is too long as well.
    private var beginning: ByteBuffer {
        isPayloadTooLong ? ByteBuffer(repeating: 0, count: Self.longestSubnegotiation + 1) : payload
    }
}

extension ByteBuffer {
    /// A subnegotiation without its end.
    fileprivate mutating func writeBeginning(of option: TelnetOption, _ payload: ByteBuffer) {
        writeTelnetSubnegotiation(option, payload.readableBytesView)
        moveWriterIndex(to: writerIndex - 2)
    }
}

extension LineAssembler {
    /// Bytes that bring a fresh assembler to where this one is. What it makes of them was told before.
    var unfinished: [UInt8] {
        if isAfterCR { return [.carriageReturn] }
        // Of a line that is too long nothing was kept: any other is as good.
        let line = isSwallowing ? [UInt8](repeating: .space, count: Self.longestLine + 1) : pending
        switch escape {
        case .none: return line
        case .escape: return line + [.escape]
        case .controlSequence: return line + [.escape, UInt8(ascii: "[")]
        case .singleShift: return line + [.escape, UInt8(ascii: "O")]
        }
    }
}
