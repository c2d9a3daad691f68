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

    /// How many of a kind are kept for one person; the oldest that were read make room.
    nonisolated static let mostKept = 100

    /// Keeps a message for `receiver`; nil when they have no room for it.
    static func send(
        _ kind: Kind, from sender: Account, as name: String, to receiver: Account, subject: String = "", _ text: String
    ) -> Message? {
        var kept = receiver.messages(kind)
        while kept.count >= mostKept {
            guard let index = kept.firstIndex(where: \.isRead) else { return nil }
            try? kept.remove(at: index).delete()
        }
        return Message.create(subject.isEmpty ? "a \(kind.rawValue)" : subject) {
            $0.kind = kind
            $0.sender = sender
            $0.senderName = name
            $0.receiver = receiver
            $0.subject = subject
            $0.text = text
            $0.sentAt = Game.current?.clock.seconds ?? 0
            $0.tags = [tag(kind, receiver)]
        }
    }

    static func tag(_ kind: Kind, _ receiver: Account) -> String { "\(kind.rawValue):\(receiver.id.rawValue)" }
}

extension Account {
    /// What is kept for them, the oldest first.
    func messages(_ kind: Message.Kind) -> [Message] {
        world.tagged(Message.tag(kind, self))
    }
}
