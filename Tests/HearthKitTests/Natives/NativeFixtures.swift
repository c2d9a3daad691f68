import HearthKit

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

// Functions of every type that crosses, as a plugin exports them.

@c func test_int8(_ a: Int8) -> Int8 { a }
@c func test_int16(_ a: Int16) -> Int16 { a }
@c func test_int32(_ a: Int32) -> Int32 { a }
@c func test_int64(_ a: Int64) -> Int64 { a }
@c func test_uint8(_ a: UInt8) -> UInt8 { a }
@c func test_uint16(_ a: UInt16) -> UInt16 { a }
@c func test_uint32(_ a: UInt32) -> UInt32 { a }
@c func test_uint64(_ a: UInt64) -> UInt64 { a }
@c func test_double(_ a: Double) -> Double { a }
@c func test_float(_ a: Float) -> Float { a }
@c func test_not(_ a: Bool) -> Bool { !a }

@c func test_twice(_ text: UnsafePointer<CChar>) -> UnsafeMutablePointer<CChar>? {
    let text = String(cString: text)
    return .copy(text + text)
}

@c func test_no_text() -> UnsafeMutablePointer<CChar>? { nil }

/// Each argument lands where it belongs, whichever registers or stack it goes by.
@c func test_mixed(
    _ a: Int8, _ b: Double, _ c: UInt16, _ d: Float, _ e: Bool, _ f: Int, _ g: UnsafePointer<CChar>, _ h: UInt64,
    _ i: Int32, _ j: Double
) -> UnsafeMutablePointer<CChar>? {
    .copy("\(a) \(b) \(c) \(d) \(e) \(f) \(String(cString: g)) \(h) \(i) \(j)")
}

@c func test_sum(_ list: UnsafePointer<Int32>?, _ count: Int) -> Int {
    UnsafeBufferPointer(start: list, count: count).reduce(0) { $0 + Int($1) }
}

@c func test_join(_ list: UnsafePointer<UnsafePointer<CChar>>?, _ count: Int) -> UnsafeMutablePointer<CChar>? {
    .copy(UnsafeBufferPointer(start: list, count: count).map { String(cString: $0) }.joined(separator: "+"))
}

@c func test_up_to(_ end: Int32, _ count: UnsafeMutablePointer<Int>) -> UnsafeMutablePointer<Int16>? {
    end == 0 ? nil : .copy((1...end).map { Int16($0) }, count: count)
}

@c func test_words(
    _ a: UnsafePointer<CChar>, _ b: UnsafePointer<CChar>, _ count: UnsafeMutablePointer<Int>
) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>>? {
    .copy([.copy(String(cString: a)), .copy(String(cString: b))], count: count)
}

@c func test_boastful(_ claimed: Int, _ count: UnsafeMutablePointer<Int>) -> UnsafeMutablePointer<Int16>? {
    count.pointee = claimed
    return nil
}

@c func test_place(_ who: ObjectHandle) -> ObjectHandle { Object.at(who)?.location?.handle ?? 0 }
@c func test_handle(_ number: Int) -> ObjectHandle { number }
@c func test_strength(_ who: ObjectHandle, _ least: Int) -> Bool {
    guard let who = Object.at(who), case .int(let strength)? = who.attributes["strength"] else { return false }
    return strength >= least
}

/// How often ``test_count`` was called: what an error comes before must not have been called.
var calls = 0
@c func test_count(_ number: Int32) { calls += 1 }
@c func test_add(_ a: Int, _ b: Int) -> Int { a + b }

final class TestNatives: NativeFunctions {
    override class var functions: KeyValuePairs<String, String> {
        [
            "test_int8(a: Int8) -> Int8": "", "test_int16(a: Int16) -> Int16": "",
            "test_int32(a: Int32) -> Int32": "", "test_int64(a: Int64) -> Int64": "",
            "test_uint8(a: UInt8) -> UInt8": "", "test_uint16(a: UInt16) -> UInt16": "",
            "test_uint32(a: UInt32) -> UInt32": "", "test_uint64(a: UInt64) -> UInt64": "",
            "test_double(a: Double) -> Double": "", "test_float(a: Float) -> Float": "",
            "test_not(a: Bool) -> Bool": "", "test_twice(text: String) -> String": "Says it twice.",
            "test_no_text() -> String": "",
            """
            test_mixed(a: Int8, b: Double, c: UInt16, d: Float, e: Bool, f: Int, g: String, h: UInt64, i: Int32,
            j: Double = 0.25) -> String
            """: "",
            "test_sum(list: [Int32]) -> Int": "", "test_join(list: [String]) -> String": "",
            "test_up_to(end: Int32) -> [Int16]": "", "test_words(a: String, b: String) -> [String]": "",
            "test_boastful(claimed: Int) -> [Int16]": "",
            "test_place(who: Object) -> Object": "", "test_handle(number: Int) -> Object": "",
            "test_strength(who: Object, least: Int = 10) -> Bool": "Whether somebody is at least so strong.",
            "test_count(number: Int32)": "", "test_add(a: Int, b: Int = 1) -> Int": "",
            // Of the C library's own.
            "labs(number: Int64) -> Int64": "", "atoi(text: String) -> Int32": "",
            "isxdigit(letter: Int32) -> Int32": "", "strspn(text: String, of: String) -> UInt64": "",
        ]
    }
}
