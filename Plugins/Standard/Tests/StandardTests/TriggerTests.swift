import HearthKit
import Testing

@testable import Standard

@c func test_greeting(_ who: ObjectHandle) -> Int32 {
    Object.at(who)?.send("The chapel hums.")
    return 1
}

private final class TriggerNatives: NativeFunctions {
    override class var functions: KeyValuePairs<String, String> {
        ["test_greeting(who: Object) -> Int32": "Hums."]
    }
}

extension StandardTests {
    /// `trigger`, and the page of `olc` for it.
    struct TriggerTests {
        let game = TestGame.standard()

        @Test func triggersAreSetShownTriedAndTakenAway() async throws {
            let bil = try await game.player("Bil", permissions: ["Builder"])
            let ann = try await game.player("Ann", permissions: ["Player"])
            let lamp = Object.create("a lamp", in: try game.hall)
            await bil.type("trigger lamp")
            #expect(bil.heard == "Nothing happens by itself to a lamp(\(lamp.id)).\n")
            await bil.type("trigger lamp = get: do say It is warm.")
            #expect(bil.heard.hasSuffix("  get: do say It is warm.\n"))
            #expect(lamp.triggers == [.get: .perform("say It is warm.")])
            try await game.reload()
            await ann.type("get lamp")
            await ann.type("drop lamp")
            await bil.type("trigger/try lamp = get")
            #expect(bil.heard.contains("A lamp says, \"It is warm.\"") || bil.heard.contains("a lamp says"))
            await bil.type("examine lamp")
            #expect(bil.heard.contains("Triggers: get: do say It is warm."))
            await bil.type("trigger/del lamp = get")
            #expect(bil.heard.hasPrefix("Nothing happens by itself"))
            await bil.type("trigger/del lamp = get")
            #expect(bil.heard.hasPrefix("Nothing happens to a lamp"))
            await ann.type("trigger lamp")
            #expect(ann.heard.contains("You know no way") || ann.heard.contains("is no command"))
        }

        @Test func functionsAndMenusAreTriggersToo() async throws {
            let bil = try await game.player("Bil", permissions: ["Builder"])
            await bil.type("trigger here = enter: test_greeting(me)")
            #expect(bil.heard.hasSuffix("  enter: test_greeting(me)\n"))
            await bil.type("trigger/try here = enter")
            #expect(bil.heard.hasPrefix("The chapel hums.\n"))
            await bil.type("trigger here = look: menu pike")
            #expect(bil.heard.hasPrefix("GameData/menus has no menu 'pike' yet.\n"))
            #expect(try game.hall.triggers[.look] == .menu("pike"))
        }

        @Test func whatCannotBeIsRefusedInWords() async throws {
            let bil = try await game.player("Bil", permissions: ["Builder"])
            await bil.type("trigger here = look")
            #expect(bil.heard.hasPrefix("A trigger is typed so:"))
            await bil.type("trigger here = lok: do say Oh.")
            #expect(bil.heard.hasPrefix("'lok' is no moment; there are enter, leave,"))
            await bil.type("trigger here = look: nonsense")
            #expect(bil.heard.contains("expected a call such as"))
            await bil.type("trigger here = look: do ")
            #expect(bil.heard.contains("expected a"))
            #expect(try game.hall.triggers.isEmpty)
            await bil.type("trigger here = look: test_greetin(me)")
            #expect(bil.heard.contains("there is no native 'test_greetin'. Perhaps test_greeting?"))
            await bil.type("trigger/try here = look")
            #expect(bil.heard.contains("there is no native 'test_greetin'"))
        }

        @Test func aLineWithoutItsDoIsToldOfIt() async throws {
            let bil = try await game.player("Bil", permissions: ["Builder"])
            await bil.type("trigger here = enter: say hello")
            #expect(bil.heard.hasSuffix("A line to do begins with do: do say hello\n"), "\(bil.heard)")
            #expect(!bil.heard.contains(".."))
            await bil.type("trigger here = enter: roll(2, ")
            #expect(bil.heard.hasSuffix(".\n") && !bil.heard.hasSuffix("..\n"), "\(bil.heard)")
            #expect(!bil.heard.contains("A line to do"), "it was meant as a call")
            #expect(try game.hall.triggers.isEmpty)
        }

        @Test(arguments: [
            ("{ do: say Mind the bark }", Trigger.perform("say Mind the bark")),
            ("{do: \"say Mind the bark\"}", .perform("say Mind the bark")),
            ("{ menu: pike }", .menu("pike")),
            ("do 'Mind the bark'", .perform("'Mind the bark'")),
            ("'test_greeting(me)'", .call(DataCall(text: "test_greeting(me)"))),
        ])
        func whatAFileSaysIsUnderstood(_ line: String, _ trigger: Trigger) async throws {
            let bil = try await game.player("Bil", permissions: ["Builder"])
            await bil.type("trigger here = enter: \(line)")
            #expect(try game.hall.triggers == [.enter: trigger], "\(bil.heard)")
        }

        @Test func nobodySetsThemOnThoseAbove() async throws {
            let bil = try await game.player("Bil", permissions: ["Builder"])
            let keeper = try await game.player("Keeper", permissions: ["Developer"])
            await bil.type("trigger keeper = say: do perm bil = Developer")
            #expect(keeper.puppet?.triggers.isEmpty == true)
        }

        @Test func theMenuHasThem() async throws {
            let bil = try await game.player("Bil", permissions: ["Builder"])
            let lamp = Object.create("a lamp", in: try game.hall)
            await bil.type("olc lamp")
            await bil.type("triggers")
            await bil.type("get: do say It is warm.")
            #expect(lamp.triggers == [.get: .perform("say It is warm.")])
            await bil.type("1")
            #expect(lamp.triggers.isEmpty)
        }
    }
}
