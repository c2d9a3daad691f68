import Foundation
import NIOCore
import NIOWebSocket
import Telnet
import Wire

/// The end of a browser's pipeline, behind its ``WebSocketControlFrames``: the same session to the Portal as a telnet
/// client's, in the messages of `WebMessage.swift`.
final class WebSocketSessionHandler: ChannelDuplexHandler {
    typealias InboundIn = WebSocketFrame
    /// JSON.
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = WebSocketFrame

    private let portal: Portal
    private let limits: WebLimits
    /// It was asked for to come back to a session: what that is, its first message says.
    private let resumes: Bool
    private var session: UInt64?
    private var client = ClientState(transport: "web", colors: 3, abilities: [.structured, .utf8])
    private var lines = LineAssembler(encoding: .utf8)
    private var sizes = TokenBucket()
    /// It ends: nothing of the client's counts any more.
    private var isOver = false
    private var reason = "connection closed"
    private var ending = Portal.WebEnding.lost
    /// For the message that says which session it comes back to.
    private var deadline: Scheduled<Void>?
    /// The last numbered line that came since the page was told.
    private var unsaidLine: UInt64?

    init(portal: Portal, limits: WebLimits, resumes: Bool) {
        (self.portal, self.limits, self.resumes) = (portal, limits, resumes)
    }

    // MARK: The connection

