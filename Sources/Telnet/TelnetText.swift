import NIOCore

extension ByteBuffer {
    /// The text as it goes over the wire (RFC 854): a line feed becomes CR LF (and CR LF stays), a carriage return
    /// alone becomes CR NUL, IAC is doubled. All other bytes pass, ANSI sequences among them.
    ///
    /// Text without any of these is returned as it is, not copied.
    ///
    /// - Parameter spare: bytes that the caller means to append.
    public func telnetEncoded(spare: Int = 0) -> ByteBuffer {
        withUnsafeReadableBytes { source in
            let special = source.count { $0.isTelnetSpecial }
            guard special > 0 else { return self }
            var encoded = ByteBufferAllocator().buffer(capacity: source.count + special + spare)
            encoded.writeWithUnsafeMutableBytes(minimumWritableBytes: source.count + special) { target in
                Self.escape(source, into: target)
            }
            return encoded
        }
    }

    /// Returns the number of bytes written, at most one more than there are for each special one.
    private static func escape(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer) -> Int {
        var read = 0
        var written = 0
        while read < source.count {
            var end = read
            while end < source.count, !source[end].isTelnetSpecial { end += 1 }
            UnsafeMutableRawBufferPointer(rebasing: target[written...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[read..<end]))
            written += end - read
            read = end
            guard read < source.count else { break }

            let pair: (UInt8, UInt8)
            switch source[read] {
            case .lineFeed:
                pair = (.carriageReturn, .lineFeed)
            case .carriageReturn:
                let isPair = read + 1 < source.count && source[read + 1] == .lineFeed
                pair = (.carriageReturn, isPair ? .lineFeed : .null)
                if isPair { read += 1 }
            default:
                pair = (.iac, .iac)
            }
            target[written] = pair.0
            target[written + 1] = pair.1
            read += 1
            written += 2
        }
        return written
    }

    mutating func writeTelnetCommand(_ command: TelnetCommand) {
        writeBytes([.iac, command.rawValue])
    }

    mutating func writeTelnet(_ verb: TelnetVerb, _ option: TelnetOption) {
        writeBytes([.iac, verb.rawValue, option.rawValue])
    }

    /// Writes `IAC SB option payload IAC SE`, with each IAC of the payload doubled.
    mutating func writeTelnetSubnegotiation(_ option: TelnetOption, _ payload: some Sequence<UInt8>) {
        writeBytes([.iac, TelnetCommand.subnegotiationBegin.rawValue, option.rawValue])
        for byte in payload {
            writeInteger(byte)
            if byte == .iac { writeInteger(byte) }
        }
        writeTelnetCommand(.subnegotiationEnd)
    }
}

extension UInt8 {
    fileprivate var isTelnetSpecial: Bool {
        self == .lineFeed || self == .carriageReturn || self == .iac
    }
}
