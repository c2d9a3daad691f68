import NIOCore

/// Telnet between the bytes of a client and the lines of a game: RFC 854 with the options of `TelnetNegotiator`.
///
/// It offers its options when the connection opens and waits for no answer, as some clients never give one.
public final class TelnetHandler: ChannelDuplexHandler {
    public typealias InboundIn = ByteBuffer
    public typealias InboundOut = TelnetEvent
    public typealias OutboundIn = TelnetOutput
    public typealias OutboundOut = ByteBuffer

    var parser = TelnetParser()
    var negotiator: TelnetNegotiator
    var lines = LineAssembler()
    /// Of what is sent, while MCCP2 is on.
    var compressor: Compressor?
    /// Of what comes, while the client compresses by MCCP3.
    var decompressor: Decompressor?
    var hasEndedCompression = false
    var context: ChannelHandlerContext?
    /// What the player said of the connection.
    public var preferences = TelnetPreferences() { didSet { lines.encoding = settledEncoding } }
    /// What was last told of the client.
    var knownClient = TelnetClient()
    var hasStarted = false
    var isFirstLine = true
    /// The connection is being closed: what still comes from it is not read.
    var isClosing = false
    private var needsFlush = false
    /// Said "are you there?" since it was last answered.
    private var wasAskedIfThere = false

    /// - Parameters:
    ///   - compresses: whether compression is offered (MCCP2 and MCCP3).
    ///   - status: what lists of games are told, when they ask (MSSP).
    public init(compresses: Bool = true, status: @escaping @Sendable () -> [StatusVariable] = { [] }) {
        negotiator = TelnetNegotiator(compresses: compresses, status: status)
    }

    // MARK: - The connection

