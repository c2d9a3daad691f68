import Testing

@testable import HearthKit

@MainActor
@Suite struct JSONTests {
    @Test(arguments: [
        ("{}", "{}"), (" [1, -2 ,3.5e2,true,false,null] ", "[1,-2,350.0,true,false,null]"),
        (#"{"b":{"c":[]},"a":"\u00e9\ud83d\udd25\n\"\\\/"}"#, #"{"a":"é🔥\n\"\\/","b":{"c":[]}}"#),
        ("", "null"), ("  ", "null"), ("9223372036854775808", "9.223372036854776e+18"),
        (#""\ud800x\udc00""#, "\"\u{FFFD}x\u{FFFD}\""), ("0", "0"), ("-0.5", "-0.5"),
    ])
    func `what is read is written`(text: String, written: String) throws {
        #expect(try #require(StoredValue(json: text)).json == written)
    }

    @Test(arguments: [
        "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "01", "1.", "-", "nul", "\"a", "\"\\x\"", "\"\u{1}\"", "1 2", "{a:1}",
        "'a'", "1e999", "\"\\u12\"", "NaN", String(repeating: "[", count: 9000),
    ])
    func `what is no JSON is nothing`(text: String) { #expect(StoredValue(json: text).map(\.json) == nil) }

    @Test func `what JSON has not is null, and control characters are written out`() {
        let value: StoredValue = [.double(.nan), .bytes([1]), .reference(EntityID(rawValue: 12)), "\u{1B}[2J"]
        #expect(value.json == #"[null,null,12,"\u001b[2J"]"#)
    }
}
