import NIOCore

// A connection goes from process to process.

extension TelnetHandler {
    /// Goes on where another handler of this connection was.
    public convenience init(
        _ state: TelnetState, compresses: Bool = true, status: @escaping @Sendable () -> [StatusVariable] = { [] }
    ) {
        self.init(compresses: compresses, status: status)
        hasStarted = true
        hasEndedCompression = state.hasEndedCompression ?? false
        isFirstLine = state.isFirstLine
        preferences = state.preferences ?? preferences
        negotiator.agreements = state.options
        negotiator.exchange.client = state.client
        negotiator.exchange.answersLeft = state.answersLeft
        knownClient = state.client
        lines.encoding = settledEncoding
        var bytes = state.unfinished
        while let item = parser.next(from: &bytes) {
            guard case .text(var text) = item else { continue }
            while lines.next(from: &text) != nil {}
        }
    }

    /// What another process needs to go on with this connection. Nil when it is being closed, or the client compresses:
    /// of a stream that has begun no other process can read the rest.
    public var state: TelnetState? {
        guard !isClosing, decompressor == nil else { return nil }
        // The line first: no line ends within a sequence. An IAC that is part of it is doubled, as in any text.
        var unfinished = ByteBuffer()
        for byte in lines.unfinished {
            unfinished.writeInteger(byte)
            if byte == .iac { unfinished.writeInteger(byte) }
        }
        unfinished.writeImmutableBuffer(parser.unfinished)
        return TelnetState(
            unfinished: unfinished, options: negotiator.agreements, client: negotiator.exchange.client,
            answersLeft: negotiator.exchange.answersLeft, isFirstLine: isFirstLine,
            hasEndedCompression: hasEndedCompression ? true : nil,
            preferences: preferences == TelnetPreferences() ? nil : preferences)
    }

    /// Ends MCCP2, before another process goes on with this connection.
    public func endCompression() {
        guard let context, compressor != nil else { return }
        hasEndedCompression = true
        negotiator.request(.mccp2, .ours, false)
        switchCompression(context)
        flushAnswers(context)
    }

    /// Offers again what was ended by ``endCompression()``, be it in another process.
    public func offerCompression() {
        guard let context, hasEndedCompression else { return }
        hasEndedCompression = false
        negotiator.request(.mccp2, .ours, true)
        writeAnswers(context)
        flushAnswers(context)
    }
}