    func handlerAdded(context: ChannelHandlerContext) {
        guard context.channel.isActive else { return }
        send(.game(portal.assumeIsolated { $0.settings.name }), context)
        if !resumes { return begin(context) }
        context.flush()
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: limits.requestDeadline) {
            self.fail(.policyViolation, "it did not say which session it comes back to", context)
        }
    }

    /// A new session.
    private func begin(_ context: ChannelHandlerContext) {
        let (channel, client) = (context.channel, client)
        session = portal.assumeIsolated {
            let session = $0.opened(channel, transport: "web")
            $0.clientChanged(client, of: session)
            return session
        }
    }

    /// The page comes back to its session; to a new one, when that is over.
    private func resume(_ token: String, seen: UInt64?, _ context: ChannelHandlerContext) {
        deadline?.cancel()
        let channel = context.channel
        let found = portal.assumeIsolated { portal in
            portal.resume(token, seen: seen, on: channel).map { ($0, portal.sessions[$0]?.client) }
        }
        guard let (id, known) = found else {
            send(.fresh, context)
            return begin(context)
        }
        session = id
        client = known ?? client
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        tellClosed(context.channel)
        context.fireChannelInactive()
    }

    private func tellClosed(_ channel: any Channel) {
        guard let session else { return }
        let (reason, ending) = (reason, ending)
        portal.assumeIsolated { $0.lost(session, channel, ending, because: reason) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard !context.channel.isWritable else { return }
        reason = "it does not read what it is sent"
        if let session { portal.assumeIsolated { $0.doesNotRead(session) } }
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event as? WebSocketEnd {
        case .closed(let code):
            isOver = true
            ending =
                switch code {
                case .goingAway: .pageClosed
                case .unknown(4002): .lost
                default: .left
                }
        case .refused(let words): over(words, context)
        case .lost(let words): reason = words
        case nil: context.fireUserInboundEventTriggered(event)
        }
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is WebSessionWasTaken else { return context.triggerUserOutboundEvent(event, promise: promise) }
        promise?.succeed()
        guard !isOver else { return }
        session = nil
        close(.unknown(4001), "this session goes on in another page", context)
    }

    // MARK: From the browser

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        received(unwrapInboundIn(data).unmaskedData, context)
    }

    private func received(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else {
            return fail(.dataInconsistentWithMessage, "a message is not UTF-8", context)
        }
        guard let input = try? JSONDecoder().decode(WebInput.self, from: Data(text.utf8)) else {
            return fail(.policyViolation, "a message is no JSON object of the known kind", context)
        }
        if session == nil {
            guard let token = input.resume else {
                return fail(.policyViolation, "the first message says which session it comes back to", context)
            }
            return resume(token, seen: input.seen, context)
        }
        if input.size != nil || input.client != nil { received(input.size, input.client, context) }
        if let session, input.kept == true { portal.assumeIsolated { $0.keeps(session) } }
        if let line = input.line { received(line: line, number: input.n, context) }
        if let name = input.message { received(message: name, WebInput.data(of: text)) }
        if input.seen != nil { sayTaken(context) }
        // Who sends and never reads is answered no more than fits.
        if let session, !isOver, context.channel.isWritable, let request = input.maker {
            portal.assumeIsolated { $0.receivedFromMaker(request, session) }
        }
    }

    private func received(message name: String, _ json: String) {
        guard let session, !isOver else { return }
        portal.assumeIsolated { $0.received(message: name, json, from: session) }
    }

    /// What the page shows text on.
    private func received(_ size: WebInput.Size?, _ browser: WebInput.Browser?, _ context: ChannelHandlerContext) {
        if let limit = limits.sizes, sizes.take(limit, at: .now()) != nil {
            return fail(.policyViolation, "the size changes too often", context)
        }
        client.take(size, browser)
        guard let session else { return }
        let client = client
        portal.assumeIsolated { $0.clientChanged(client, of: session) }
    }

    /// By the same way as telnet's, which keeps control characters from other players' terminals.
    private func received(line: String, number: UInt64?, _ context: ChannelHandlerContext) {
        guard let session, !isOver else { return }
        if let number {
            unsaidLine = number
            guard portal.assumeIsolated({ $0.received(line: number, from: session) }) else { return }
        }
        var bytes = ByteBuffer(string: line + "\n")
        while let item = lines.next(from: &bytes) {
            portal.assumeIsolated { portal in
                switch item {
                case .line(let line): portal.received(line: line, from: session)
                case .lineTooLong: portal.refuseLongLine(to: session)
                }
            }
        }
    }

    /// What came together is answered together.
    func channelReadComplete(context: ChannelHandlerContext) {
        if unsaidLine != nil { sayTaken(context) }
        context.fireChannelReadComplete()
    }

    /// Who sends and never reads gets no more than fits.
    private func sayTaken(_ context: ChannelHandlerContext) {
        unsaidLine = nil
        guard let session, !isOver, context.channel.isWritable,
            let line = portal.assumeIsolated({ $0.sessions[session]?.web?.lastLine })
        else { return }
        send(.got(line), context)
        context.flush()
    }

    // MARK: To the browser

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        send(unwrapOutboundIn(data), context, promise)
    }

    private func send(_ output: WebOutput, _ context: ChannelHandlerContext) { send(output.json(), context) }

    private func send(_ json: ByteBuffer, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>? = nil) {
        context.write(wrapOutboundOut(WebSocketFrame(fin: true, opcode: .text, data: json)), promise: promise)
    }

    // MARK: The end

    /// The Portal closes: the player is told first whether to come back by itself.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard !isOver, context.channel.isActive else { return context.close(mode: mode, promise: promise) }
        let isStopping = portal.assumeIsolated { $0.isStopping }
        if !isStopping {
            ending = .left
            send(.bye, context)
        }
        close(isStopping ? .goingAway : .normalClosure, "", context)
        if let promise { context.channel.closeFuture.cascade(to: promise) }
    }

    /// Ends a session whose client breaks the rules.
    private func fail(_ code: WebSocketErrorCode, _ words: String, _ context: ChannelHandlerContext) {
        guard !isOver else { return }
        close(code, words, context)
        over(words, context)
    }

    private func over(_ words: String, _ context: ChannelHandlerContext) {
        isOver = true
        (reason, ending) = (words, .left)
        tellClosed(context.channel)
    }

    private func close(_ code: WebSocketErrorCode, _ words: String, _ context: ChannelHandlerContext) {
        isOver = true
        deadline?.cancel()
        context.triggerUserOutboundEvent(WebSocketClose(code: code, words: words), promise: nil)
    }
}
