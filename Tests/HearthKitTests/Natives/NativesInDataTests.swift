import Testing

@testable import HearthKit

/// What the plugins bring when the game is next reloaded: one that takes other values than it did, and no other.
private final class LaterNatives: NativeFunctions {
    override class var functions: KeyValuePairs<String, String> {
        ["test_strength(who: Object) -> Bool": "Whether somebody is strong."]
    }
}

extension GameTests {
    /// Natives in locks and in texts.
    @MainActor
    struct NativesInDataTests {
        let game = TestGame(types: [TestNatives.self])
        let hall = Room.create("the hall")
        let ann: Object
        let box: Object

        init() {
            ann = Object.create("Ann", in: hall) { $0.attributes["strength"] = 40 }
            box = Object.create("a box", in: hall) { $0.attributes["strength"] = 5 }
        }

        private func opens(_ rule: String) -> Bool {
            Locks(stringLiteral: "get: \(rule)").check("get", accessor: ann, accessed: box)
        }

        private func why(_ rule: String) -> String {
            Locks(stringLiteral: "get: \(rule)").explain("get", accessor: ann, accessed: box).description
        }

        @Test func locksAskForWhoWantsAccess() {
            #expect(opens("test_strength(40)") && !opens("test_strength(41)") && opens("test_strength()"))
            #expect(opens("test_strength(me, 40)") && !opens("test_strength(accessor, 41)"))
            #expect(opens("test_strength(it, 5)") && !opens("test_strength(accessed, 6)"))
            #expect(opens("test_strength(\(box.id), 5)") && !opens("test_strength(\(box.id))"))
            #expect(!opens("test_strength(here, 0)") && opens("Test_Strength(40)"))
            #expect(opens("test_place()") && !opens("test_place(here)"))
            #expect(opens("test_add(1, 2)") && !opens("test_add(1, -1)") && opens("test_twice(a b)"))
        }

        @Test func aLockThatCannotBeAskedRefuses() {
            #expect(!opens("test_strength(x)") && !opens("NOT test_strength(x)") && !opens("NOT test_count(1)"))
            #expect(why("test_strength(x)").contains("'least' is to be a whole number from"))
            #expect(why("test_strength(#99, 1)").contains("there is no object #99"))
            #expect(why("test_count(1)").contains("it comes to nothing, so a lock cannot ask it"))
            #expect(why("test_strength(1, 2, 3)").contains("it was given 3 values"))
            #expect(why("test_strength(least=3)").contains("leave out 'least='"))
        }

        @Test func locksAreCheckedWhenTheyAreSet() {
            #expect(Locks(stringLiteral: "get: test_strength(40) or perm(Builder)").nativeProblems.isEmpty)
            let problems = Locks(stringLiteral: "get: test_strength(40); view: not test_sum(4)").nativeProblems
            #expect(problems.map(\.description).joined().contains("'list' is to be a list of Int32"))
            #expect(Locks(stringLiteral: "get: test_strength(40)").unknownFunctions.isEmpty)
        }

        @Test func aReloadTellsWhatStoredDataCallsInVain() async throws {
            box.locks = "get: test_strength(40); view: test_add(1)"
            hall.text = "It says $test_twice('tock') and $nix(1), $$test_add(1)."
            hall.triggers = [.enter: .call(DataCall(text: "test_add(1, 2)"))]
            ann.text = "$pad(a, 3)"
            for _ in 1...3 { Object.create("a crate") { $0.locks = box.locks } }
            schedule(try CallNative("test_add(1, 2)"), in: .hours(1))
            await game.turn()
            #expect(game.game.brokenCalls == [])

            let later = Game(world: World(), store: game.store)
            later.world.classes.add([LaterNatives.self])
            #expect(try later.load(game.store.changes(after: -1)).problems.isEmpty, "it refuses nothing")
            let lines = later.brokenCalls
            #expect(lines.count == 5)
            for words in [
                "a box(\(box.id)) (and 3 more), locks.get: test_strength(40): it was given",
                "a box(\(box.id)) (and 3 more), locks.view: test_add(1): no plugin has 'test_add' any more, so it refuses.",
                "the hall(\(hall.id)), text: $test_twice(…): there is no native 'test_twice'.",
                "the hall(\(hall.id)), on.enter: test_add(1, 2): there is no native 'test_add'.",
                "job 1, test_add(1, 2): there is no native 'test_add'.",
            ] {
                #expect(lines.contains { $0.hasPrefix(words) }, "\(words) in \(lines.joined(separator: "\n"))")
            }
        }

        @Test func descriptionsCall() {
            box.text = "It says $test_twice('tock'), $test_add(2, test_add(3)). Costs $5, $x, $nix(1), $$test_add(1)."
            #expect(box.describe(to: ann) == "It says tocktock, 6. Costs $5, $x, $nix(1), $test_add(1).")
            box.text = "$test_place(me) $test_place(here) $test_up_to(3) $test_strength(me, 40)$test_not(true)"
            #expect(box.describe(to: ann) == "the hall the hall 1, 2 and 3 truefalse")
            box.text = "[$pad($test_twice('ab'), 6, r)] $$pad(a, 3) $$test_twice('a')"
            #expect(box.describe(to: ann) == "[  abab] $pad(a, 3) $test_twice('a')")
        }

        @Test func aWrongCallStaysAndIsReportedOnce() {
            box.text = "A $test_add(x) and $test_add(1, $test_add(1)"
            for _ in 1...3 { #expect(box.describe(to: ann) == "A $test_add(x) and $test_add(1, 2") }
            #expect(game.log.count == 2)
            let words = "the text of a box(\(box.id)): $test_add(x): 'x' stands for nothing"
            #expect(game.log.first?.contains(words) ?? false)
            let problems = InlineCalls.problems(in: box.text, at: "marsh.yaml:4")
            #expect(problems.count == 2 && problems.allSatisfy { "\($0)".hasPrefix("marsh.yaml:4: ") })
            #expect(InlineCalls.problems(in: "$test_add(1) $nix(") == [])
        }

        @Test(arguments: [
            "$test_count(1)", "$$test_count(1)", "$$$test_count(1) $", "a$test_count($test_count(2))",
            "$5 $x $(", "é$é(1)",
        ])
        func whatPlayersTypeIsShownAndNotCalled(_ typed: String) {
            let before = calls
            box.text = InlineCalls.escape(typed)
            #expect(box.describe(to: ann) == typed)
            hall.announce("$You() $conj(say), \"\(ActorText.escape(typed))\"", from: ann)
            #expect(calls == before)
        }

        @Test func announcementsCallOnce() async throws {
            let before = calls
            let bo = try await game.player("Bo", in: hall)
            let cy = try await game.player("Cy", in: hall)
            let source =
                "$You() $conj(throw) $test_twice('six (6), '), $test_strength(box, 6). $test_count(1)$test_add(x)"
            hall.announce(source, from: try #require(bo.puppet), ["box": box])
            await game.turn()
            #expect(bo.heard.contains("You throw six (6), six (6), , false. $test_add(x)"), "\(bo.heard)")
            #expect(cy.heard.contains("Bo throws six (6), six (6), , false. $test_add(x)"))
            #expect(calls == before + 1)
        }
    }
}
