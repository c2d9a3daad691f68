import Testing

@testable import HearthKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

private final class Misdeclared: NativeFunctions {
    override class var functions: KeyValuePairs<String, String> {
        ["no_such_function(a: Int)": "", "test_add(a: Int, b: Int) -> Int": "", "test_int8(a: Byte)": ""]
    }
}

extension GameTests {
    /// Calls of C functions by name, through libffi.
    @MainActor
    struct NativesTests {
        let game = TestGame(types: [TestNatives.self])

        private func call(_ source: String, _ context: NativeContext = NativeContext()) throws -> NativeValue {
            try Natives.call(NativeCall(parsing: source), in: context)
        }

        private func problem(_ source: String, _ context: NativeContext = NativeContext()) -> String {
            do { return "(it came to \(try call(source, context)))" } catch { return "\(error)" }
        }

        private func checkProblem(_ source: String) -> String {
            do {
                try Natives.check(NativeCall(parsing: source, at: "marsh.yaml:7"))
                return "(nothing wrong)"
            } catch {
                return "\(error)"
            }
        }

        @Test func declarationsHold() {
            #expect(game.world.natives.problems == [])
            #expect(game.world.natives.function(named: "test_twice")?.help == "Says it twice.")
            #expect(game.world.natives.function(named: "test_twice")?.plugin == "HearthKitTests")
        }

        @Test func wrongDeclarationsAreProblems() {
            let natives = TestGame(types: [TestNatives.self, Misdeclared.self]).world.natives
            #expect(natives.problems.count == 3)
            #expect(natives.problems[0].contains("the plugin has no C function 'no_such_function'"))
            #expect(natives.problems[1].contains("HearthKitTests exports a native 'test_add' as well"))
            #expect(natives.problems[2].contains("test_int8(a: Byte): one of Int8"))
        }

        @Test(arguments: [
            ("int8", "-128", "127"), ("int16", "-32768", "32767"), ("int32", "-2147483648", "2147483647"),
            ("int64", "-9223372036854775808", "9223372036854775807"), ("uint8", "0", "255"), ("uint16", "0", "65535"),
            ("uint32", "0", "4294967295"), ("uint64", "0", "18446744073709551615"),
        ])
        func wholeNumbersOfEveryWidth(_ type: String, _ least: String, _ most: String) throws {
            for number in [least, most, "0", "100"] {
                #expect(try call("test_\(type)(\(number))").description == number)
            }
            let (below, above) = (try #require(Int128(least)) - 1, try #require(Int128(most)) + 1)
            let words = "'a' is to be a whole number from \(least) to \(most), and not "
            #expect(problem("test_\(type)(\(below))").contains(words + "\(below)"))
            #expect(problem("test_\(type)(\(above))").contains(words + "\(above)"))
            #expect(problem("test_\(type)(1.5)").contains(words + "1.5"))
        }

        @Test func numbersFlagsAndTexts() throws {
            #expect(try call("test_double(-0.125)") == -0.125 && call("test_double(3)") == 3.0)
            #expect(try call("test_float(0.5)") == 0.5)
            #expect(problem("test_float(1e300)").contains("'a' is to be a number, and not 1e+300"))
            #expect(try call("test_not(true)") == false && call("test_not(false)") == true)
            #expect(try call("test_twice(\"Grüße, 火\")") == "Grüße, 火Grüße, 火" && call("test_twice('')") == "")
            #expect(try call("test_no_text()") == "")
            #expect(problem("test_twice('a\0b')").contains("'text' is to be a text"), "a zero byte would cut it")
        }

        @Test func functionsOfTheCLibrary() throws {
            #expect(try call("labs(-7)") == 7 && call("atoi('42 eggs')") == 42)
            #expect(try call("strspn('aabbc', 'ab')") == 4)
            #expect(try call("isxdigit(102)").isTrue && !call("isxdigit(103)").isTrue)
        }

        @Test func everyArgumentLandsInItsPlace() throws {
            #expect(
                try call("test_mixed(-1, 0.5, 2, 1.5, true, -9, 'text', 18446744073709551615, -7)")
                    == "-1 0.5 2 1.5 true -9 text 18446744073709551615 -7 0.25")
        }

        @Test func lists() throws {
            #expect(try call("test_sum([1, -2, 30])") == 29 && call("test_sum([])") == 0)
            #expect(try call("test_join(['a', 'b', 'é'])") == "a+b+é" && call("test_join([])") == "")
            #expect(try call("test_up_to(3)") == .list([1, 2, 3]) && call("test_up_to(0)") == .list([]))
            #expect(try call("test_words('a', 'b')") == .list(["a", "b"]))
            #expect(problem("test_sum([1, 'b'])").contains("'list' is to be a list of Int32"))
            #expect(problem("test_sum(1)").contains("'list' is to be a list of Int32, and not 1"))
            #expect(problem("test_boastful(3)").contains("it returned no list, and says that 3 values are in it"))
        }

