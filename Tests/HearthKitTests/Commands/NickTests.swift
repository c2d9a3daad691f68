import Testing

@testable import HearthKit

@MainActor
struct NickTests {
    @Test(arguments: [
        ("hi", "say Hello", "hi", "say Hello"),
        ("hi", "say Hello", "HI", "say Hello"),
        ("tm $1", "page tallman = $1", "tm are you there?", "page tallman = are you there?"),
        ("build $1 $2", "create/drop $1;$2", "build box chest", "create/drop box;chest"),
        ("build $1 $2", "create/drop $1;$2", "build box old chest", "create/drop box;old chest"),
        ("h?t*", "hit", "hut them all", "hit"),
        ("cost \\$1", "give coin", "cost $1", "give coin"),
        ("$2 before $1", "$1 $2 $3", "one before two", "two one $3"),
    ])
    func whatFitsIsReplaced(pattern: String, replacement: String, typed: String, expected: String) {
        #expect(Nick(.line, pattern, replacement).applied(to: typed) == expected)
    }

    @Test(arguments: [("hi", "hi there"), ("tm $1", "tm "), ("h?t", "ht"), ("a*b", "ac"), ("", "x")])
    func whatDoesNotFitIsLeft(pattern: String, typed: String) {
        #expect(Nick(.line, pattern, "x").applied(to: typed) == nil)
    }

    @Test func aPatternOfManyStarsIsNoTrap() {
        let pattern = String(repeating: "*a", count: 90) + "b"
        #expect(Nick(.line, pattern, "x").applied(to: String(repeating: "a", count: 2000)) == nil)
    }
}

extension GameTests {
    @MainActor
    struct NickPlayTests {
        @Test func aPlayersOwnWordsStandForLinesAndThings() async throws {
            let game = TestGame(types: [Count.self, Feel.self])
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            let puppet = try #require(ann.puppet)
            Object.create("a rusty lamp", in: puppet)
            puppet.nicks = [Nick(.line, "c $1", "count $1"), Nick(.object, "it", "rusty lamp")]
            await ann.type("c 7")
            #expect(ann.heard == "counted 7\n")
            await ann.type("feel it")
            #expect(ann.heard == "a rusty lamp\n")
            try await game.reload()
            await ann.type("c 8")
            #expect(ann.heard == "counted 8\n")
        }
    }
}

final class Feel: Command {
    override class var key: String { "feel" }
    override func run() async throws { tell(try caller.search(args).name) }
}
