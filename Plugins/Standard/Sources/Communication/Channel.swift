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

    /// Before something is said. Throw a ``Refusal`` to stop it, or hand back what is said instead.
    open func willSend(_ text: String, by sender: Account?) throws -> String { text }
    /// What stands before each line: `[Public] `.
    open func prefix() -> String { "|C[\(name)]|n " }
    /// A line as listeners read it. `text` is what was typed, escaped.
    open func line(_ text: String, by name: String) -> String {
        guard text.hasPrefix(":") else { return "\(prefix())|w\(name)|n: \(text)" }
        return "\(prefix())|w\(name)|n \(text.dropFirst().trimmingSpaces)"
    }
    open func didJoin(_ account: Account) {}
    open func didLeave(_ account: Account) {}

    // MARK: Talking

    /// Says what somebody typed. Throws a ``Refusal`` when they may not.
    public final func say(_ typed: String, by account: Account, as name: String) throws {
        guard !banned.contains(account), allows("send", by: account, default: true) else {
            throw Refusal(.channelMayNotSend, ["channel": self.name])
        }
        let line = line(Markup.escape(try willSend(typed, by: account)), by: Markup.escape(name))
        post(line, by: Markup.escape(name))
    }

    /// Shows a line with markup to all who listen, and keeps it.
    ///
    /// - Parameter talker: who says it, for clients that have a window for talk.
    public final func post(_ line: String, by talker: String = "") {
        keep(line)
        let hearing = listeners.lazy.filter { !self.muted.contains($0) }.flatMap(\.sessions)
        for session in hearing { session.send(line) }
        Game.current?.send(.talk(on: name, by: talker, line), to: hearing)
    }

    private func keep(_ line: String) {
        let moment = Game.current?.clock.seconds ?? 0
        if pages.last.map({ $0.lines.count < ChannelPage.mostLines }) != true {
            pages.append(ChannelPage.create("a page of \(name)"))
            if pages.count > mostPages { try? pages.removeFirst().delete() }
        }
        pages.last?.lines.append("\(moment) \(line)")
    }

    /// The last lines, the oldest first, each with when it was said.
    public final func history(_ count: Int) -> [(moment: Int, line: String)] {
        var lines: [String] = []
        for page in pages.reversed() where lines.count < count { lines = page.lines + lines }
        return lines.suffix(count).map { line in
            let (moment, text) = LoginLine.split(line)
            return (Int(moment) ?? 0, text)
        }
    }

    // MARK: Listening

    public final func join(_ account: Account) throws {
        guard !banned.contains(account), allows("listen", by: account, default: true) else {
            throw Refusal(.channelMayNotListen, ["channel": name])
        }
        guard !listeners.contains(account) else { return }
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
    static let mostLines = 25
}

extension World {
    public var channels: [Channel] { tagged(Channel.tag) }

    /// The channel that an account means by `typed`. Throws a ``Refusal``.
    func channel(_ typed: String, for account: Account) throws -> Channel {
        let open = channels.filter { $0.listeners.contains(account) || $0.allows("listen", by: account, default: true) }
        let found = NameQuery(typed).best(of: open) { ($0.name, $0.aliases) }
        guard let first = found.first else { throw Refusal(.channelNone, ["name": Markup.escape(typed)]) }
        guard found.count == 1 else {
            throw Refusal(.whichOne, worded: ["choices": .any(found.map(\.name))])
        }
        return first
    }
}
