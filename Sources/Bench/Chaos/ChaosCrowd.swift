import NIOCore

/// The players of a chaos run, all in one room. Lives on the load generator's event loop.
final class ChaosCrowd {
    let players: [ChaosPlayer]
    let waits = WaitLog()
    private let began = NIODeadline.now()
    private var turns = 0
    /// False when nobody is to begin anything new.
    var isTyping = true

    /// Each says a line a second, and moves a stone every other.
    private static let turnsPerSecond = 1.0

    /// Pairs of neighbours, each with a coin.
    init(_ players: some Collection<Player>) {
        let waits = waits
        self.players = players.map { player in
            let coin = player.number % 2 == 0 ? player.number / 2 : nil
            let script = ChaosPlayer(player, partner: player.number ^ 1, coin: coin, waits: waits)
            player.begin(script)
            return script
        }
    }

    /// Who has each coin at the beginning.
    static func coins(_ players: Int) -> [Int: Int] {
        Dictionary(uniqueKeysWithValues: (0..<players / 2).map { ($0, 2 * $0) })
    }

    /// Types what is due.
    func tick() {
        let now = NIODeadline.now()
        for player in players { player.giveWhatIsDue(now) }
        guard isTyping else { return }
        let rate = Self.turnsPerSecond * Double(players.count)
        let due = Int(Double((now - began).nanoseconds) / 1e9 * rate)
        while turns < due {
            let player = players[turns % players.count]
            player.say()
            if (turns / players.count) % 2 == 0 { player.moveStone() }
            turns += 1
        }
    }

    var isDone: Bool { players.allSatisfy(\.isDone) }

    /// Whether everybody has been answered what they typed since then.
    func isAnswered(since moment: NIODeadline) -> Bool { players.allSatisfy { $0.answeredSince >= moment } }
}

extension LoadGenerator {
    func beginChaos(_ count: Int) {
        crowd = ChaosCrowd(players.prefix(count))
        crowdTimer = every(.milliseconds(5)) { $0.crowd?.tick() }
    }

    /// Lets every coin go from hand to hand once more, then everything come to rest. Answers which coins do not move.
    func settleChaos(within limit: Duration) async throws -> [Int] {
        guard let crowd else { return [] }
        crowd.isTyping = false
        let pairs = crowd.players.count / 2
        func passes(_ pair: Int) -> Int {
            crowd.players[2 * pair].coinsReceived + crowd.players[2 * pair + 1].coinsReceived
        }
        let before = (0..<pairs).map(passes)
        _ = try await waited(limit) { (0..<pairs).allSatisfy { passes($0) > before[$0] } }
        let stalled = (0..<pairs).filter { passes($0) == before[$0] }
        for player in crowd.players { player.passesCoins = false }
        _ = try await waited(limit) { crowd.isDone }
        crowdTimer?.cancel()
        return stalled
    }

    func transcripts() -> [Transcript] { crowd?.players.map(\.transcript) ?? [] }

    /// Waits until everybody has been answered something that was typed from now on. False when somebody is not.
    func everybodyAnswered(within limit: Duration) async throws -> Bool {
        let moment = NIODeadline.now()
        return try await waited(limit) { crowd?.isAnswered(since: moment) ?? true }
    }

    /// Milliseconds.
    func longestWait(since moment: NIODeadline) -> Double {
        Double(crowd?.waits.longest(from: moment, to: .now()) ?? 0) / 1_000_000
    }
}
