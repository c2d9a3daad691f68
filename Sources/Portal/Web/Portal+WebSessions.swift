import NIOCore
import Telnet
import Wire

// Sessions of browsers, which outlive their connections: a page that loses its own comes back by a token, and is sent
// what it missed.

extension Portal {
    /// How a browser's connection ended.
    enum WebEnding {
        /// By itself: the page may come back.
        case lost
        /// The page was closed, or is loaded anew.
        case pageClosed
        /// Its player is done.
        case left
    }

    /// For how long a page that was closed may be loaded again.
    private static let reloadingTakes = Duration.seconds(30)

    /// A browser comes back to its session. Nil when there is no such session any more.
    ///
    /// - Parameter seen: the last message that its page has; nil when it has none.
    func resume(_ token: String, seen: UInt64?, on channel: any Channel) -> UInt64? {
        guard let conversation = conversations[WebConversation.Token(token)] else { return nil }
        conversation.expiry?.cancel()
        conversation.expiry = nil
        let session = sessions[conversation.session]
        if let former = session?.channel {
            // It is lost, or another page's.
            former.triggerUserOutboundEvent(WebSessionWasTaken(), promise: nil)
        }
        session?.flush()
        let (missed, messages) = conversation.ring.after(seen ?? 0)
        write(.resumed(line: conversation.lastLine, missed: seen == nil ? 0 : missed), to: channel)
        for message in messages { channel.write(message, promise: nil) }
        if conversation.isSecret { write(.echo(false), to: channel) }
        guard let session, !session.isClosed else {
            // The Server let it go while it was away: now its player knows.
            channel.flush()
            forget(conversation)
            channel.close(promise: nil)
            return conversation.session
        }
        resumeCount += 1
        session.attach(channel)
        // The one by which it came stays until the page has the next: that may get lost on its way.
        let used = WebConversation.Token(token)
        for other in conversation.tokens where other != used { conversations[other] = nil }
        conversation.tokens = [used]
        if session.isMaker { write(.rights(true), to: channel) }
        giveToken(to: conversation, on: channel)
        channel.flush()
        log.debug("session \(session.id) is back")
        return session.id
    }

    /// The page has its token: the one by which it came is void.
    func keeps(_ id: UInt64) {
        guard let conversation = sessions[id]?.web, !conversation.tokens.isEmpty else { return }
        conversation.isKept = true
        for former in conversation.tokens.dropLast() { conversations[former] = nil }
        conversation.tokens.removeFirst(conversation.tokens.count - 1)
    }

    /// A new token; the one before stays until the page says that it has this one.
    func giveToken(to conversation: WebConversation, on channel: any Channel) {
        guard settings.web.keep > .zero else { return }
        let text = Platform.randomToken()
        let token = WebConversation.Token(text)
        conversation.tokens.append(token)
        conversations[token] = conversation
        write(.session(token: text, keep: Int(settings.web.keep / .seconds(1))), to: channel)
    }

    /// A numbered line is taken once, however often it comes.
    func received(line number: UInt64, from id: UInt64) -> Bool {
        guard let conversation = sessions[id]?.web else { return false }
        guard number > conversation.lastLine else { return false }
        conversation.lastLine = number
        return true
    }

    /// A browser's connection has ended. Its session waits for it, when it can come back.
    func lost(_ id: UInt64, _ channel: any Channel, _ ending: WebEnding, because reason: String) {
        guard let session = sessions[id], session.channel === channel, let conversation = session.web else { return }
        let patience = ending == .pageClosed ? min(settings.web.keep, Self.reloadingTakes) : settings.web.keep
        guard conversation.isKept, ending != .left, !session.isClosed, !isStopping else {
            return closed(id, because: reason)
        }
        session.attach(nil)
        desks[id] = nil
        log.debug("session \(id) is away: \(reason)")
        wait(for: conversation, patience, because: reason)
    }

    /// Ends a session whose page does not come back.
    func wait(for conversation: WebConversation, _ patience: Duration, because reason: String) {
        let (id, tokens) = (conversation.session, conversation.tokens)
        conversation.expiry = eventLoop.scheduleTask(in: .nanoseconds(Int64(patience / .nanoseconds(1)))) {
            self.assumeIsolated { portal in
                portal.closed(id, because: reason)
                for token in tokens { portal.conversations[token] = nil }
            }
        }
    }

    func forget(_ conversation: WebConversation) {
        conversation.expiry?.cancel()
        for token in conversation.tokens { conversations[token] = nil }
    }

    /// When all rings together take too much, each is cut to its share.
    func trimRings() {
        guard replayBudget.isSpent else { return }
        let rings = sessions.values.compactMap(\.web)
        let share = replayBudget.share(of: rings.count)
        for conversation in rings { conversation.trim(to: share) }
    }

    func write(_ output: WebOutput, to channel: any Channel) { channel.write(output.json(), promise: nil) }
}

/// Told to a browser's connection whose session goes on in another one.
struct WebSessionWasTaken {}
