/// An input that is near another: a byte changed, added or taken away, a part doubled, or the end of a third one. The
/// same seed makes the same ones.
struct Mutation {
    private var state: UInt64

    init(seed: UInt64) { state = seed | 1 }

    /// Marsaglia's xorshift.
    private mutating func number(below count: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(max(1, count)))
    }

    private mutating func byte() -> UInt8 { UInt8(number(below: 256)) }

    mutating func changed(_ bytes: [UInt8], with other: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...number(below: 3) {
            let place = number(below: bytes.count + 1)
            let end = min(bytes.count, place + 1 + number(below: 8))
            switch number(below: 5) {
            case 0 where place < bytes.count: bytes[place] = byte()
            case 1: bytes.insert(byte(), at: place)
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
            default: bytes.replaceSubrange(place..., with: other.suffix(number(below: other.count + 1)))
            }
        }
        return bytes
    }
}
