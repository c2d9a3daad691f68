import HearthKit

/// Replaces the game's code by what is in the source files now.
open class Reload: OperationsCommand {
    open override class var key: String { "reload" }
    open override class var aliases: [String] { ["restart"] }
    open override class var switches: [String] { ["set-aside"] }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: reload
               reload/set-aside
        Builds what changed in the source files and, when that is good, puts it in the place of the code that runs.
        Nobody is disconnected and no line is lost. What the compiler says is shown to you.

        A stored value that the new code cannot take refuses the reload. With /set-aside such values are kept aside,
        and the properties begin with their defaults.
        """
    }

    open override func run() async throws {
        try operations.reload(for: session, setAside: has("set-aside"))
    }
}

/// Goes back to code that ran before.
open class Rollback: OperationsCommand {
    open override class var key: String { "rollback" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: rollback
               rollback <number>
        Goes back to the last good generation of the code, or to the one of that number, without building.
        """
    }

    open override func run() async throws {
        if args.isEmpty { return try operations.rollback(to: nil, for: session) }
        guard let number = Int(args), number > 0 else { throw Refusal(.rollbackWhich) }
        try operations.rollback(to: number, for: session)
    }
}

/// The code that there is to go back to.
open class Generations: OperationsCommand {
    open override class var key: String { "generations" }
    open override class var help: String {
        """
        Usage: generations
        Lists the builds of the game's code that are kept. |wrollback|n goes back to one.
        """
    }

    open override func run() async throws {
        let generations = try await operations.generations()
        guard !generations.isEmpty else { return tell(.noGenerations) }
        var table = TextTable("", "State", "Built", "", "Revision", "By", "")
        for generation in generations {
            table.add(
                "\(generation.number)", generation.isLive ? "|glive|n" : Markup.escape(generation.state),
                Markup.escape(generation.built), Markup.escape(generation.configuration),
                Markup.escape(generation.revision), Markup.escape(generation.by), Markup.escape(generation.reason))
        }
        tell(table)
    }
}

/// How the game's processes are.
open class Status: OperationsCommand {
    open override class var key: String { "status" }
    open override class var aliases: [String] { ["server"] }
    open override class var help: String {
        """
        Usage: status
        Shows how the Portal and the Server are, what the Server takes of the machine, and how busy that is; and what
        code is out of order.
        """
    }

    open override func run() async throws {
        tell(Markup.escape(try await operations.status(), keepingNewlines: true))
        guard let game = Game.current else { return }
        let up = WorldTime.moment(WorldTime.started).map { Spans.text(seconds: game.clock.seconds - $0) } ?? "-"
        tell(.statusGame, [
            "time": up, "objects": "\(game.world.count)", "memory": MachineLoad.memory.map { "\($0 >> 20) MB" } ?? "-",
            "load": MachineLoad.averages.map { MachineLoad.words($0) }.joined(separator: ", "),
        ])
    }
}

/// Stops the game.
open class Shutdown: OperationsCommand {
    open override class var key: String { "shutdown" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: shutdown
               shutdown <reason>
        Stops the game and disconnects everybody. You are asked first.
        """
    }

    open override func run() async throws {
        let operations = try operations
        guard try await confirm(text(.shutdownAsk)) else { return tell(.shutdownNot) }
        let text = world.texts[.shutdownNow, ["reason": Markup.escape(args)]]
        for session in Game.current?.sessions.values.map(\.self) ?? [] { session.send(text) }
        operations.stop(by: author)
    }
}

/// Runs Swift in the live game.
open class RunSwift: OperationsCommand {
    open override class var key: String { "swift" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: swift <code>
        Compiles the code and runs it in the live game. |wme|n and |where|n are you and where you are,
        |wfind("name")|n looks things up, |wworld|n is everything. What the last expression comes to is shown.
        """
    }

    open override func run() async throws {
        // Code may begin with a slash and hold what looks like switches: the rest as typed.
        guard !call.rest.isEmpty else { throw usage }
        guard let caller = call.puppet else { throw Refusal(.needsCharacter) }
        let (operations, code) = (try operations, call.rest)
        let value = try await elsewhere { @MainActor in try await operations.evaluate(code, for: caller) }
        if value.isEmpty { return tell(.evaluatedNothing) }
        tell(.evaluated, ["value": Markup.escape(value, keepingNewlines: true)])
    }
}
