import Testing

@testable import HearthKit

struct CBORTests {
    nonisolated static let values: [StoredValue] = [
        nil, true, false, 0, 23, 24, 255, 256, 65_535, 65_536, 4_294_967_296, -1, -24, -25, -256, 0.5, -1e300, "",
        "lantern", "Öl \u{1F525}", [], [1, "two", [3.0]], [:], ["a": 1, "b": ["c": nil]], .int(.max), .int(.min),
        .bytes([0, 255]), .reference(EntityID(rawValue: 12)), .reference(EntityID(rawValue: -1)),
        .list([.reference(EntityID(rawValue: 1)), 7]),
    ]

    @Test(arguments: values) func valuesComeBack(value: StoredValue) throws {
        #expect(try StoredValue(cbor: value.cbor) == value)
    }

    @Test(arguments: [[Int64.max, 999_999_999_999_999_999], [.min, -999_999_999_999_999_999], [0, 0]] as [[Int64]])
    func durationsComeBack(parts: [Int64]) throws {
        let stored = StoredValue.list(parts.map(StoredValue.int))
        #expect(try Duration.restored(from: stored).stored == stored)
    }

    @Test(arguments: [Int64.max, .min, 1_000_000_000_000_000_000])
    func aDurationHasLessThanASecondOfAttoseconds(attoseconds: Int64) {
        #expect(throws: NotStored.self) { try Duration.restored(from: .list([.int(.max), .int(attoseconds)])) }
    }

    /// Examples of RFC 8949, appendix A: another program reads what we write.
    @Test(
        arguments: [
            (1_000_000, [0x1A, 0x00, 0x0F, 0x42, 0x40]), (-100, [0x38, 0x63]),
            (1.1, [0xFB, 0x3F, 0xF1, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A]),
            ("IETF", [0x64, 0x49, 0x45, 0x54, 0x46]), ([1, [2, 3]], [0x82, 0x01, 0x82, 0x02, 0x03]), (nil, [0xF6]),
        ] as [(StoredValue, [UInt8])])
    func isTheStandardsCBOR(value: StoredValue, bytes: [UInt8]) throws {
        #expect(value.cbor == bytes)
    }

    @Test func whatIsCutShortOrDeepIsAnError() {
        for value in Self.values {
            let bytes = value.cbor
            for length in 0..<bytes.count {
                #expect(throws: CBORError.self) { try StoredValue(cbor: Array(bytes[..<length])) }
            }
        }
        #expect(throws: CBORError.self) { try StoredValue(cbor: Array(repeating: 0x81, count: 10_000) + [0]) }
        #expect(throws: CBORError.self) {
            try StoredValue(cbor: [0x9B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
        }
    }
}
