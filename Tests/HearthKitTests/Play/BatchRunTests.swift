import Testing

@testable import HearthKit

// What runs a line for somebody and waits for it: all that a typed command gets, a command that is run so gets too.

/// Does its arguments as a line, as `batch` does those of a file.
private final class DoLine: Command {
    override class var key: String { "do" }
    override func run() async throws { try await Game.current?.run(args, for: self) }
}

/// Has itself run, again and again.
private final class DoAgain: Command {
    override class var key: String { "again" }
    nonisolated(unsafe) static var deepest = 0
    override func run() async throws {
        Self.deepest = max(Self.deepest, call.depth)
        if has("waits") || args == "waits" { try await wait(.zero) }
        try await Game.current?.run(call.line, for: self)
    }
}

private final class Hooked: Command {
    override class var key: String { "hooked" }
    override func willRun() throws {
        tell("before")
        if args == "not" { throw Refusal("Not now.") }
    }
    override func run() async throws { tell("now") }
    override func didRun() { tell("after") }
}

extension GameTests {
    @MainActor
    struct BatchRunTests {
        let game = TestGame(types: [DoLine.self, DoAgain.self, Hooked.self])

        @Test func hooksAreCalledAsForATypedLine() async throws {
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            await ann.type("hooked")
            let typed = ann.heard
            await ann.type("do hooked")
            #expect(typed == "before\nnow\nafter\n" && ann.heard == typed)
            await ann.type("do hooked not")
            #expect(ann.heard == "before\nNot now.\n")
            await ann.type("do hooked/never")
            #expect(!ann.heard.contains("before"), "a switch that is none is refused first")
        }

        @Test(arguments: ["again", "again waits"])
        func whatHasItselfRunEnds(_ line: String) async throws {
            DoAgain.deepest = 0
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            await ann.type(line)
            #expect(ann.heard.contains("it went too deep"))
            #expect(DoAgain.deepest == Game.mostNesting)
            #expect(game.log.contains { $0.contains("50 deep") })
            // Nobody else pays for it, nor does she twice.
            await ann.type("do hooked")
            #expect(ann.heard == "before\nnow\nafter\n")
        }
    }
}
