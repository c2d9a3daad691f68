import HearthKit
import Testing

@testable import Standard

@c func test_double(_ number: Int32) -> Int32 { 2 * number }
@c func test_room(_ who: ObjectHandle) -> ObjectHandle { Object.at(who)?.location?.handle ?? 0 }
@c func test_silent() {}

private final class OwnNatives: NativeFunctions {
    override class var functions: KeyValuePairs<String, String> {
        [
            "test_double(number: Int32) -> Int32": "Twice as much.",
            "test_room(who: Object) -> Object": "Where they are.",
            "test_silent()": "Nothing.",
        ]
    }
}

extension StandardTests {
    /// `natives`, `call`, and natives in what builders set.
    struct NativeTests {
        private func developer() async throws -> (TestGame, TestPlayer) {
            let game = TestGame.standard()
            return (game, try await game.player("Dev", in: game.hall, permissions: ["Developer"]))
        }

        @Test func nativesAreListed() async throws {
            let (game, dev) = try await developer()
            await dev.type("natives")
            #expect(dev.heard.contains("test_double(number: Int32) -> Int32 (StandardTests)\n  Twice as much.\n"))
            await dev.type("natives room")
            #expect(dev.heard.contains("test_room") && !dev.heard.contains("test_double"))
            await dev.type("natives fish")
            #expect(dev.heard == "No plugin has such a native.\n")
            let ann = try await game.player("Ann", in: game.hall)
            await ann.type("natives")
            #expect(ann.heard.contains("You know no way"))
            await ann.type("call test_double(2)")
            #expect(ann.heard.contains("'call' is no command"))
        }

        @Test func callShowsWhatItComesTo() async throws {
            let (game, dev) = try await developer()
            await dev.type("call test_double(test_double(3))")
            #expect(dev.heard == "= 12\n")
            await dev.type("call test_room(me)")
            #expect(dev.heard == "= the hall(\(try game.hall.id))\n")
            await dev.type("call test_silent()")
            #expect(dev.heard == "= nothing\n")
            await dev.type("call test_double('x|y')")
            #expect(dev.heard.contains("test_double('x|y'): 'number' is to be a whole number from -2147483648"))
            await dev.type("call test_dubble(2)")
            #expect(dev.heard.contains("there is no native 'test_dubble'. Perhaps test_double?"))
            await dev.type("call/time test_double(2)")
            #expect(dev.heard.contains(/^\d+ ns a call, of 10000\.\n$/))
            #expect(game.faults == [], "what a maker types wrongly is nobody else's business")
        }

        @Test func buildersAreToldWhatWillNotWork() async throws {
            let (game, dev) = try await developer()
            Object.create("a box", in: try game.hall)
            await dev.type("lock box = get: test_double(x)")
            #expect(dev.heard.contains("That will not work: test_double(x): 'number' is to be a whole number"))
            await dev.type("lock box = get: test_double(0)")
            #expect(!dev.heard.contains("will not work"))
            await dev.type("describe box = Marked $test_double(4), and $test_double('4').")
            #expect(dev.heard.contains("That will not work: $test_double('4'): 'number'"))
            await dev.type("look box")
            #expect(dev.heard.contains("Marked 8, and $test_double('4')."))
        }

        @Test func playersCallNothing() async throws {
            let (game, dev) = try await developer()
            let ann = try await game.player("Ann", in: game.hall)
            await ann.type("setdesc Tall, $test_double(4) $$test_double(4) years old.")
            await dev.type("look ann")
            #expect(dev.heard.contains("Tall, $test_double(4) $$test_double(4) years old."))
            for line in ["say $test_double(4)", "pose is $test_double(4)", "'$test_double(4)"] {
                await ann.type(line)
                #expect(dev.heard.contains("$test_double(4)") && ann.heard.contains("$test_double(4)"))
                dev.forget()
            }
            await ann.type("whisper dev = $test_double(4)")
            #expect(dev.heard.contains("$test_double(4)"))
        }
    }
}
