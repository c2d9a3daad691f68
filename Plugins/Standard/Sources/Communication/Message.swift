import HearthKit

/// Something that was written to somebody and is kept for them: a letter or a page.
open class Message: Script {
    nonisolated public enum Kind: String, Storable, Sendable { case letter, page }

    @Saved public var kind = Kind.letter
    @Saved public var sender: Account?
    /// By what name it was sent: the sender may be gone.
    @Saved public var senderName = ""
    @Saved public var receiver: Account?
    @Saved public var subject = ""
    /// With markup that does no harm.
    @Saved public var text = ""
    /// Seconds since 1970.
    @Saved public var sentAt = 0
    @Saved public var isRead = false

    /// What is written to somebody is theirs alone, whoever may look at all else.
    open override class var defaultLocks: Locks { Script.ofPlayers }

    /// How many of a kind are kept for one person; the oldest that were read make room.
    nonisolated static let mostKept = 100

    /// Writes to somebody: the message is kept for `receiver`, and they are told, now or when they come.
    ///
    /// ```swift
    /// Message.send(.letter, as: "The harbour master", to: try world.player(named: "Ann"), subject: "Dues", "Pay up.")
    /// ```
    /// - Parameters:
    ///   - sender: nil for nobody's account, such as somebody of the game's own; it cannot be answered then.
    ///   - name: by what name it is sent. This, the subject and the text are markup: what a player typed goes through
    ///     ``Markup/escape(_:keepingNewlines:)`` first.
    ///   - subject: of letters.
    /// - Returns: what was kept; nil when they have no room for it, because they have read nothing of so many.
    @discardableResult
    public static func send(
        _ kind: Kind, from sender: Account? = nil, as name: String, to receiver: Account, subject: String = "",
        _ text: String
    ) -> Message? {
        var kept = receiver.messages(kind)
        while kept.count >= mostKept {
            guard let index = kept.firstIndex(where: \.isRead) else { return nil }
            try? kept.remove(at: index).delete()
        }
        let message = Message.create("a \(kind.rawValue)") {
            $0.kind = kind
            $0.sender = sender
            $0.senderName = name
            $0.receiver = receiver
            $0.subject = subject
            $0.text = text
            $0.sentAt = Game.current?.clock.seconds ?? 0
            $0.tags = [tag(kind, receiver)]
            if let sender { $0.tags.insert(sentTag(kind, sender)) }
        }
        message.announce(number: kept.count + 1)
        return message
    }

    /// Tells those of its receiver's connections that are there. A page is read with that.
    private func announce(number: Int) {
        guard let receiver else { return }
        for session in receiver.sessions {
            switch kind {
            case .letter:
                session.send(.mailArrived, ["name": senderName, "subject": subject, "number": "\(number)"])
            case .page:
                let words = session.text(.pagesYou, ["name": senderName, "text": text])
                session.send(words)
                session.send(.talk(on: "tell", by: senderName, words))
                isRead = true
            }
        }
    }

    static func tag(_ kind: Kind, _ receiver: Account) -> String { "\(kind.rawValue):\(receiver.id.rawValue)" }
    static func sentTag(_ kind: Kind, _ sender: Account) -> String { "sent \(kind.rawValue):\(sender.id.rawValue)" }
}

extension Script {
    /// The locks of what keeps players' own words.
    static var ofPlayers: Locks { "examine: false(); attrread: false(); edit: false(); delete: false()" }

    /// Whether it keeps what players wrote or said to one another, and does nothing.
    final var isWriting: Bool { self is Message || self is ChannelPage }
}

extension Account {
    /// What is kept for them, the oldest first.
    public func messages(_ kind: Message.Kind) -> [Message] {
        world.tagged(Message.tag(kind, self))
    }

    /// What they wrote that is kept for others, the oldest first.
    public func sentMessages(_ kind: Message.Kind) -> [Message] {
        world.tagged(Message.sentTag(kind, self))
    }
}
