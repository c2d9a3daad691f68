import NIOCore
import NIOPosix

/// The players: TCP connections that type and read, all on one event loop, which is this actor's executor.
actor LoadGenerator {
    nonisolated let eventLoop: any EventLoop
    private nonisolated let executor: any SerialExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    var players: [Player] = []
    /// Those who type at a steady rate now, and those who connect.
    var typing: SteadyTyping?
    var arrivals: Arrivals?
    /// Those of a chaos run.
    var crowd: ChaosCrowd?
    var crowdTimer: RepeatedTask?
    var crowdTurn = 0

    init() {
        eventLoop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
        executor = eventLoop.executor
    }

    /// Connects more players until there are `count`. They do nothing yet.
    func connect(upTo count: Int, to port: Int) async throws {
        while players.count < count { _ = try await open(port) { Silence() } }
    }

    /// Connects a player who begins a script at once. Answers their number.
    ///
    /// - Parameter below: what stands between the player and the socket.
    func open(
        _ port: Int, below: (@Sendable () -> any ChannelHandler)? = nil, script: @escaping @Sendable () -> any Script
    ) async throws -> Int {
        let number = players.count
        let channel = try await ClientBootstrap(group: eventLoop)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try self.assumeIsolated { generator in
                        let player = Player(number: number, script: script())
                        generator.players.append(player)
                        if let below { try channel.pipeline.syncOperations.addHandler(below()) }
                        try channel.pipeline.syncOperations.addHandler(player)
                    }
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        _ = channel
        return number
    }

    /// Closes the connections of all players.
    func closeAll() {
        crowdTimer?.cancel()
        close(from: 0)
    }

    /// Closes the connections of the players from that number on.
    func close(from number: Int) {
        for player in players.dropFirst(number) { player.close() }
        players.removeLast(max(0, players.count - number))
    }

    /// How many connections have ended though nobody here closed them.
    var dropped: Int { players.count { !$0.isConnected } }

    /// Waits for a condition of this actor's; throws when it is not so by then.
    func wait(_ limit: Duration, for what: String, until condition: () -> Bool) async throws {
        guard try await waited(limit, until: condition) else {
            throw BenchError("\(what): not within \(limit).\(lastWords)")
        }
    }

    /// Waits for a condition of this actor's, and answers whether it came true.
    func waited(_ limit: Duration, until condition: () -> Bool) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        while !condition() {
            guard ContinuousClock.now < deadline else { return false }
            try await Task.sleep(for: .milliseconds(2))
        }
        return true
    }

    /// What the first player read last, for the report of an error.
    private var lastWords: String {
        let words = players.lazy.compactMap { ($0.script as? Conversation)?.text }.first { !$0.isEmpty } ?? ""
        return words.isEmpty ? "" : " It read:\n\(words.suffix(1500))"
    }
}

/// One connection. What it types, and what it makes of what it reads, is its script's. Lives on the event loop.
final class Player: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    let number: Int
    private(set) var script: any Script
    private(set) var isConnected = true
    private var context: ChannelHandlerContext?

    init(number: Int, script: any Script) { (self.number, self.script) = (number, script) }

    /// Changes what it does.
    func begin(_ script: any Script) {
        self.script = script
        script.begin(self)
    }

    /// What it is sent from now on stays with the system, and with the sender when that has no more room.
    func stopReading() { _ = context?.channel.setOption(.autoRead, value: false) }

    func after(_ pause: TimeAmount, _ body: @escaping () -> Void) {
        context?.eventLoop.assumeIsolated().scheduleTask(in: pause, body)
    }

    func type(_ line: ByteBuffer) { context?.writeAndFlush(NIOAny(line), promise: nil) }

    func close() {
        isConnected = false
        context?.close(promise: nil)
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }
    func channelActive(context: ChannelHandlerContext) { script.begin(self) }
    func channelRead(context: ChannelHandlerContext, data: NIOAny) { script.read(unwrapInboundIn(data), self) }
    func channelInactive(context: ChannelHandlerContext) { isConnected = false }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// What a player does.
protocol Script: AnyObject {
    func begin(_ player: Player)
    func read(_ bytes: ByteBuffer, _ player: Player)
}

/// Reads and does nothing.
final class Silence: Script {
    func begin(_ player: Player) {}
    func read(_ bytes: ByteBuffer, _ player: Player) {}
}

/// Types one line and keeps what it reads.
final class Conversation: Script {
    private let line: String
    private(set) var text = ""
    init(_ line: String) { self.line = line }

    func begin(_ player: Player) { if !line.isEmpty { player.type(ByteBuffer(string: line + "\r\n")) } }
    func read(_ bytes: ByteBuffer, _ player: Player) { text += String(buffer: bytes) }
}
