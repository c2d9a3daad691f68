import HearthKit

/// A conversation that goes on wherever its listeners are.
///
/// Locks: `listen` and `send` are open unless said otherwise, `control` is its maker's and an Admin's.
open class Channel: Script {
    @Saved public var about = ""
    @Saved public var listeners: [Account] = []
    /// Those who listen, but not now.
    @Saved public var muted: Set<Account> = []
    @Saved public var banned: Set<Account> = []
    /// Whether new accounts hear it from the start.
    @Saved public var isForEveryone = false
    /// The newest page of what was said, and those before it, the oldest first.
    @Saved var pages: [ChannelPage] = []

    static let tag = "channel"
    /// How many pages of lines are kept.
    open var mostPages: Int { 10 }

    open override class var defaultLocks: Locks { "send: all(); listen: all(); control: perm(Admin)" }

    open override func created() {
        super.created()
        tags.insert(Self.tag)
    }

    open override func didDelete() {
        for page in pages { try? page.delete() }
    }

    // MARK: Hooks

    /// Before something is said; `sender` is nil when no player says it. Throw a ``Refusal`` to stop it, or hand back
    /// what is said instead.
    open func willSend(_ text: String, by sender: Account?) throws -> String { text }
    /// After something was said: for what listens and is no account, such as somebody of the game's own.
    open func didSend(_ text: String, by sender: Account?, as name: String) {}
    /// What stands before each line: `[Public] `.
    open func prefix() -> String { "|C[\(name)]|n " }
    /// A line as listeners read it. `text` is what was typed, escaped.
    open func line(_ text: String, by name: String) -> String {
        guard text.hasPrefix(":") else { return "\(prefix())|w\(name)|n: \(text)" }
        return "\(prefix())|w\(name)|n \(text.dropFirst().trimmingSpaces)"
    }
    /// Before somebody begins to listen, whom the locks let. Throw a ``Refusal`` to keep them out.
    open func willJoin(_ account: Account) throws {}
    open func didJoin(_ account: Account) {}
    open func didLeave(_ account: Account) {}
    /// Before a line is shown to one who listens: what they read instead, nil for nothing of it. Without one of the
    /// channel's own the listener is asked, ``Account/willHear(_:on:)``.
    open func line(_ line: String, for account: Account) -> String? { account.heard(line, on: self) }

    // MARK: Talking

    /// Says what somebody typed. Throws a ``Refusal`` when they may not.
    ///
    /// - Parameters:
    ///   - account: nil for one of the game's own people, whom no lock holds.
    ///   - name: by what name others read it, as text.
    public final func say(_ typed: String, by account: Account?, as name: String) throws {
        if let account {
            guard !banned.contains(account), !account.isBarred(by: "channel_banned"), allows("send", by: account) else {
                throw Refusal(.channelMayNotSend, ["channel": self.name])
            }
        }
        let text = try willSend(typed, by: account)
        post(line(Markup.escape(text), by: Markup.escape(name)), by: Markup.escape(name), from: account)
        didSend(text, by: account, as: name)
    }

    /// Shows a line with markup to all who listen, and keeps it.
    ///
    /// - Parameters:
    ///   - talker: who says it, for clients that have a window for talk.
    ///   - sender: whose words they are; those who have shut them out do not read it.
    public final func post(_ line: String, by talker: String = "", from sender: Account? = nil) {
        keep(line, from: sender)
        // Nearly all read the same: that is made once.
        var readers: [Session] = []
        for account in listeners where !account.sessions.isEmpty && !muted.contains(account) {
            guard !account.ignores(sender) else { continue }
            guard let heard = self.line(line, for: account) else { continue }
            if heard == line { readers += account.sessions } else { show(heard, by: talker, to: account.sessions) }
        }
        show(line, by: talker, to: readers)
    }

    private func show(_ line: String, by talker: String, to sessions: [Session]) {
        for session in sessions { session.send(line) }
        Game.current?.send(.talk(on: name, by: talker, line), to: sessions)
    }

