import NIOCore
import Wire

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The Server's end of the socket to its Portal. Used by the main thread alone.
///
/// A plain blocking socket, not an event loop: what is written must be with the Portal before the commit that follows
/// begins, and a thread change would cost more than the turn.
@MainActor
final class PortalLink {
    enum LinkError: Error, CustomStringConvertible {
        case cannotConnect(String)
        case closed
        case notAMP(String)
        case noAnswer(String)

        var description: String {
            switch self {
            case .cannotConnect(let reason): "cannot reach the Portal (\(reason)); is one running for this game?"
            case .closed: "the Portal has gone"
            case .notAMP(let reason): "the Portal sent what cannot be read: \(reason)"
            case .noAnswer(let name): "the Portal did not answer \(name)"
            }
        }
    }

    let descriptor: Int32
    private var reader = BoxReader()
    private var input = ByteBuffer()
    private var nextAsk = 0
    private var asks: [String: CheckedContinuation<Box, any Error>] = [:]
    private var messages: [Message] = []

    /// Connects to the Portal's socket in the current folder, the run folder.
    init() throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: portalSocketName.utf8) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw LinkError.cannotConnect(String(cString: strerror(errno))) }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    // MARK: Writing

    func send(_ command: some AMPCommand) throws { try write(try Box.command(command).bytes) }

    func answer(_ ask: String?, _ answer: some Codable) throws {
        guard let ask else { return }
        try write(try Box.answer(answer, to: ask).bytes)
    }

    func refuse(_ ask: String?, _ error: RemoteError) throws {
        guard let ask else { return }
        try write(Box.error(error, to: ask).bytes)
    }

    /// Returns when the system has all of it: from then on the Portal reads it, also when this process dies.
    private func write(_ buffer: ByteBuffer) throws {
        var buffer = buffer
        while buffer.readableBytes > 0 {
            let written = buffer.withUnsafeReadableBytes {
                sendBytes(descriptor, $0)
            }
            if written > 0 {
                buffer.moveReaderIndex(forwardBy: written)
            } else if errno == EAGAIN {
                var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&entry, 1, -1)
            } else if errno != EINTR {
                throw LinkError.closed
            }
        }
    }

    // MARK: Asking

    /// Asks the Portal and suspends until it answers. Throws ``RemoteError``.
    func ask<C: AMPCommand>(_ command: C) async throws -> C.Answer {
        nextAsk += 1
        let tag = "s\(nextAsk)"
        try write(try Box.command(command, ask: tag).bytes)
        let box = try await withCheckedThrowingContinuation { asks[tag] = $0 }
        return try box.decode(C.Answer.self)
    }

    /// Asks and waits without running anything else: for the first hello.
    func askNow<C: AMPCommand>(_ command: C, milliseconds: Int32) throws -> C.Answer {
        try write(try Box.command(command, ask: "hello").bytes)
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let deadline = RunningPage.now + UInt64(milliseconds)
        while RunningPage.now < deadline {
            _ = poll(&entry, 1, 100)
            for message in try read() {
                switch message {
                case .answer("hello", let box): return try box.decode(C.Answer.self)
                case .error("hello", let error): throw error
                default: messages.append(message)
                }
            }
        }
        throw LinkError.noAnswer(C.name)
    }

    // MARK: Reading

    /// All messages that have come; answers go to who asked. Throws when the Portal has gone.
    func receive() throws -> [Message] {
        var received = messages
        messages = []
        for message in try read() {
            switch message {
            case .answer(let tag, let box): asks.removeValue(forKey: tag)?.resume(returning: box)
            case .error(let tag, let error): asks.removeValue(forKey: tag)?.resume(throwing: error)
            case .command: received.append(message)
            }
        }
        return received
    }

    private func read() throws -> [Message] {
        var closed = false
        while !closed {
            var result = 0
            let count = input.writeWithUnsafeMutableBytes(minimumWritableBytes: 1 << 16) { bytes in
                result = recv(descriptor, bytes.baseAddress, bytes.count, 0)
                return max(0, result)
            }
            if result <= 0 {
                closed = result == 0 || (errno != EAGAIN && errno != EINTR)
                break
            }
            // A batch has its bounds: what is there now, not what keeps coming.
            if count < 1 << 16 || input.readableBytes > 4 << 20 { break }
        }
        var all: [Message] = []
        do {
            while let box = try reader.next(&input) { if let message = Message(box) { all.append(message) } }
        } catch {
            throw LinkError.notAMP("\(error)")
        }
        if input.readableBytes == 0 { input.clear() } else { input.discardReadBytes() }
        if closed, all.isEmpty { throw LinkError.closed }
        return all
    }
}

/// A free function, as the link has a `send` of its own. SIGPIPE is ignored by the process.
private func sendBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    send(descriptor, bytes.baseAddress, bytes.count, 0)
}
