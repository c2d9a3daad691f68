/// One parser and what it promises about any bytes.
struct FuzzTarget {
    /// As `run.sh` and the corpus' folders call it.
    let name: String
    /// Throws ``BrokenPromise``; a trap is one too.
    let run: (FuzzInput) throws -> Void

    static let all = [
        telnet, clientData, compression, boxes, traffic, commands, editor, locks, natives, markup, actorText, storage,
    ]
}

/// What a parser promised and did not keep.
struct BrokenPromise: Error, CustomStringConvertible {
    let description: String
}

func require(_ kept: Bool, _ promise: @autoclosure () -> String) throws {
    guard kept else { throw BrokenPromise(description: promise()) }
}

/// The bytes of one run. Choices are taken from their end, so that what is parsed stands readable at their beginning.
nonisolated struct FuzzInput {
    private(set) var bytes: [UInt8]

    init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

    /// What is left, as text.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func choice() -> Int { Int(bytes.popLast() ?? 0) }

    mutating func choice<Value>(of values: [Value]) -> Value { values[choice() % values.count] }

    /// The bytes in pieces of 1 to 32: other ones for another seed.
    func pieces(seed: Int) -> [[UInt8]] {
        var (pieces, rest, state) = ([[UInt8]](), bytes[...], UInt32(truncatingIfNeeded: seed))
        while !rest.isEmpty {
            state = state &* 1_664_525 &+ 1_013_904_223  // Numerical Recipes' linear congruential generator
            let piece = rest.prefix(1 + Int(state >> 27))
            pieces.append(Array(piece))
            rest = rest.dropFirst(piece.count)
        }
        return pieces
    }
}
