import NIOCore

/// A player of a chaos run: says numbers, drops and gets a stone, and gives a coin back as soon as it has come.
///
/// The coin is a token: it may never be lost, doubled, or lie still.
final class ChaosPlayer: Script {
    private(set) var transcript: Transcript
    private let player: Player
    private let waits: WaitLog
    private let partner: Int
    /// What came after the last line end.
    private var rest = ByteBuffer()
    private var coin: (number: Int, giveAt: NIODeadline)?
    private var isStoneMoving = false
    private var hasStone = true
    /// When the newest line was typed that has an answer.
    private(set) var answeredSince = NIODeadline.distantPast
    /// False when coins are to stay where they are.
    var passesCoins = true

    private static let pauseBeforeGiving = TimeAmount.milliseconds(500)

    /// - Parameter coin: what it has at the beginning.
    init(_ player: Player, partner: Int, coin: Int?, waits: WaitLog) {
        transcript = Transcript(player: player.number)
        (self.player, self.partner, self.waits) = (player, partner, waits)
        if let coin { self.coin = (coin, .now()) }
    }

    /// Whether everything that was typed is answered.
    var isDone: Bool { transcript.open.isEmpty }

    /// How often coins have come to it.
    var coinsReceived: Int { transcript.received.values.reduce(0, +) }

    func begin(_ player: Player) {}

    // MARK: Typing

    func say() { type(transcript.say()) }

    func moveStone() {
        guard !isStoneMoving else { return }
        isStoneMoving = true
        type(hasStone ? transcript.dropStone() : transcript.getStone())
    }

    func giveWhatIsDue(_ now: NIODeadline) {
        guard passesCoins, let coin, coin.giveAt <= now else { return }
        self.coin = nil
        type(transcript.give(coin.number, to: partner))
    }

    private func type(_ line: String) { player.type(ByteBuffer(string: line + "\r\n")) }

    // MARK: Reading

    func read(_ bytes: ByteBuffer, _ player: Player) {
        rest.writeImmutableBuffer(bytes)
        while let end = rest.index(of: [0x0A]) {
            var line = rest.readString(length: end - rest.readerIndex) ?? ""
            rest.moveReaderIndex(forwardBy: 1)
            if line.utf8.last == 0x0D { line.removeLast() }
            react(to: transcript.read(line))
        }
        rest.discardReadBytes()
    }

    private func react(to event: Transcript.Event) {
        switch event {
        case .answered(let index):
            let line = transcript.lines[index]
            answeredSince = max(answeredSince, line.typedAt)
            waits.add(from: line.typedAt, to: .now())
            guard line.typed.hasSuffix(BenchWorld.stone(player.number)) else { return }
            (isStoneMoving, hasStone) = (false, !hasStone)
        case .givenUp(let index):
            // A number is not said again: the next one comes by itself.
            if !transcript.lines[index].typed.hasPrefix("say ") { type(transcript.again(index)) }
        case .gotCoin(let number):
            coin = (number, .now() + Self.pauseBeforeGiving)
        case .other: break
        }
    }
}

/// How long the lines of all players waited for their answers.
final class WaitLog {
    private var waits: [(from: NIODeadline, to: NIODeadline)] = []

    func add(from: NIODeadline, to: NIODeadline) { waits.append((from, to)) }

    /// The longest wait, in nanoseconds, of the lines that waited at some time within it.
    func longest(from: NIODeadline, to: NIODeadline) -> Int64 {
        var longest: Int64 = 0
        // They are in the order of their answers.
        for wait in waits.reversed() {
            if wait.to < from { break }
            if wait.from <= to { longest = max(longest, (wait.to - wait.from).nanoseconds) }
        }
        return longest
    }
}
