import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket

/// Answers a browser with the files of the web folder, one request after the other. A connection on which none follows
/// soon is closed, as is one on which something was refused.
final class WebPageHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let portal: Portal
    private let folder: WebFolder
    private let limits: WebLimits
    private let upgrades: WebUpgrades
    private let always: HTTPHeaders
    private let mediaHosts: [String]
    private var request: HTTPRequestHead?
    private var isAnswered = false
    /// After such a request nothing is read as HTTP, and all that comes would only be kept.
    private var asksForOtherProtocol: Bool { request?.headers.contains(name: "Upgrade") == true }
    private var requests = 0
    private var deadline: Scheduled<Void>?

    init(portal: Portal, folder: WebFolder, limits: WebLimits, upgrades: WebUpgrades) {
        (self.portal, self.folder, self.limits, self.upgrades) = (portal, folder, limits, upgrades)
        mediaHosts = portal.assumeIsolated { $0.settings.web.mediaHosts }
        always = Self.headers(mediaHosts: mediaHosts)
    }

    func handlerAdded(context: ChannelHandlerContext) { close(context, after: limits.requestDeadline) }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        guard !isAnswered else { return }
        switch part {
        case .head(let head): received(head, context)
        case .body: refuse(.payloadTooLarge, "Nothing here takes a request with a body.", context)
        case .end: if let request { give(request, context) }
        }
    }

    private func received(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        request = head
        requests += 1
        if asksForOtherProtocol { try? context.channel.syncOptions?.setOption(.autoRead, value: false) }
        close(context, after: limits.requestDeadline)
        let (portal, channel) = (portal, context.channel)
        guard portal.assumeIsolated({ $0.learn(head, of: channel) }) else {
            let words = "Too many connections from your address are open. Close some, and try again."
            return refuse(.tooManyRequests, words, context)
        }
        if head.method != .GET && head.method != .HEAD {
            refuse(.methodNotAllowed, "Only GET and HEAD are known here.", context, ["Allow": "GET, HEAD"])
        } else if WebPath.of(head.uri) == WebPath.socket {
            guard WebOrigin.isOwn(head.headers) else {
                return refuse(.forbidden, "Another site's page may not play here.", context)
            }
            refuse(
                .upgradeRequired, "This is a WebSocket (RFC 6455, version 13).", context,
                ["Upgrade": "websocket", "Sec-WebSocket-Version": "13"])
        }
    }

    private func give(_ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
        isAnswered = true
        if Portal.answersItself(WebPath.of(request.uri)) { return ask(request, context) }
        let folder = folder
        // The disk may be slow, and players share this event loop.
        NIOThreadPool.singleton.runIfActive(eventLoop: context.eventLoop) {
            let file = folder.file(WebPath.of(request.uri))
            return (file, file == nil ? folder.file("/404.html") : nil)
        }.assumeIsolated().whenComplete { result in
            let (file, notFound) = (try? result.get()) ?? (nil, nil)
            if let file {
                self.give(file, to: request, context)
            } else if let notFound {
                self.respond(.notFound, self.headers(of: notFound), notFound.body, context)
            } else {
                self.refuse(.notFound, "There is no such page here.", context)
            }
        }
    }

    /// The Portal says what it is, and may ask the Server first.
    private func ask(_ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let (portal, channel) = (portal, context.channel)
        let address = portal.assumeIsolated { $0.address(of: channel) }
        let answer = context.eventLoop.makeFutureWithTask { await portal.answer(request, from: address) }
        answer.assumeIsolated().whenSuccess { answer in
            self.respond(answer.status, ["Content-Type": answer.type], answer.body, context)
        }
    }

    private func give(_ file: WebFolder.File, to request: HTTPRequestHead, _ context: ChannelHandlerContext) {
        var (file, headers) = (file, HTTPHeaders())
        if file.root != nil {
            headers.add(name: "Vary", value: "Cookie")
            if let look = WebLook(cookies: request.headers["Cookie"]) { file = look.dressed(file) }
        }
        headers.add(contentsOf: self.headers(of: file))
        headers.add(name: "ETag", value: file.tag)
        let known = request.headers[canonicalForm: "If-None-Match"]
        if known.contains(where: { $0 == "*" || $0 == file.tag || $0 == "W/\(file.tag)" }) {
            headers.remove(name: "Content-Type")
            return respond(.notModified, headers, nil, context)
        }
        headers.add(name: "Accept-Ranges", value: "bytes")
        let size = file.body.readableBytes
        switch WebRange(request, size: size, tag: file.tag) {
        case .all: respond(.ok, headers, file.body, context)
        case .part(let bytes):
            headers.add(name: "Content-Range", value: "bytes \(bytes.lowerBound)-\(bytes.upperBound - 1)/\(size)")
            let part = file.body.getSlice(at: file.body.readerIndex + bytes.lowerBound, length: bytes.count)
            respond(.partialContent, headers, part, context)
        case .none:
            headers.add(name: "Content-Range", value: "bytes */\(size)")
            respond(.rangeNotSatisfiable, headers, ByteBuffer(), context)
        }
    }

    private func headers(of file: WebFolder.File) -> HTTPHeaders {
        var headers: HTTPHeaders = ["Content-Type": file.type]
        if !file.styles.isEmpty {
            headers.add(name: Self.policy, value: Self.policy(mediaHosts: mediaHosts, styles: file.styles))
        }
        return headers
    }

    private func refuse(
        _ status: HTTPResponseStatus, _ words: String, _ context: ChannelHandlerContext,
        _ headers: HTTPHeaders = [:]
    ) {
        var headers = headers
        headers.add(name: "Content-Type", value: "text/plain; charset=utf-8")
        respond(status, headers, ByteBuffer(string: words + "\n"), context, isLast: true)
    }

    private func respond(
        _ status: HTTPResponseStatus, _ headers: HTTPHeaders, _ body: ByteBuffer?, _ context: ChannelHandlerContext,
        isLast: Bool = false
    ) {
        isAnswered = true
        guard context.channel.isActive else { return }
        close(context, after: limits.responseDeadline)
        var head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        for (name, value) in always where !headers.contains(name: name) { head.headers.add(name: name, value: value) }
        let isLast = isLast || requests >= limits.requests || request?.isKeepAlive != true || asksForOtherProtocol
        if isLast { head.headers.add(name: "Connection", value: "close") }
        if let body { head.headers.add(name: "Content-Length", value: String(body.readableBytes)) }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if let body, request?.method != .HEAD {
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        // With the end of an answer the next request may come at once.
        if !isLast {
            (request, isAnswered) = (nil, false)
            do { try upgrades.awaitRequest(context.channel, pages: self) } catch { return context.close(promise: nil) }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
            if isLast {
                context.close(promise: nil)
            } else if self.request == nil {
                self.close(context, after: self.limits.idle)
            }
        }
    }

    private static let policy = "Content-Security-Policy"

    /// The page loads nothing from elsewhere but sounds of the hosts that the settings name, runs no script but its own
    /// files, and stands in nobody's frame: what a player says can never become code in another's browser.
    ///
    /// - Parameter styles: what stands in the page itself, by its hashes.
    private static func policy(mediaHosts: [String], styles: [String] = []) -> String {
        let media = (["'self'"] + mediaHosts).joined(separator: " ")
        return "default-src 'none'; script-src 'self'; style-src \((["'self'"] + styles).joined(separator: " ")); "
            + "img-src 'self'; font-src 'self'; media-src \(media); manifest-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    }

    private static func headers(mediaHosts: [String]) -> HTTPHeaders {
        [
            policy: policy(mediaHosts: mediaHosts),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-cache",
        ]
    }

    private func close(_ context: ChannelHandlerContext, after time: TimeAmount) {
        deadline?.cancel()
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A refused upgrade comes by here too; its request follows and is answered in words.
        if error is NIOWebSocketUpgradeError { return }
        context.close(promise: nil)
    }
}
