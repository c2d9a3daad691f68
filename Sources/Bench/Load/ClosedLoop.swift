import NIOCore

/// Types its next line as soon as the last one is answered.
final class ClosedLoop: Script {
    /// How an answer is known.
    enum Answer {
        /// So many line ends have come.
        case lines(Int)
        /// A line that has this came, among lines that others caused.
        case marker([UInt8])
    }

    private let lines: [ByteBuffer]
    private let answer: Answer
    private let pause: TimeAmount
    private let tally: Tally
    private var next = 0
    private var seen = 0
    private var isWaiting = false
    private var typedAt = NIODeadline.now()
    private var joiner = LineJoiner()

    /// - Parameters:
    ///   - lines: typed in turn, over and over.
    ///   - pause: between an answer and the next line.
    init(_ lines: [String], answer: Answer, pause: TimeAmount = .zero, _ tally: Tally) {
        self.lines = lines.map { ByteBuffer(string: $0 + "\r\n") }
        (self.answer, self.pause, self.tally) = (answer, pause, tally)
    }

    func begin(_ player: Player) { type(player) }

    private func type(_ player: Player) {
        guard tally.isTyping else { return }
        isWaiting = true
        tally.outstanding += 1
        typedAt = .now()
        player.type(lines[next])
        next = (next + 1) % lines.count
    }

    func read(_ bytes: ByteBuffer, _ player: Player) {
        let count = bytes.lineCount
        tally.read(lines: count)
        let isAnswered: Bool
        switch answer {
        case .lines(let wanted):
            seen += count
            isAnswered = seen >= wanted
            if isAnswered { seen = 0 }
        case .marker(let marker):
            let all = joiner.join(bytes)
            // An answer that had come in part is found when its line has ended.
            isAnswered = isWaiting && (all.endsWithLineEnd ? all : all.finishedLines).index(of: marker) != nil
        }
        guard isAnswered, isWaiting else { return }
        isWaiting = false
        tally.answered(typedAt: typedAt, now: .now())
        if pause == .zero { type(player) } else { player.after(pause) { self.type(player) } }
    }
}

extension ByteBuffer {
    /// The bytes up to the last line end.
    fileprivate var finishedLines: ByteBuffer {
        getSlice(at: readerIndex, length: readableBytes - unfinishedLine.readableBytes) ?? ByteBuffer()
    }
}

extension LoadGenerator {
    /// Lets the first `count` players type for `seconds`, after a fifth of that to warm up.
    ///
    /// - Parameter usage: asked at the beginning and the end, for what the processes used meanwhile.
    func closedLoop(
        _ count: Int, _ seconds: Double, lines: @Sendable (Int) -> [String], answer: (Int) -> ClosedLoop.Answer,
        pause: TimeAmount = .zero, usage: @Sendable () -> [Double] = { [] }
    ) async throws -> Throughput {
        let tally = Tally()
        let active = players.prefix(count)
        for player in active {
            player.begin(ClosedLoop(lines(player.number), answer: answer(player.number), pause: pause, tally))
        }
        try await Task.sleep(for: .seconds(seconds / 5))
        let (before, began) = (usage(), ContinuousClock.now)
        tally.isCounting = true
        try await Task.sleep(for: .seconds(seconds))
        tally.isCounting = false
        let elapsed = (ContinuousClock.now - began) / .seconds(1)
        let after = usage()
        tally.isTyping = false
        let everybodyAnswered = try await waited(.seconds(10)) { tally.outstanding == 0 }
        for player in active { player.begin(Silence()) }
        guard tally.answers > 0 else { throw BenchError("nobody was answered: \(lines(0))") }
        return Throughput(
            players: active.count, perSecond: Double(tally.answers) / elapsed,
            linesReadPerSecond: Double(tally.lines) / elapsed, wait: tally.distribution,
            unanswered: everybodyAnswered ? 0 : tally.outstanding,
            processor: zip(before, after).map { ($1 - $0) / elapsed })
    }
}
