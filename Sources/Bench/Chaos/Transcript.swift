import NIOCore

/// All that one player of a chaos run typed, and what became of it.
///
/// The Portal takes a player's lines in order and the Server answers them in order: what happened to each can be told
/// from what the player reads.
struct Transcript: Sendable {
    struct Line: Sendable {
        var typed: String
        /// The line that says that it was done.
        var answer: String
        var typedAt: NIODeadline
    }

    /// What the player read of an own line, by its place among ``lines``.
    enum Outcome: Equatable, Sendable {
        case answered(Int)
        /// The Server crashed in it: it did nothing, and must be typed again.
        case givenUp(Int)
    }

    /// What a line that was read means.
    enum Event: Equatable {
        case answered(Int)
        case givenUp(Int)
        case gotCoin(Int)
        case other
    }

    let player: Int
    private(set) var lines: [Line] = []
    private(set) var outcomes: [Outcome] = []
    /// Which numbers of each other player were heard, as they came.
    private(set) var heard: [Int: [Int32]] = [:]
    /// How often each coin was given away by this player, came to this player, and was seen going from hand to hand.
    private(set) var given: [Int: Int] = [:]
    private(set) var received: [Int: Int] = [:]
    private(set) var passed: [Int: Int] = [:]
    /// What nobody should read.
    private(set) var surprises: [String] = []
    /// Those of ``lines`` without an outcome, the oldest first.
    private(set) var open: [Int] = []

    init(player: Int) { self.player = player }

    static func coin(_ number: Int) -> String { "coin\(number)x" }

    // MARK: Typing

    /// Says the number of the line, which no other line of this player has.
    mutating func say(at time: NIODeadline = .now()) -> String {
        add("say no.\(lines.count).", answer: "You say, \"no.\(lines.count).\"", time)
    }

    mutating func give(_ coin: Int, to other: Int, at time: NIODeadline = .now()) -> String {
        let (thing, name) = (Self.coin(coin), BenchWorld.player(other))
        return add("give \(thing) to \(name)", answer: "You give \(thing) to \(name).", time)
    }

    mutating func dropStone(at time: NIODeadline = .now()) -> String {
        let stone = BenchWorld.stone(player)
        return add("drop \(stone)", answer: "You put down \(stone).", time)
    }

    mutating func getStone(at time: NIODeadline = .now()) -> String {
        let stone = BenchWorld.stone(player)
        return add("get \(stone)", answer: "You pick up \(stone).", time)
    }

    mutating func again(_ index: Int, at time: NIODeadline = .now()) -> String {
        add(lines[index].typed, answer: lines[index].answer, time)
    }

    private mutating func add(_ typed: String, answer: String, _ time: NIODeadline) -> String {
        open.append(lines.count)
        lines.append(Line(typed: typed, answer: answer, typedAt: time))
        return typed
    }

    // MARK: Reading

    mutating func read(_ line: String) -> Event {
        if line.hasPrefix("You ") { return readOwn(line) }
        if line.contains("it was given up") { return giveUp() }
        if line.hasPrefix(Self.name) { return readOther(line) }
        if line.contains("out of order") { surprised(by: line) }
        return .other
    }

    private static let name = "Bench"
    static let halfLine = "half-a-line"

    private mutating func readOwn(_ line: String) -> Event {
        if let place = open.firstIndex(where: { lines[$0].answer == line }) {
            let index = open.remove(at: place)
            outcomes.append(.answered(index))
            countGift(lines[index])
            return .answered(index)
        }
        guard let index = lines.lastIndex(where: { $0.answer == line }) else {
            surprised(by: line)
            return .other
        }
        // Once more, though nothing of that kind is open.
        outcomes.append(.answered(index))
        return .other
    }

    private mutating func countGift(_ line: Line) {
        guard line.typed.hasPrefix("give "), let coin = Self.number(after: "coin", in: line.typed) else { return }
        given[coin, default: 0] += 1
        passed[coin, default: 0] += 1
    }

    private mutating func giveUp() -> Event {
        guard !open.isEmpty else {
            surprised(by: "a line was given up when none was open")
            return .other
        }
        let index = open.removeFirst()
        outcomes.append(.givenUp(index))
        return .givenUp(index)
    }

    private mutating func readOther(_ line: String) -> Event {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count == 3, let speaker = Int(words[0].dropFirst(Self.name.count)) else { return .other }
        if words[1] == "says,", let number = Self.number(after: "no.", in: words[2]) {
            heard[speaker, default: []].append(Int32(number))
        } else if words[1] == "gives", let coin = Self.number(after: "coin", in: words[2]) {
            passed[coin, default: 0] += 1
            guard words[2].hasSuffix(" to you.") else { return .other }
            received[coin, default: 0] += 1
            return .gotCoin(coin)
        } else if line.contains(Self.halfLine) {
            surprised(by: line)
        }
        return .other
    }

    private mutating func surprised(by line: String) {
        if surprises.count < 10 { surprises.append(line) }
    }

    private static func number(after mark: String, in text: some StringProtocol) -> Int? {
        guard let range = text.firstRange(of: mark) else { return nil }
        return Int(text[range.upperBound...].prefix { $0.isNumber })
    }
}
