import NIOCore

/// Takes a stream of telnet bytes apart (RFC 854, RFC 855).
///
/// The parser holds a few bytes of state and does no input or output. The stream may be cut anywhere. Nothing in it is
/// an error: what makes no sense is skipped, as the rest of the stream usually does.
///
/// ```swift
/// while let item = parser.next(from: &bytes) { … }
/// ```
public struct TelnetParser: Sendable {
    public enum Item: Equatable, Sendable {
        /// Data, as much of it as lay in one piece: a slice of the input, IAC IAC already undoubled.
        case text(ByteBuffer)
        case command(TelnetCommand)
        case negotiation(TelnetVerb, TelnetOption)
        /// What stood between `IAC SB option` and `IAC SE`, IAC IAC undoubled.
        case subnegotiation(TelnetOption, ByteBuffer)
    }

    enum State: Sendable {
        case text
        case command
        case negotiation(TelnetVerb)
        case subnegotiationOption
        case subnegotiation(TelnetOption)
        case subnegotiationCommand(TelnetOption)
    }

    /// A subnegotiation of more bytes than this is skipped.
    public static let longestSubnegotiation = 64 * 1024

    private(set) var state = State.text
    private(set) var payload = ByteBuffer()
    private(set) var isPayloadTooLong = false

    public init() {}

    /// Reads the next item, and leaves what follows it in `input`: an option that changes the stream (compression)
    /// can take over there. Nil when the rest of the input, now consumed, does not make a whole item.
    public mutating func next(from input: inout ByteBuffer) -> Item? {
        while input.readableBytes > 0 {
            switch state {
            case .text:
                if let text = input.readRun(startingAt: 0) { return .text(text) }
                input.moveReaderIndex(forwardBy: 1)
                state = .command
            case .command:
                if let item = readCommand(&input) { return item }
            case .negotiation(let verb):
                state = .text
                return .negotiation(verb, TelnetOption(rawValue: input.readByte()))
            case .subnegotiationOption:
                let option = input.readByte()
                // "IAC SB IAC": a subnegotiation that nobody can mean. Read the second IAC as a command's.
                state = option == .iac ? .command : .subnegotiation(TelnetOption(rawValue: option))
            case .subnegotiation(let option):
                if let run = input.readRun(startingAt: 0) {
                    collect(run)
                } else {
                    input.moveReaderIndex(forwardBy: 1)
                    state = .subnegotiationCommand(option)
                }
            case .subnegotiationCommand(let option):
                if let item = readSubnegotiationCommand(&input, option) { return item }
            }
        }
        return nil
    }

    private mutating func readCommand(_ input: inout ByteBuffer) -> Item? {
        if input.peekByte() == .iac {
            // An escaped 255: this second IAC is data, and is the first byte of a run.
            state = .text
            return input.readRun(startingAt: 1).map(Item.text)
        }
        let byte = input.readByte()
        if let verb = TelnetVerb(rawValue: byte) {
            state = .negotiation(verb)
            return nil
        }
        let command = TelnetCommand(rawValue: byte)
        if command == .subnegotiationBegin {
            state = .subnegotiationOption
            return nil
        }
        state = .text
        return .command(command)
    }

    private mutating func readSubnegotiationCommand(_ input: inout ByteBuffer, _ option: TelnetOption) -> Item? {
        switch input.peekByte() {
        case .iac:
            state = .subnegotiation(option)
            if let run = input.readRun(startingAt: 1) { collect(run) }
            return nil
        case TelnetCommand.subnegotiationEnd.rawValue:
            input.moveReaderIndex(forwardBy: 1)
            state = .text
            defer { forgetPayload() }
            return isPayloadTooLong ? nil : .subnegotiation(option, payload)
        default:
            // The peer forgot IAC SE. What it began is void, but the command is one.
            forgetPayload()
            state = .command
            return nil
        }
    }

    private mutating func collect(_ run: ByteBuffer) {
        guard !isPayloadTooLong else { return }
        if payload.readableBytes + run.readableBytes > Self.longestSubnegotiation {
            forgetPayload()
            isPayloadTooLong = true
        } else {
            payload.writeImmutableBuffer(run)
        }
    }

    private mutating func forgetPayload() {
        payload = ByteBuffer()
        isPayloadTooLong = false
    }
}

extension ByteBuffer {
    /// Reads up to the next IAC that stands at `offset` or later. Nil if that leaves nothing to read.
    fileprivate mutating func readRun(startingAt offset: Int) -> ByteBuffer? {
        let view = readableBytesView
        let end = view.dropFirst(offset).firstIndex(of: .iac) ?? view.endIndex
        return end == view.startIndex ? nil : readSlice(length: end - view.startIndex)
    }

    /// The next byte of a buffer that is known to have one.
    fileprivate func peekByte() -> UInt8 {
        readableBytesView[readerIndex]
    }

    fileprivate mutating func readByte() -> UInt8 {
        let byte = peekByte()
        moveReaderIndex(forwardBy: 1)
        return byte
    }
}
