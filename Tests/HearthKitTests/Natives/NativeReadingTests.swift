import Testing

@testable import HearthKit

/// The grammar of calls and signatures.
struct NativeReadingTests {
    private func problem(_ source: String, at place: String? = nil) -> String {
        do throws(NativeError) {
            _ = try NativeCall(parsing: source, at: place)
            return "(read)"
        } catch {
            return error.description
        }
    }

    private func signatureProblem(_ source: String) -> String {
        do throws(NativeError) {
            _ = try NativeSignature(parsing: source)
            return "(read)"
        } catch {
            return error.description
        }
    }

    @Test func everyKindOfArgument() throws {
        #expect(
            try NativeCall(parsing: #"f(12, -3, 0.5, -1e-3, "a \"b\", \\ (c)\n", 'd "e"', true, false, none, #12, me)"#)
                .arguments == [
                    .value(12), .value(-3), .value(0.5), .value(-0.001), .value("a \"b\", \\ (c)\n"), .value("d \"e\""),
                    .value(true), .value(false), .value(.none), .value(.object(EntityID(rawValue: 12))), .name("me"),
                ])
        #expect(try NativeCall(parsing: "f()").arguments.isEmpty)
        #expect(try NativeCall(parsing: "f([1, 2], [])").arguments == [.value(.list([1, 2])), .value(.list([]))])
        #expect(
            try NativeCall(parsing: "f(g(me), [1, x])").arguments == [
                .call(NativeCall(parsing: "g(me)")), .list([.value(1), .name("x")]),
            ])
        #expect(try NativeCall(parsing: "f(18446744073709551615)").arguments == [.value(.integer(Int128(UInt64.max)))])
    }

    @Test func keepsItsSource() throws {
        let call = try NativeCall(parsing: "  f( 1,2 ) ", at: "marsh.yaml:3")
        #expect(call.description == "f( 1,2 )" && call.place == "marsh.yaml:3")
        let stored = try StoredEncoder.encode(call)
        #expect(stored == "f( 1,2 )")
        #expect(try StoredDecoder.decode(NativeCall.self, stored).arguments == call.arguments)
    }

    @Test(arguments: [
        ("", "the name of a native was expected at the end"),
        ("f", "'(' after 'f' was expected at the end"),
        ("f(1", "',' or ')' was expected at the end"),
        ("f(1 2)", "',' or ')' was expected at character 5, where '2' stands"),
        ("f(1,)", "a value: 12, 0.5, \"text\", true, #12, me, a list or a call was expected at character 5, where ')'"),
        ("f(\"abc)", "a closing \" was expected at the end"),
        ("f(#0)", "the number of an object was expected at character 4"),
        ("f(1-2)", "',' or ')' was expected at character 4, where '-' stands"),
        ("f(1e999)", "a number was expected at character 3"),
        ("f() g", "the end was expected at character 5, where 'g' stands"),
        ("é(1)", "the name of a native was expected at character 1"),
    ])
    func whatIsWrongIsToldWithItsPlace(_ source: String, _ words: String) {
        #expect(problem(source).contains(words), "\(problem(source))")
    }

    @Test func fileAndLineComeFirst() {
        #expect(problem("f(", at: "GameData/world/marsh.yaml:12").hasPrefix("GameData/world/marsh.yaml:12: f(: "))
    }

    @Test func nestingIsBounded() {
        let deep = String(repeating: "f(", count: 10_000)
        #expect(problem(deep).contains("fewer calls"))
    }

    @Test func signatures() throws {
        let source = "strength(who: Object, least: Int = 10, of: [UInt8] = [1, 2]) -> [String]"
        let signature = try NativeSignature(parsing: source)
        #expect(signature.description == source && signature.counts == 1...3 && signature.beginsWithObject)
        #expect(signature.result == NativeType(.string, isList: true))
        #expect(signature.parameters.map(\.name) == ["who", "least", "of"])
        #expect(signature.parameters[1].standard == 10)
        #expect(signature.parameters[2].type == NativeType(.uint8, isList: true))
        #expect(try NativeSignature(parsing: "f()").result == nil)
    }

    @Test(arguments: [
        ("f(a: int)", "Int32 (C's int), Int64 (Swift's Int, C's int64_t)"),
        ("f(a: Strng)", "one of Int8, Int16"),
        ("f(a)", "':' and a type after 'a'"),
        ("f(a: Int", "',' or ')'"),
        ("f(a: [Int)", "']'"),
        ("f(a: UInt8 = 300)", "a whole number from 0 to 255 for 'a'"),
        ("f(a: Int = 1, b: Int)", "'=' and a value"),
        ("f(a: Int) - Int", "'->' or the end"),
        ("f(a: Int) -> Int Int", "the end"),
    ])
    func wrongSignaturesAreTold(_ source: String, _ words: String) {
        #expect(signatureProblem(source).contains(words), "\(signatureProblem(source))")
    }
}
