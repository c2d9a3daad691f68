import NIOCore
import Wire

// Browsers' sessions on their way to another Portal: their pages come back to that one by the tokens that they have.

extension PortalState.Web {
    /// Nil when the page cannot come back.
    init?(_ conversation: WebConversation?) {
        guard let conversation, conversation.isKept else { return nil }
        var (tokens, messages) = (ByteBuffer(), ByteBuffer())
        for token in conversation.tokens { tokens.writeBytes(token.digest) }
        for message in conversation.ring.all {
            messages.writeInteger(UInt32(message.readableBytes))
            messages.writeImmutableBuffer(message)
        }
        self.init(
            tokens: Bytes(tokens), lastLine: conversation.lastLine, isSecret: conversation.isSecret,
            next: conversation.ring.next, messages: Bytes(messages))
    }

    func conversation(session: UInt64, budget: ReplayBudget) -> WebConversation {
        var (rest, all) = (messages.buffer, [ByteBuffer]())
        // Copies: a slice would keep all that was handed over.
        while let length = rest.readInteger(as: UInt32.self), let part = rest.readBytes(length: Int(length)) {
            all.append(ByteBuffer(bytes: part))
        }
        let conversation = WebConversation(
            session: session, budget: budget, ring: ReplayRing(all, next: next), lastLine: lastLine)
        var (digests, tokens) = (self.tokens.buffer, [WebConversation.Token]())
        while let digest = digests.readBytes(length: 32) { tokens.append(WebConversation.Token(digest: digest)) }
        conversation.restore(isSecret: isSecret, isKept: true, tokens: tokens)
        return conversation
    }
}
