import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Settings
import Testing
import Wire

@testable import Portal

/// A Portal that listens to browsers alone, and a folder of its own. No Server: tests speak as one.
struct WebGame {
    let folder: URL
    let portal: Portal
    let port: Int

    init(files: [String: String] = [:], limits: WebLimits = WebLimits(), settings: Settings = Settings()) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "hearth-web-\(UUID().uuidString)")
        let web = folder.appending(path: "GameData/web")
        let run = folder.appending(path: "run")
        for place in [web, run] {
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        }
        for (name, text) in files { try Data(text.utf8).write(to: web.appending(path: name)) }
        // What it listens at, and what a reload brings, are free ports.
        var settings = settings
        (settings.telnet.endpoints.ports, settings.web.endpoints.ports) = ([0], [0])
        (settings.tls.endpoints.ports, settings.tls.enabled) = ([0], false)
        portal = Portal(
            settings: settings, paths: GamePaths(folder.path(percentEncoded: false)), configuration: .debug,
            scratchFolder: folder.path(percentEncoded: false) + ".build",
            arguments: try PortalArguments(["hearth-portal", "--check"]),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, serverLog: LogFile(path: "/dev/null"),
            firstSession: 1,
            eventLoop: MultiThreadedEventLoopGroup.singleton.next())
        try await portal.listenToWeb(Endpoints(port: 0), limits: limits)
        port = try #require(await portal.webPort)
    }

    /// Runs a test, and leaves nothing behind.
    static func with(
        files: [String: String] = [:], limits: WebLimits = WebLimits(), settings: Settings = Settings(),
        _ body: (WebGame) async throws -> Void
    ) async throws {
        let game = try await WebGame(files: files, limits: limits, settings: settings)
        let result: Result<Void, any Error>
        do { result = .success(try await body(game)) } catch { result = .failure(error) }
        await game.portal.shutDown("")
        try FileManager.default.removeItem(at: game.folder)
        try result.get()
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appending(path: "GameData/web").appending(path: name))
    }

    /// Waits until it is so.
    func eventually(_ holds: () async -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while true {
            let isLate = ContinuousClock.now > deadline
            if await holds() { return }
            try #require(!isLate, "it did not come to that")
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// Sends bytes on a connection of its own and gives everything that came until the Portal closed it.
    func exchange(_ request: String) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var answer = ""
            do {
                try await outbound.write(ByteBuffer(string: request))
                for try await bytes in inbound { answer += String(buffer: bytes) }
            } catch where error is IOError || error is ChannelError {
                // A connection may end by a reset too, when something was still unread.
            }
            return answer
        }
    }

    func get(_ path: String, headers: String = "", method: String = "GET") async throws -> String {
        let isLast = headers.contains("Connection:") ? "" : "Connection: close\r\n"
        return try await exchange("\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\(isLast)\(headers)\r\n")
    }

    /// Plays a browser's part in a WebSocket, which the Portal must let.
    func play<Value: Sendable>(
        origin: String? = nil, at target: String = "/socket", headers: HTTPHeaders = [:],
        _ body: @Sendable (TestBrowser) async throws -> Value
    ) async throws -> Value {
        try #require(await playIfLet(origin: origin, at: target, headers: headers, body), "the upgrade was refused")
    }

    /// Plays a browser's part in a WebSocket; nil if the Portal refused the upgrade.
    func playIfLet<Value: Sendable>(
        origin: String? = nil, at target: String = "/socket", headers more: HTTPHeaders = [:],
        _ body: @Sendable (TestBrowser) async throws -> Value
    ) async throws -> Value? {
        var headers: HTTPHeaders = ["Host": "127.0.0.1:\(port)", "Content-Length": "0"]
        if let origin { headers.add(name: "Origin", value: origin) }
        headers.add(contentsOf: more)
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: target, headers: headers)
        let upgrade = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let upgrader = NIOTypedWebSocketClientUpgrader<TestBrowser.Frames?>(
                        upgradePipelineHandler: { channel, _ in
                            channel.eventLoop.makeCompletedFuture {
                                try TestBrowser.Frames(wrappingChannelSynchronously: channel)
                            }
                        })
                    var configuration = NIOUpgradableHTTPClientPipelineConfiguration(
                        upgradeConfiguration: .init(
                            upgradeRequestHead: head, upgraders: [upgrader],
                            notUpgradingCompletionHandler: { $0.eventLoop.makeSucceededFuture(nil) }))
                    // The greeting may come together with the answer to the upgrade.
                    configuration.leftOverBytesStrategy = .forwardBytes
                    return try channel.pipeline.syncOperations.configureUpgradableHTTPClientPipeline(
                        configuration: configuration)
                }
            }
        guard let frames = try await upgrade.get() else { return nil }
        return try await frames.executeThenClose { inbound, outbound in
            try await body(TestBrowser(inbound: inbound.makeAsyncIterator(), outbound: outbound))
        }
    }
}

