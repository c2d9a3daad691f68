import NIOCore
import NIOPosix

/// Players who type numbered lines one after the other, so many a second, whatever comes back.
struct SteadyTyping {
    let typists: [(player: Player, script: NumberedTyping)]
    /// Lines a second, of all together.
    let rate: Double
    let began = NIODeadline.now()
    private var typed = 0

    init(_ typists: [(player: Player, script: NumberedTyping)], rate: Double) {
        (self.typists, self.rate) = (typists, rate)
    }

    /// Types what is due.
    mutating func tick() {
        let due = Int(Double((NIODeadline.now() - began).nanoseconds) / 1e9 * rate)
        while typed < due {
            let (player, script) = typists[typed % typists.count]
            script.typeNext(player)
            typed += 1
        }
    }
}

/// Players who connect one after the other, and leave when they have been greeted.
struct Arrivals {
    let port: Int
    private(set) var greeted: [Int64] = []
    private(set) var begun = 0

    init(port: Int) { self.port = port }

    var waiting: Int { begun - greeted.count }
    mutating func begin() { begun += 1 }
    mutating func greeted(after wait: Int64) { greeted.append(wait) }
}

/// Waits for the first byte.
private final class Arriving: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let began: NIODeadline
    private let greeted: @Sendable (Int64) -> Void
    private var isGreeted = false

    init(_ began: NIODeadline, _ greeted: @escaping @Sendable (Int64) -> Void) {
        (self.began, self.greeted) = (began, greeted)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Telnet's negotiation may come first; text is what greets a person.
        let bytes = unwrapInboundIn(data)
        guard !isGreeted, bytes.lineCount > 0 else { return }
        isGreeted = true
        greeted((NIODeadline.now() - began).nanoseconds)
        context.close(promise: nil)
    }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

extension LoadGenerator {
    /// Lets the first `count` players type numbers, each `rate` lines a second, while `body` runs and half a second
    /// before and after it, and somebody new connect to `port` every 20 ms.
    ///
    /// - Parameter changes: lines that change the world, for the player of that number, and what an answer has in it.
    func typing<T: Sendable>(
        _ count: Int, rate: Double, port: Int, changes: (Int) -> (lines: [String], mark: String),
        while body: @Sendable () async throws -> T
    ) async throws -> (T, TypingReport) {
        let typists = players.prefix(count).map { player in
            let change = changes(player.number)
            let script = NumberedTyping(changes: change.lines, changeMark: change.mark)
            player.begin(script)
            return (player: player, script: script)
        }
        let droppedBefore = dropped
        typing = SteadyTyping(typists, rate: rate * Double(count))
        arrivals = Arrivals(port: port)
        let typingTimer = every(.milliseconds(1)) { $0.typing?.tick() }
        let arrivalTimer = every(.milliseconds(20)) { $0.arrive() }
        defer {
            (typing, arrivals) = (nil, nil)
            for (player, _) in typists { player.begin(Silence()) }
        }
        let result: T
        let bodyBegan: NIODeadline
        do {
            try await Task.sleep(for: .milliseconds(500))
            bodyBegan = .now()
            result = try await body()
            try await Task.sleep(for: .milliseconds(500))
        } catch {
            typingTimer.cancel()
            arrivalTimer.cancel()
            throw error
        }
        typingTimer.cancel()
        arrivalTimer.cancel()
        // What has no answer after so long has none.
        _ = try await waited(.seconds(10)) {
            typists.allSatisfy { $0.script.isDone } && (arrivals?.waiting ?? 0) == 0
        }
        let waits = Distribution(nanoseconds: typists.map(\.script.longestWait))
        let worst = typists.map(\.script).max { $0.longestWait < $1.longestWait }
        let worstAt = worst.map { Double(($0.longestWaitBegan - bodyBegan).nanoseconds) / 1_000_000 } ?? 0
        let greetings = arrivals ?? Arrivals(port: port)
        let report = TypingReport(
            typists: count, linesPerSecond: rate * Double(count), longestWait: waits, longestAt: worstAt,
            typed: typists.reduce(0) { $0 + $1.script.typed },
            answered: typists.reduce(0) { $0 + $1.script.answered },
            givenUp: typists.reduce(0) { $0 + $1.script.givenUp },
            duplicated: typists.reduce(0) { $0 + $1.script.duplicated },
            reordered: typists.reduce(0) { $0 + $1.script.reordered },
            changesTyped: typists.reduce(0) { $0 + $1.script.changesTyped },
            changesAnswered: typists.reduce(0) { $0 + $1.script.changesAnswered },
            dropped: dropped - droppedBefore, arrivals: greetings.begun, notGreeted: greetings.waiting,
            greeting: Distribution(nanoseconds: greetings.greeted))
        return (result, report)
    }

    func every(
        _ pause: TimeAmount, _ body: @escaping @Sendable (isolated LoadGenerator) -> Void
    ) -> RepeatedTask {
        eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: pause) { _ in
            self.assumeIsolated { body($0) }
        }
    }

    private func arrive() {
        guard let port = arrivals?.port else { return }
        arrivals?.begin()
        let began = NIODeadline.now()
        ClientBootstrap(group: eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        Arriving(began) { wait in self.assumeIsolated { $0.arrivals?.greeted(after: wait) } })
                }
            }
            .connect(host: "127.0.0.1", port: port).whenFailure { _ in }
    }
}