    private func keep(_ line: String, from sender: Account?) {
        let moment = Game.current?.clock.seconds ?? 0
        if pages.last.map({ $0.lines.count < ChannelPage.mostLines }) != true {
            pages.append(ChannelPage.create("a page of \(name)"))
            if pages.count > mostPages { try? pages.removeFirst().delete() }
        }
        pages.last?.add("\(moment) \(line)", from: sender)
    }

    /// The last lines, the oldest first, each with when it was said; without those of whom `reader` has shut out.
    public final func history(_ count: Int, for reader: Account? = nil) -> [(moment: Int, line: String)] {
        var lines: [String] = []
        for page in pages.reversed() where lines.count < count { lines = page.lines(for: reader) + lines }
        return lines.suffix(max(0, count)).map { line in
            let (moment, text) = LoginLine.split(line)
            return (Int(moment) ?? 0, text)
        }
    }

    // MARK: Listening

    public final func join(_ account: Account) throws {
        guard !banned.contains(account), allows("listen", by: account) else {
            throw Refusal(.channelMayNotListen, ["channel": name])
        }
        guard !listeners.contains(account) else { return }
        try willJoin(account)
        listeners.append(account)
        addNick(name.lowercased(), for: account)
        for alias in aliases { addNick(alias.lowercased(), for: account) }
        didJoin(account)
    }

    public final func leave(_ account: Account) {
        guard listeners.contains(account) else { return }
        listeners.removeAll { $0 === account }
        muted.remove(account)
        account.nicks.removeAll { $0.replacement == nickReplacement }
        didLeave(account)
    }

    /// A word by which the account talks on it: `pub hello`.
    public final func addNick(_ word: String, for account: Account) {
        let nick = Nick(.line, "\(word) $1", nickReplacement)
        if !account.nicks.contains(nick) { account.nicks.append(nick) }
    }

    public final func removeNick(_ word: String, for account: Account) {
        account.nicks.removeAll { $0 == Nick(.line, "\(word) $1", nickReplacement) }
    }

    public final func nicks(of account: Account) -> [String] {
        account.nicks.filter { $0.replacement == nickReplacement }.map { String($0.pattern.dropLast(3)) }
    }

    private var nickReplacement: String { "channel \(name) = $1" }

    public final func mayControl(_ account: Account) -> Bool { allows("control", by: account) }
}

/// A few lines of what was said: a line more writes no more than these.
final class ChannelPage: Script {
    /// Each begins with the second, since 1970, in which it was said.
    @Saved var lines: [String] = []
    /// Whose each is, by the account's number; 0 is nobody's. Lines from before this was kept have none.
    @Saved var senders: [Int64] = []
    static let mostLines = 25

    override class var defaultLocks: Locks { Script.ofPlayers }

    func add(_ line: String, from sender: Account?) {
        senders += Array(repeating: 0, count: max(0, lines.count - senders.count)) + [sender?.id.rawValue ?? 0]
        lines.append(line)
    }

    func lines(for reader: Account?) -> [String] {
        guard let reader, !reader.ignored.isEmpty else { return lines }
        let shut = Set(reader.ignored.filter { reader.ignores($0) }.map(\.id.rawValue))
        return zip(lines, senders + Array(repeating: 0, count: max(0, lines.count - senders.count)))
            .filter { !shut.contains($1) }.map(\.0)
    }
}

extension World {
    public var channels: [Channel] { tagged(Channel.tag) }

    /// The channel of that name, in any case; for code that has something to tell:
    /// `world.channel("Public")?.post(line)`.
    public func channel(_ name: String) -> Channel? { channels.first { $0.name.lowercased() == name.lowercased() } }

    /// The channel that an account means by `typed`: a name or the beginning of one, an alias. It is one that the
    /// account listens to, or may. Throws a ``Refusal`` that the player reads.
    public func channel(_ typed: String, for account: Account) throws -> Channel {
        let open = channels.filter { $0.listeners.contains(account) || $0.allows("listen", by: account) }
        let found = NameQuery(typed).best(of: open) { ($0.name, $0.aliases) }
        guard let first = found.first else { throw Refusal(.channelNone, ["name": Markup.escape(typed)]) }
        guard found.count == 1 else {
            throw Refusal(.whichOne, worded: ["choices": .any(found.map(\.name))])
        }
        return first
    }
}
