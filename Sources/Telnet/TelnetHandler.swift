import NIOCore

/// What a telnet client does, as the game's side sees it.
public enum TelnetEvent: Equatable, Sendable {
    case line(String)
    /// A line of more than `LineAssembler.longestLine` bytes was refused.
    case lineTooLong
    /// The client told something new about itself. It comes before the lines that the client sent after it.
    case clientChanged(TelnetClient)
    /// The player wants what is going on to end (IP or BREAK).
    case interrupt
    /// A web browser came. It was answered, and its connection is being closed.
    case httpRefused
}

/// What a telnet client is sent.
public enum TelnetOutput: Equatable, Sendable {
    /// UTF-8 text with "\n" as the end of its lines. ANSI sequences pass.
    case text(ByteBuffer)
    /// Text after which the player is awaited, and which the client is told is a prompt.
    case prompt(ByteBuffer)
    /// Whether the client may show what the player types: false while it is a password.
    case echo(Bool)
}

/// Telnet between the bytes of a client and the lines of a game: RFC 854 with the options of `TelnetNegotiator`.
///
/// It offers its options when the connection opens and waits for no answer, as some clients never give one.
public final class TelnetHandler: ChannelDuplexHandler {
    public typealias InboundIn = ByteBuffer
    public typealias InboundOut = TelnetEvent
    public typealias OutboundIn = TelnetOutput
    public typealias OutboundOut = ByteBuffer

    private var parser = TelnetParser()
    private var negotiator = TelnetNegotiator()
    private var lines = LineAssembler()
    /// What was last told of the client.
    private var knownClient = TelnetClient()
    private var hasStarted = false
    private var isFirstLine = true
    /// The connection is being closed: what still comes from it is not read.
    private var isClosing = false
    private var needsFlush = false

    public init() {}

    // MARK: - From process to process

    /// Goes on where another handler of this connection was.
    public init(_ state: TelnetState) {
        hasStarted = true
        isFirstLine = state.isFirstLine
        negotiator.agreements = state.options
        negotiator.exchange.client = state.client
        negotiator.exchange.answersLeft = state.answersLeft
        knownClient = state.client
        var bytes = state.unfinished
        while let item = parser.next(from: &bytes) {
            guard case .text(var text) = item else { continue }
            while lines.next(from: &text) != nil {}
        }
    }

    /// What another process needs to go on with this connection. Nil when it is being closed.
    public var state: TelnetState? {
        guard !isClosing else { return nil }
        // The line first: no line ends within a sequence. An IAC that is part of it is doubled, as in any text.
        var unfinished = ByteBuffer()
        for byte in lines.unfinished {
            unfinished.writeInteger(byte)
            if byte == .iac { unfinished.writeInteger(byte) }
        }
        unfinished.writeImmutableBuffer(parser.unfinished)
        return TelnetState(
            unfinished: unfinished, options: negotiator.agreements, client: negotiator.exchange.client,
            answersLeft: negotiator.exchange.answersLeft, isFirstLine: isFirstLine)
    }

    // MARK: - The connection

    public func handlerAdded(context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        start(context)
        flushAnswers(context)
    }

    public func channelActive(context: ChannelHandlerContext) {
        start(context)
        context.fireChannelActive()
        // After the greeting, if that was written at once: one packet holds both.
        flushAnswers(context)
    }

    public func channelInactive(context: ChannelHandlerContext) {
        isClosing = true
        context.fireChannelInactive()
    }

    private func start(_ context: ChannelHandlerContext) {
        guard !hasStarted else { return }
        hasStarted = true
        negotiator.start()
        writeAnswers(context)
    }

    // MARK: - From the client

    public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        var wasAskedIfThere = false
        while !isClosing, let item = parser.next(from: &bytes) {
            switch item {
            case .text(let text):
                read(text, context)
            case .negotiation(let verb, let option):
                negotiator.received(verb, option)
            case .subnegotiation(let option, let payload):
                negotiator.received(option, payload)
            case .command(.eraseCharacter):
                lines.eraseCharacter()
            case .command(.eraseLine):
                lines.eraseLine()
            case .command(.interruptProcess), .command(.break):
                fire(.interrupt, context)
            case .command(.areYouThere):
                wasAskedIfThere = true
            case .command:
                break
            }
        }
        // Once for a packet, however often it asks: an answer is longer than the question.
        if wasAskedIfThere { negotiator.exchange.outgoing.writeStaticString("\r\n[Yes]\r\n") }
        reportClient(context)
        writeAnswers(context)
    }

    public func channelReadComplete(context: ChannelHandlerContext) {
        flushAnswers(context)
        context.fireChannelReadComplete()
    }

    private func read(_ text: ByteBuffer, _ context: ChannelHandlerContext) {
        var text = text
        while !isClosing, let item = lines.next(from: &text) {
            let isFirst = isFirstLine
            isFirstLine = false
            negotiator.exchange.answersLeft = TelnetExchange.mostAnswers
            switch item {
            case .line(let line) where isFirst && HTTPRefusal.applies(toFirstLine: line):
                refuseHTTP(context)
            case .line(let line):
                fire(.line(line), context)
            case .lineTooLong:
                fire(.lineTooLong, context)
            }
        }
    }

    private func refuseHTTP(_ context: ChannelHandlerContext) {
        isClosing = true
        writeAnswers(context)
        context.writeAndFlush(wrapOutboundOut(HTTPRefusal.response)).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
        fire(.httpRefused, context)
    }

    private func fire(_ event: TelnetEvent, _ context: ChannelHandlerContext) {
        reportClient(context)
        context.fireChannelRead(wrapInboundOut(event))
    }

    private func reportClient(_ context: ChannelHandlerContext) {
        let client = negotiator.exchange.client
        guard client != knownClient else { return }
        knownClient = client
        context.fireChannelRead(wrapInboundOut(.clientChanged(client)))
    }

    // MARK: - To the client

    public func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // What was said first must arrive first: WILL EOR before a prompt that ends with EOR.
        writeAnswers(context)
        switch unwrapOutboundIn(data) {
        case .text(let text):
            context.write(wrapOutboundOut(text.telnetEncoded()), promise: promise)
        case .prompt(let text):
            var bytes = text.telnetEncoded(spare: 2)
            bytes.writeTelnetCommand(promptMark)
            context.write(wrapOutboundOut(bytes), promise: promise)
        case .echo(let isAllowed):
            negotiator.request(.echo, .ours, !isAllowed)
            writeAnswers(context, promise: promise)
        }
    }

    /// EOR for a client that knows it. GA otherwise: it is never suppressed, see `SuppressGoAheadOption`.
    private var promptMark: TelnetCommand {
        negotiator.isOn(.endOfRecord, .ours) ? .endOfRecord : .goAhead
    }

    private func writeAnswers(_ context: ChannelHandlerContext, promise: EventLoopPromise<Void>? = nil) {
        guard negotiator.exchange.outgoing.readableBytes > 0 else {
            promise?.succeed()
            return
        }
        let answers = negotiator.exchange.outgoing
        negotiator.exchange.outgoing = ByteBuffer()
        needsFlush = true
        context.write(wrapOutboundOut(answers), promise: promise)
    }

    public func flush(context: ChannelHandlerContext) {
        needsFlush = false
        context.flush()
    }

    private func flushAnswers(_ context: ChannelHandlerContext) {
        if needsFlush { flush(context: context) }
    }
}
