/// One use of a command: who typed what. Made by the game, handed to the command's initialiser.
public struct Call {
    public var session: Session?
    public var account: Account?
    public var puppet: Object?
    /// The whole line as typed.
    public var line: String
    /// The word that matched: the key or one of the aliases.
    public var word: String
    /// What followed it.
    public var rest: String
    /// Whether `rest` begins with switches: `get/all`, not `say /all`.
    public var hasSwitches = false
    /// Whose ``Object/commands`` gave the command, the nearest last; empty when it is everyone's.
    public var givers: [Entity] = []
    /// How many commands wait for it that had it run: see ``Game/run(_:for:)``.
    var depth = 0
}

/// Where a command is to be had. See ``AnyCommand/availability``.
nonisolated public enum Availability: Sendable {
    /// Everyone has it, if its lock lets them.
    case everyone
    /// Only those to whom an object's ``Object/commands`` gives it.
    case given
}

/// What ``Command`` and ``AccountCommand`` share. Subclass one of those two.
///
/// Drop a subclass into a plugin and reload: it is there, nothing is registered. A subclass of a command with the same
/// key replaces it.
open class AnyCommand {
    /// Ties plugins to this build of the kit; see ``KitBuild``.
    open func builtFor(_: any KitBuild) {}
    public final let call: Call

    /// Nil when there is nobody of the kind that the command needs.
    public required init?(_ call: Call) { self.call = call }

    // MARK: What it is

    /// The word that players type.
    open class var key: String { "" }
    /// Other words for it. One of punctuation alone (`'`) needs no space after it.
    open class var aliases: [String] { [] }
    /// `cmd:` says who may use it, and who sees it in `help`.
    open class var locks: Locks { "" }
    /// The first line is the usage, then what it does. Lines `## Topic` begin parts that `help command/topic` shows;
    /// the help is then read as the markdown of help pages.
    open class var help: String { "" }
    open class var category: String { "General" }
    /// Words that may follow the key after slashes: `get/all`.
    open class var switches: [String] { [] }
    open class var availability: Availability { .everyone }
    /// False for commands that must be typed in full: those that end something.
    open class var mayBeAbbreviated: Bool { true }

    /// Whether what follows the word is for nobody's eyes: then no log and no report of a crash has it.
    open class var isSecret: Bool { false }

    // MARK: What was typed

    /// What followed the command word and its switches.
    public final var args: String { parsed.args }
    public final private(set) lazy var parsed = CommandArguments(
        call.hasSwitches ? call.rest : " " + call.rest, switches: type(of: self).switches)
    /// Left and right of the first `=`.
    public final var lhs: String { parsed.lhs }
    public final var rhs: String? { parsed.rhs }
    public final func has(_ word: String) -> Bool { parsed.has(word) }
    /// The parts between commas, left and right of the `=`.
    public final var lhsList: [String] { parsed.lhsList }
    public final var rhsList: [String] { parsed.rhsList }

    public final var session: Session? { call.session }
    public final var world: World { World.current }

    /// The line as logs and reports may have it.
    final var shownLine: String { type(of: self).isSecret ? call.word : call.line }

    // MARK: What it does

    /// Before ``run()``, when all that was typed is known. Throw a ``Refusal`` to stop it.
    open func willRun() throws {}
    /// Throw a ``Refusal`` to refuse. What changed before a throw stays changed.
    open func run() async throws {}
    /// After ``run()``, when that did not throw.
    open func didRun() {}
    /// After a ``wait(_:)`` or ``ask(_:)`` that could not go on, also in the Server that follows one that crashed.
    open func interrupted() {}

    /// All of it, the hooks too. Throws what they throw, and the ``Refusal`` of a switch that it does not have.
    final func perform() async throws {
        if let problem = parsed.switchProblem { throw problem }
        try willRun()
        try await run()
        didRun()
    }

    /// What gave the command, by its ``Object/commands``: the bell of `ring`. Of several, the one that was named
    /// (`ring ship's bell`), else the nearest. Throws a ``Refusal`` when it is gone.
    public final func giver<T: Object>(_ type: T.Type = T.self) throws -> T {
        let givers = call.givers.compactMap { $0 as? T }.filter { !$0.isDeleted }
        guard let nearest = givers.last else { throw Refusal(.goneNow) }
        guard givers.count > 1, !args.isEmpty else { return nearest }
        return NameQuery(args).best(of: givers) { ($0.name(for: call.puppet), $0.aliases) }.last ?? nearest
    }

    /// Shows text to who typed the command.
    public final func tell(_ markup: String) {
        guard let session else { return call.puppet?.send(markup) ?? () }
        for reader in session.readers { reader.send(markup) }
    }

    /// Goes on after `delay`. It does not outlive a reload: then it throws ``Interrupted``.
    /// What must happen whatever comes is a ``Job``.
    public final func wait(_ delay: Duration) async throws {
        _ = try await Game.running().suspend(self, until: delay, asking: nil)
    }

    /// Asks who typed the command, and goes on with their next line. It does not outlive a reload: then it throws
    /// ``Interrupted``. One that must says what follows as a value: ``ask(_:default:secret:then:)``. A line `abort`
    /// ends either.
    public final func ask(_ question: String) async throws -> String {
        guard let session else { throw Refusal(.nobodyToAsk) }
        session.prompt(question)
        return try await Game.running().suspend(self, until: nil, asking: session) ?? ""
    }

    /// Asks a yes-or-no question; `default` is what a bare Return means.
    public final func confirm(_ question: String, default: Bool = false) async throws -> Bool {
        let (texts, language) = (world.texts, session?.language)
        let answer = try await ask("\(question) \(texts.hint(standard: `default`, in: language)) ").trimmingSpaces
        return answer.isEmpty ? `default` : texts.answer(answer, in: language) ?? answer.lowercased().hasPrefix("y")
    }
}

/// A command of a character: there is always a ``caller`` in the world.
open class Command: AnyCommand {
    /// Who does it.
    public final let caller: Object

    public required init?(_ call: Call) {
        guard let puppet = call.puppet else { return nil }
        caller = puppet
        super.init(call)
    }

    /// Where the caller is. Throws a ``Refusal`` when that is nowhere.
    public final var here: Object {
        get throws {
            guard let location = caller.location else { throw Refusal(.nowhere) }
            return location
        }
    }
}

/// A command of an account: also for those who see through no character.
open class AccountCommand: AnyCommand {
    public final let account: Account

    public required init?(_ call: Call) {
        guard let account = call.account else { return nil }
        self.account = account
        super.init(call)
    }

    /// Who the account sees through now, if anyone.
    public final var caller: Object? { call.puppet }
}