/// A browser's end of a WebSocket.
final class TestBrowser {
    typealias Frames = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>

    private var inbound: NIOAsyncChannelInboundStream<WebSocketFrame>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>

    init(
        inbound: NIOAsyncChannelInboundStream<WebSocketFrame>.AsyncIterator,
        outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>
    ) {
        (self.inbound, self.outbound) = (inbound, outbound)
    }

    func send(_ text: String) async throws { try await send(.text, ByteBuffer(string: text)) }

    /// Sends them together.
    func send(all texts: [String]) async throws {
        try await outbound.write(contentsOf: texts.map {
            WebSocketFrame(fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(string: $0))
        })
    }

    func send(
        _ opcode: WebSocketOpcode, _ data: ByteBuffer, isLast: Bool = true, isMasked: Bool = true
    ) async throws {
        let key = isMasked ? WebSocketMaskingKey.random() : nil
        try await outbound.write(WebSocketFrame(fin: isLast, opcode: opcode, maskKey: key, data: data))
    }

    /// The next frame; nil when the connection has ended.
    func next() async throws -> WebSocketFrame? { try await inbound.next() }

    /// Reads until a message that has the text, and gives all that came on the way.
    @discardableResult
    func read(until text: String) async throws -> [String] {
        var read: [String] = []
        while let frame = try await next() {
            guard frame.opcode == .text else { continue }
            read.append(String(buffer: frame.data))
            if read.last?.contains(text) == true { return read }
        }
        Issue.record("the connection ended before \(text)")
        return read
    }

    /// Returns when the Portal has handled all that was sent: it answers in order.
    func untilHandled() async throws {
        try await send(.ping, ByteBuffer(string: "handled?"))
        while let frame = try await next(), frame.opcode != .pong {}
    }

    /// What the Portal closes with: the messages before, the code, the reason. The close is answered.
    func readClose() async throws -> (messages: [String], code: WebSocketErrorCode?, reason: String) {
        var messages: [String] = []
        while let frame = try await next() {
            if frame.opcode == .text { messages.append(String(buffer: frame.data)) }
            guard frame.opcode == .connectionClose else { continue }
            var data = frame.data
            let code = data.readWebSocketErrorCode()
            // The Portal waits three seconds for it: on a machine that is busy it may have gone.
            try? await send(.connectionClose, frame.data)
            return (messages, code, String(buffer: data))
        }
        return (messages, nil, "")
    }
}

extension Portal {
    var clients: [ClientState] { sessions.values.map(\.client) }

    var hasOpenSession: Bool { sessions.values.contains { !$0.isClosed } }

    /// What the players did, that a Server would be given.
    var happenings: [String] {
        sessions.values.flatMap { $0.pending }.sorted { $0.order < $1.order }.map {
            switch $0.event.kind {
            case .opened(let state): "opened \(state.client.transport) from \(state.address)"
            case .line(let line): "line \(line)"
            case .clientChanged(let client): "client \(client.width)x\(client.height) colors \(client.colors)"
            case .closed(let reason): "closed: \(reason)"
            case .message(let name, let json): "message \(name) \(json)"
            }
        }
    }

    /// Speaks to all players as the Server does.
    func say(_ kind: OutputKind, _ payload: String) {
        var output = ByteBuffer()
        Output.write(kind, to: Array(sessions.keys), payload, into: &output)
        received(Turn(turn: 1, output: output, done: ByteBuffer(), unchanged: true))
    }

    func sayLines(_ count: Int) {
        for number in 1...count { say(.text, "\(number) " + String(repeating: "x", count: 200) + "\n") }
    }

    /// Lines that no Server has played yet, or that came too fast.
    var waitingLines: Int {
        sessions.values.reduce(0) { count, session in
            count + session.delayed.count + session.pending.count { if case .line = $0.event.kind { true } else { false } }
        }
    }
}

extension Portal {
    /// Goes by the settings, ports included, as a reload does.
    func follow(_ settings: Settings) async -> [String] {
        let notes = goBy(settings)
        return notes + (await followEndpoints())
    }

    func listenToTelnet(_ endpoints: Endpoints) async throws { try await listen(to: .telnet, at: endpoints.all) }

    func listenToTLS(
        _ endpoints: Endpoints, deadline: TimeAmount = .seconds(10), renewal: TimeAmount = .seconds(10)
    ) async throws {
        (handshakeDeadline, renewalInterval) = (deadline, renewal)
        try await listen(to: .tls, at: endpoints.all)
    }

    func listenToWeb(_ endpoints: Endpoints, limits: WebLimits = WebLimits()) async throws {
        webLimits = limits
        try await listen(to: .web, at: endpoints.all)
    }
}
