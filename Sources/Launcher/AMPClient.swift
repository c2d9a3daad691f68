import NIOCore
import Wire

/// A blocking AMP client: asks, and shows the steps that come until the answer does.
final class AMPClient {
    private let socket: UnixSocket
    private var reader = BoxReader(limit: 64 << 20)
    private var received = ByteBuffer()
    private var nextAsk = 0
    /// When anything was last heard from the other side.
    private var lastHeard = ContinuousClock.now

    init(_ socket: UnixSocket) { self.socket = socket }

    /// Sends `command` and waits for its answer.
    ///
    /// - Parameter onStep: called for each ``Step`` that comes before the answer.
    /// - Throws: ``RemoteError`` when that is the answer, a ``Failure`` when none comes in time.
    func ask<C: AMPCommand>(
        _ command: C, _ patience: Patience = .prompt, onStep: (Step) -> Void = { _ in }
    ) throws -> C.Answer {
        nextAsk += 1
        let tag = String(nextAsk, radix: 16)
        try send(.command(command, ask: tag))
        var wait = Wait(patience)
        lastHeard = .now
        while true {
            guard let message = try next(until: wait.nextLook(lastHeard)) else {
                if Platform.wasInterrupted { throw Failure(.error, "interrupted") }
                try look(&wait)
                continue
            }
            switch message {
            case .answer(tag, let box): return try read(box, as: C.Answer.self)
            case .error(tag, let error): throw error
            case .command(Step.name, _, let box):
                let step = try read(box, as: Step.self)
                wait.began(step.step)
                onStep(step)
            case .command(let name, let ask?, _):
                try send(.error(RemoteError(.unhandled, "the Launcher has no command '\(name)'"), to: ask))
            case .answer, .error, .command: break
            }
        }
    }

    /// How far a wait has come.
    private struct Wait {
        let patience: Patience
        var step: String?
        var since = ContinuousClock.now
        /// The other side was asked whether it is there, then.
        var prodded: ContinuousClock.Instant?

        init(_ patience: Patience) { self.patience = patience }

        var limit: Patience.Limit { patience.limit(during: step) }

        mutating func began(_ step: String) { (self.step, since, prodded) = (step, .now, nil) }

        func nextLook(_ lastHeard: ContinuousClock.Instant) -> ContinuousClock.Instant {
            min(since + limit.duration, max(lastHeard, prodded ?? lastHeard) + patience.silence)
        }
    }

    /// Nothing came for a while: gives up, or asks whether anybody is there.
    private func look(_ wait: inout Wait) throws {
        let limit = wait.limit
        if ContinuousClock.now >= wait.since + limit.duration {
            throw Failure(.timedOut, "\(limit.what) took longer than \(Words.duration(limit.duration)): given up.")
        }
        if let prodded = wait.prodded, lastHeard < prodded {
            throw Failure(.timedOut, "the Portal does not answer any more: given up. `hearth log` may tell why.")
        }
        wait.prodded = .now
        try send(.command(Status(), ask: "still there"))
    }

    private func send(_ box: Box) throws {
        guard socket.write(Array(box.bytes.readableBytesView), until: .now + .seconds(5)) else { throw Self.ended }
    }

    /// The next message; nil when there is none until `deadline`.
    private func next(until deadline: ContinuousClock.Instant) throws -> Message? {
        while true {
            do throws(BoxError) {
                while let box = try reader.next(&received) {
                    lastHeard = .now
                    if let message = Message(box) { return message }
                }
            } catch {
                throw Failure(.otherGame, "what answers there is no Portal of Hearth's (\(error)).")
            }
            switch socket.read(until: deadline) {
            case .bytes(let bytes):
                received.discardReadBytes()
                received.writeBytes(bytes)
            case .ended: throw Self.ended
            case .nothing: return nil
            }
        }
    }

    private func read<T: Decodable>(_ box: Box, as type: T.Type) throws -> T {
        do { return try box.decode(type) } catch {
            throw Failure(
                .otherGame,
                "the Portal answers in words of another version of Hearth (\(error)). `hearth reboot` puts it right.")
        }
    }

    /// The other side closed the connection.
    static let ended = Failure(.error, "the Portal has closed the connection: `hearth log` may tell why.")
}