    public func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        guard context.channel.isActive else { return }
        start(context)
        flushAnswers(context)
    }

    public func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

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
        while !isClosing, bytes.readableBytes > 0 {
            if decompressor == nil { interpret(&bytes, context) } else { decompress(&bytes, context) }
        }
        // Once for a packet, however often it asks: an answer is longer than the question.
        if wasAskedIfThere { negotiator.exchange.outgoing.writeStaticString("\r\n[Yes]\r\n") }
        wasAskedIfThere = false
        reportClient(context)
        writeAnswers(context)
    }

    /// Reads up to the end, or to where the client begins to compress.
    private func interpret(_ bytes: inout ByteBuffer, _ context: ChannelHandlerContext) {
        while !isClosing, let item = parser.next(from: &bytes) {
            switch item {
            case .text(let text):
                read(text, context)
            case .negotiation(let verb, let option):
                negotiator.received(verb, option)
                switchCompression(context)
            case .subnegotiation(let option, let payload):
                negotiator.received(option, payload)
                lines.encoding = settledEncoding
                for (name, json) in negotiator.exchange.takeMessages() {
                    fire(.message(name: name, json: json), context)
                }
                guard negotiator.exchange.receivesCompressed, decompressor == nil else { continue }
                decompressor = Decompressor()
                return
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
    }

    /// Reads up to the end, or to where the client has ended compressing.
    private func decompress(_ bytes: inout ByteBuffer, _ context: ChannelHandlerContext) {
        do {
            while !isClosing, let item = try decompressor?.next(from: &bytes) {
                if case .bytes(var plain) = item {
                    interpret(&plain, context)
                    continue
                }
                (decompressor, negotiator.exchange.receivesCompressed) = (nil, false)
                // telnetlib3 says that it begins, and does not.
                if case .neverBegan(let plain) = item {
                    bytes = plain
                    negotiator.request(.mccp3, .ours, false)
                }
            }
        } catch {
            isClosing = true
            fire(.unreadable("\(error)"), context)
        }
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
            case .line(MSSPOption.request) where isFirst:
                needsFlush = true
                send(MSSPOption.reply(negotiator.exchange.status()), context)
            case .line(let line):
                endHiddenLine()
                fire(.line(line), context)
            case .lineTooLong:
                fire(.lineTooLong, context)
            }
        }
    }

    /// Who sees nothing of what they type does not see its end either: what follows stands on a line of its own (RFC 857: it
    /// is for us to show what was typed).
    private func endHiddenLine() {
        guard negotiator.isOn(.echo, .ours) else { return }
        negotiator.exchange.outgoing.writeString("\r\n")
        needsFlush = true
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
            send(text.written(in: encoding).telnetEncoded(), context, promise: promise)
        case .prompt(let text):
            var bytes = text.written(in: encoding).telnetEncoded(spare: 2)
            if let promptMark { bytes.writeTelnetCommand(promptMark) }
            send(bytes, context, promise: promise)
        case .echo(let isAllowed):
            negotiator.request(.echo, .ours, !isAllowed)
            writeAnswers(context, promise: promise)
        case .message(let name, let json):
            write(name, json)
            writeAnswers(context, promise: promise)
        case .noOperation:
            guard preferences.keepsAlive else { return promise?.succeed() ?? () }
            negotiator.exchange.outgoing.writeTelnetCommand(.noOperation)
            writeAnswers(context, promise: promise)
        }
    }

    var encoding: TextEncoding { settledEncoding ?? .utf8 }
    var settledEncoding: TextEncoding? { preferences.encoding ?? negotiator.exchange.client.settledEncoding }

    /// Structured data, by whichever way the client takes it.
    private func write(_ name: String, _ json: ByteBuffer) {
        if name == MSDPOption.message, negotiator.isOn(.msdp, .ours) {
            guard let payload = MSDPOption.payload(json) else { return }
            negotiator.exchange.outgoing.writeTelnetSubnegotiation(.msdp, payload)
        } else if negotiator.isOn(.gmcp, .ours) {
            let message = GMCPMessage.bytes(name, json).readableBytesView
            negotiator.exchange.outgoing.writeTelnetSubnegotiation(.gmcp, message)
        }
    }

    /// EOR for a client that knows it. GA otherwise: it is never suppressed, see `SuppressGoAheadOption`. Unless the
    /// player has said how it is to be.
    private var promptMark: TelnetCommand? {
        switch preferences.promptMark {
        case nil: negotiator.isOn(.endOfRecord, .ours) ? .endOfRecord : .goAhead
        case .some(.none): nil
        case .goAhead: .goAhead
        case .endOfRecord: .endOfRecord
        }
    }

    func writeAnswers(_ context: ChannelHandlerContext, promise: EventLoopPromise<Void>? = nil) {
        guard negotiator.exchange.outgoing.readableBytes > 0 else {
            promise?.succeed()
            return
        }
        let answers = negotiator.exchange.outgoing
        negotiator.exchange.outgoing = ByteBuffer()
        needsFlush = true
        send(answers, context, promise: promise)
    }

    private func send(_ bytes: ByteBuffer, _ context: ChannelHandlerContext, promise: EventLoopPromise<Void>? = nil) {
        let bytes = compressor?.compress(bytes, flush: .none) ?? bytes
        if bytes.readableBytes > 0 || promise != nil { context.write(wrapOutboundOut(bytes), promise: promise) }
    }

    /// Begins or ends the compressed stream, behind what was said so far, as has been agreed.
    func switchCompression(_ context: ChannelHandlerContext) {
        guard negotiator.exchange.sendsCompressed != (compressor != nil) else { return }
        writeAnswers(context)
        let ended = compressor
        compressor = ended == nil ? Compressor() : nil
        if let ended { send(ended.compress(flush: .finish), context) }
    }

    public func flush(context: ChannelHandlerContext) {
        needsFlush = false
        if let rest = compressor?.compress(flush: .sync), rest.readableBytes > 0 {
            context.write(wrapOutboundOut(rest), promise: nil)
        }
        context.flush()
    }

    func flushAnswers(_ context: ChannelHandlerContext) {
        if needsFlush { flush(context: context) }
    }
}
