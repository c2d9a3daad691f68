import NIOCore

@testable import Telnet

extension FuzzTarget {
    /// What is taken for compressed means the same however it is cut, and comes to no more than it may; what is
    /// compressed comes out as it went in.
    static let compression = FuzzTarget(name: "compression") { input in
        var input = input
        let seed = input.choice()
        let whole = try Unpacked([input.bytes])
        let cut = try Unpacked(input.pieces(seed: seed))
        // When it is too much is told after the next piece, and where that ends depends on the cuts.
        if whole.end != .tooMuch, cut.end != .tooMuch {
            try require(cut == whole, "\(cut) of pieces, \(whole) of the whole")
        }
        let most = Decompressor.mostCredit + Decompressor.mostPerByte * input.bytes.count + Decompressor.longestPiece
        try require(whole.bytes.count <= most, "\(whole.bytes.count) bytes of \(input.bytes.count)")

        let compressor = Compressor()
        var packed: [UInt8] = []
        for (number, piece) in input.pieces(seed: seed).enumerated() {
            let flush: Compressor.Flush = number.isMultiple(of: 3) ? .sync : .none
            packed += compressor.compress(ByteBuffer(bytes: piece), flush: flush).readableBytesView
        }
        packed += compressor.compress(flush: .finish).readableBytesView + [1, 2, 3]
        let again = try Unpacked([packed])
        try require(again.bytes == input.bytes && again.rest == [1, 2, 3], "\(again) of what was compressed")
    }
}

/// What a decompressor makes of bytes that come in pieces.
private struct Unpacked: Equatable {
    enum End { case none, good, neverBegan, damaged, tooMuch }

    var bytes: [UInt8] = []
    /// What follows a stream that has ended, or never began.
    var rest: [UInt8] = []
    var end = End.none

    init(_ pieces: [[UInt8]]) throws {
        let decompressor = Decompressor()
        for piece in pieces {
            guard end == .none else {
                rest += piece
                continue
            }
            var input = ByteBuffer(bytes: piece)
            do {
                while end == .none, let item = try decompressor.next(from: &input) { take(item) }
            } catch {
                end = error == .tooMuch ? .tooMuch : .damaged
            }
            try require(end != .none || input.readableBytes == 0, "input that is left over")
            rest += input.readableBytesView
        }
        // Where damaged data is noticed is not where it stands.
        if end == .damaged { rest = [] }
    }

    private mutating func take(_ item: Decompressor.Item) {
        switch item {
        case .bytes(let piece): bytes += piece.readableBytesView
        case .end: end = .good
        case .neverBegan(let plain): (rest, end) = (Array(plain.readableBytesView), .neverBegan)
        }
    }
}

/// What a client that follows MCCP2 makes of what it is sent.
enum InflatedStream {
    private static let begin: [UInt8] = [255, 250, 86, 255, 240]

    static func read(_ stream: [UInt8]) throws -> [UInt8] {
        var (input, plain) = (ByteBuffer(bytes: stream), [UInt8]())
        var decompressor: Decompressor?
        while input.readableBytes > 0 {
            guard let current = decompressor else {
                plain += input.readBytes(length: 1) ?? []
                if plain.suffix(begin.count) == begin[...] { decompressor = Decompressor() }
                continue
            }
            switch try current.next(from: &input) {
            case .bytes(let bytes): plain += bytes.readableBytesView
            case .end: decompressor = nil
            case .neverBegan: throw BrokenPromise(description: "a stream that is none")
            case nil: break
            }
        }
        return plain
    }
}
