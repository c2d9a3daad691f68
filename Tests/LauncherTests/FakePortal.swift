import Foundation
import NIOCore
import Settings
import Synchronization
import Wire

@testable import Launcher

/// A peer on a Unix socket that answers as a test tells it to.
final class FakePortal: Sendable {
    typealias Script = @Sendable (_ name: String, _ ask: String?, _ box: Box, _ send: (Box) -> Void) -> Void

    let game: GamePaths
    private let listener: Int32
    private let isClosed = Mutex(false)
    private let connections = Mutex<[Int32]>([])
    /// The errors that the client sent.
    let refusals = Refusals()

    /// What is waited for with a deadline.
    final class Refusals: Sendable {
        private let codes = Mutex<[RemoteError.Code]>([])
        private let arrived = DispatchSemaphore(value: 0)

        func add(_ code: RemoteError.Code) {
            codes.withLock { $0.append(code) }
            arrived.signal()
        }

        /// All of them, once there is one.
        func wait() -> [RemoteError.Code] {
            _ = arrived.wait(timeout: .now() + 5)
            return codes.withLock { $0 }
        }
    }

    /// - Parameter folder: the game's; one in the temporary folder when none is given.
    init(folder: String? = nil, _ script: @escaping Script) throws {
        game = GamePaths(folder ?? TemporaryFolder.path())
        try FileManager.default.createDirectory(atPath: game.run, withIntermediateDirectories: true)
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // By way of a short link: a test's folder may be longer than a socket's address.
        let short = TemporaryFolder.path()
        try FileManager.default.createSymbolicLink(atPath: short, withDestinationPath: game.run)
        defer { unlink(short) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: "\(short)/\(portalSocketName)".utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, listen(listener, 8) == 0 else { throw POSIXError(.EADDRINUSE) }
        let thread = Thread { [self, listener] in
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                connections.withLock { $0.append(connection) }
                serve(connection, script)
                connections.withLock { $0.removeAll { $0 == connection } }
                Glibc.close(connection)
            }
            // Here, where nobody uses the number any more: the next socket of another test will have it.
            Glibc.close(listener)
        }
        thread.start()
    }

    /// Nobody listens any more.
    func close() {
        isClosed.withLock { isClosed in
            if !isClosed { shutdown(listener, Int32(SHUT_RDWR)) }
            isClosed = true
        }
    }

    func remove() {
        close()
        hangUp()
        try? FileManager.default.removeItem(atPath: game.folder)
    }

    /// Ends the connections that there are.
    func hangUp() {
        connections.withLock { for connection in $0 { shutdown(connection, Int32(SHUT_RDWR)) } }
    }

    private func serve(_ connection: Int32, _ script: Script) {
        var reader = BoxReader()
        var bytes = ByteBuffer()
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = read(connection, &buffer, buffer.count), count > 0 {
            bytes.writeBytes(buffer[..<count])
            while let box = try? reader.next(&bytes) {
                if case .error(_, let error)? = Message(box) { refusals.add(error.code) }
                guard case .command(let name, let ask, let box)? = Message(box) else { continue }
                script(name, ask, box) { answer in
                    let out = Array(answer.bytes.readableBytesView)
                    _ = send(connection, out, out.count, Int32(MSG_NOSIGNAL))
                }
            }
        }
    }
}

extension Box {
    /// The answer to a greeting.
    static func hello(_ ask: String?, _ game: String) throws -> Box {
        try .answer(Hello.Answer(game: game, pid: 42), to: ask ?? "")
    }
}

enum TemporaryFolder {
    /// A path in the temporary folder at which nothing is yet.
    static func path() -> String {
        FileManager.default.temporaryDirectory.path + "/hearth-test-\(UUID().uuidString.prefix(8))"
    }

    static func with<R>(_ body: (String) throws -> R) throws -> R {
        let folder = path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(GamePaths(folder).folder)
    }
}

/// A value that a script is given after it was written.
final class Shared<Value: Sendable>: Sendable {
    private let stored = Mutex<Value?>(nil)
    var value: Value? {
        get { stored.withLock { $0 } }
        set { stored.withLock { $0 = newValue } }
    }
}
