import Testing

@testable import HearthKit

private final class Key: Command {
    override class var key: String { "key" }
    override class var aliases: [String] { ["keyword"] }
    override class var isSecret: Bool { true }
    override func run() async throws {
        if args == "wait" || rhs == "wait" { try await wait(.seconds(30)) }
        if args == "fail" { throw NotStored(expected: args, found: .null) }
    }
}

private struct Door: Dialogue {
    mutating func begin(_ session: Session) {}
    mutating func receive(_ line: String, from session: Session) -> Next { .go }
}

extension GameTests {
    /// What a watchdog, the report of a crash, the log and the store get of a line that may hold a password.
    @MainActor
    struct SecretLinesTests {
        let types: [Any.Type] = [Count.self, Greet.self, Key.self, Door.self]

        private func told(_ lines: String..., inDialogue: Bool = false) async throws -> [String] {
            let game = TestGame(types: types)
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            if inDialogue { ann.session?.begin(Door()) }
            var told: [String] = []
            game.game.willRun = { told.append($0.what) }
            for line in lines { await ann.type(line) }
            return told
        }

        @Test(arguments: [
            "key old secret", "key old=secret", "key secret=new", "keyword secret", "KEY/secret", "key=secret",
            "@key secret", "connect Ann secret", "create Ann secret", "connect \"Ann of the hill\" secret",
            "xyzzy=secret",
        ])
        func neitherCommandsForPasswordsNorWhatIsNoCommand(_ line: String) async throws {
            let told = try await told(line)
            #expect(!told.isEmpty)
            #expect(!told.contains { $0.lowercased().contains("secret") }, "\(told)")
        }

        @Test func answersAndDialogues() async throws {
            let greeting = try await told("greet", "secret")
            #expect(greeting.filter { $0 != "(its changes are written)" } == ["greet", "(answers)"])
            let dialogue = try await told("connect Ann secret", "create Ann secret", "secret", inDialogue: true)
            #expect(dialogue == (1...3).flatMap { _ in ["(answers)", "(its changes are written)"] })
        }

        @Test func otherCommandsAreToldWhole() async throws {
            #expect(try await told("count 12") == ["count", "count 12", "(its changes are written)"])
        }

        @Test func afterAWaitTheWordAloneIsTold() async throws {
            let game = TestGame(types: types)
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            await ann.type("key secret = wait")
            var told: [String] = []
            game.game.willRun = { told.append($0.what) }
            await game.advance(.seconds(30))
            #expect(told == ["key"])
        }

        @Test func neitherTheLogNorTheStoreHasIt() async throws {
            let game = TestGame(types: types)
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            await ann.type("key fail")
            #expect(game.log.count == 1 && !game.log[0].contains("line: key fail"), "\(game.log)")
            await ann.type("key secret = wait")
            let rows = game.store.changes(after: -1).sessions.flatMap(\.state)
            let stored = String(decoding: rows, as: UTF8.self)
            #expect(stored.contains("suspended") && !stored.contains("secret"))
        }
    }
}
