import Testing

@testable import HearthKit

final class Rub: Command {
    override class var key: String { "rub" }
    override func run() async throws {
        let thing = try caller.search(args)
        guard try await confirm("Really?") else { return tell("You think better of it.") }
        try here.announce("$You() $conj(rub) $obj(thing).", from: caller, ["thing": thing])
    }
}

extension GameTests {
    @MainActor
    struct SmallWorldTests {
        @Test func aLineIsTypedAndWhatItShowsComesBack() async throws {
            let small = try await SmallWorld()
            #expect(try await small.game.call("rub lamp", as: small.ann, answers: "y") == "Really? [y/N] You rub a lamp.\n")
            #expect(small.bob.heard == "Ann rubs a lamp.\n")
            #expect(try await small.game.call("rub lamp", as: small.bob, answers: "n").hasSuffix("You think better of it.\n"))
            #expect(small.ann.heard.isEmpty, "what was heard before is forgotten")
            _ = try await small.game.call("n", as: small.ann)
            #expect(small.ann.puppet?.location == small.garden)
        }

        @Test func aLineThatIsNoCommandIsATestsMistake() async throws {
            let small = try await SmallWorld()
            await #expect(throws: NoSuchCommand.self) { try await small.game.call("rubb lamp", as: small.ann) }
        }

        /// The types of this test's own program are found, classes and protocols' alike.
        @Test func typesAreFoundWithoutAList() async throws {
            let found = LoadedTypes.ofGameCode
            #expect(found.contains { $0 == Rub.self } && found.contains { $0 == Giver.self })
            #expect(found.contains { $0 == Gagged.self })
            #expect(!found.contains { $0 == Object.self }, "the kit's own are known already")
        }
    }
}