        @Test func objects() throws {
            let hall = Room.create("the hall")
            let lamp = Object.create("a lamp", in: hall)
            let context = NativeContext(me: lamp, ["lamp": NativeValue(lamp)])
            #expect(try call("test_place(\(lamp.id))") == .object(hall.id))
            #expect(try call("test_place(me)", context) == .object(hall.id))
            #expect(try call("test_place(here)", context) == .none)
            #expect(try call("test_place(lamp)", context) == .object(hall.id) && call("test_place(none)") == .none)
            #expect(try call("test_place(test_place(me))", context) == .none)
            #expect(problem("test_place(me)").contains("'me' stands for nothing here"))
            #expect(problem("test_place(lantern)", context).contains("'lantern' stands for nothing here, where there"))
            #expect(problem("test_place(#99)").contains("there is no object #99"))
            #expect(problem("test_handle(99)").contains("it returned the object #99, which there is not"))
            #expect(problem("test_place(12)").contains("'who' is to be an object, and not 12"))
            try lamp.delete()
            #expect(problem("test_place(\(lamp.id))").contains("there is no object"))
        }

        @Test func whatDoesNotFitIsNeverCalled() {
            let before = calls
            for source in [
                "test_count()", "test_count(1, 2)", "test_count('1')", "test_count(1.0)", "test_count(true)",
                "test_count([1])", "test_count(4294967296)", "test_count(#1)", "test_count(nowhere)",
                "test_count(test_not(true))", "test_count(test_count(1))",
            ] {
                let words = problem(source)
                #expect(words.contains("test_count"), "\(words)")
                #expect(!words.hasPrefix("(it came"), "\(source)")
            }
            #expect(calls == before + 1, "the inner call of the last one is all that was right")
            #expect(problem("test_cuont(1)").contains("there is no native 'test_cuont'. Perhaps test_count"))
        }

        @Test func standardValues() throws {
            #expect(try call("test_add(4)") == 5 && call("test_add(4, 5)") == 9)
            #expect(problem("test_add()").contains("it was given no value, and is test_add(a: Int, b: Int = 1)"))
            #expect(problem("test_add(1, 2, 3)").contains("it was given 3 values"))
        }

        @Test func callsAreCheckedWhenTheDataIsRead() throws {
            let add = try NativeCall(parsing: "test_add(1, test_add(2, 3))")
            #expect(try Natives.check(add) == NativeType(.int64))
            #expect(checkProblem("test_place(me)") == "(nothing wrong)")
            #expect(checkProblem("test_add('a')").hasPrefix("marsh.yaml:7: test_add('a'): 'a' is to be a whole number"))
            #expect(checkProblem("test_add(1, test_twice('a'))").contains("which test_twice does not come to"))
            #expect(checkProblem("test_add(1, test_count(1))").contains("which test_count does not come to"))
            #expect(checkProblem("test_add(strong)").contains("'strong' stands for nothing here"))
            #expect(checkProblem("test_sum([1, test_not(true)])").contains("which test_not does not come to"))
            #expect(checkProblem("test_ad(1)").contains("Perhaps test_add"))
        }

        @Test func aNativeIsMarkedWhileItRuns() throws {
            var entered: [String] = ["Standard.Look"]
            game.game.willEnter = { entered.append($0) }
            game.game.entered = { entered.last ?? "" }
            _ = try call("test_add(1)")
            #expect(entered == ["Standard.Look", "native test_add", "Standard.Look"])
        }

        @Test func whatIsOutOfOrderIsNotCalled() throws {
            let before = calls
            game.game.outOfOrder = ["native test_count"]
            #expect(problem("test_count(1)").contains("test_count is out of order until the next reload"))
            #expect(calls == before)
            game.game.outOfOrder = []
            _ = try call("test_count(1)")
            #expect(calls == before + 1)
        }

        #if os(Linux)
        /// A leak of all that these calls lend and are given would be 100 MB and more.
        @Test func nothingIsLeaked() throws {
            let text = String(repeating: "x", count: 5000)
            let words = try NativeCall(parsing: "test_words('\(text)', '\(text)')")
            let twice = try NativeCall(parsing: "test_twice('\(text)')")
            let join = try NativeCall(parsing: "test_join(['\(text)', '\(text)'])")
            // Of the whole process, in which other tests run: a leak is in each round.
            let growths = try (1...3).map { _ in
                let before = try residentMemory()
                for _ in 0..<2000 { for call in [words, twice, join] { _ = try Natives.call(call) } }
                return try residentMemory() - before
            }
            #expect(growths.min() ?? .max < 50_000_000)
        }

        private func residentMemory() throws -> Int {
            let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
            return try #require(Int(pages)) * 4096
        }
        #endif

        @Test func jobsCallThem() async throws {
            let before = calls
            schedule(try CallNative("test_count(3)"), in: .seconds(30))
            #expect(throws: NativeError.self) { try CallNative("test_count('a')") }
            await game.advance(.seconds(10))
            try await game.reload()
            #expect(calls == before)
            await game.advance(.seconds(20))
            #expect(calls == before + 1)
        }
    }
}
