import Foundation
import NIOCore
import NIOPosix

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The open files and sockets of this process, as far as they are kept or not when it becomes another program.
enum Descriptors {
    /// Lets only these be open in the program that this process becomes, and the standard three.
    static func handOver(only kept: Set<Int32>) {
        for descriptor in all { setClosedByExec(descriptor, !kept.contains(descriptor)) }
    }

    /// Lets none be open in any other program: neither in one that this process becomes, nor in its children.
    static func keepAll() { handOver(only: []) }

    private static var all: [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd")) ?? []
        return names.compactMap { Int32($0) }.filter { $0 > STDERR_FILENO }
    }

    private static func setClosedByExec(_ descriptor: Int32, _ isClosed: Bool) {
        let flags = fcntl(descriptor, F_GETFD)
        guard flags >= 0 else { return }
        _ = fcntl(descriptor, F_SETFD, isClosed ? flags | FD_CLOEXEC : flags & ~FD_CLOEXEC)
    }

    /// Ends what goes on at a socket, whoever else has a copy of it.
    static func shutDown(_ descriptor: Int32) { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Of a socket that is listened at.
    static func setBacklog(of descriptor: Int32, _ backlog: Int32) { _ = listen(descriptor, backlog) }

    static func isOpen(_ descriptor: Int32) -> Bool { fcntl(descriptor, F_GETFD) >= 0 }
}

extension Channel {
    /// The socket below it; nil when it is closed. Called on the event loop.
    var descriptor: Int32? {
        let handle = try? pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { $0 }
        return isActive ? handle ?? nil : nil
    }

    /// The end of the pipe that is read; nil when it is closed. Called on the event loop.
    var pipeDescriptor: Int32? {
        let handle = try? pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.PipeHandle.self) {
            $0.input
        }
        return isActive ? handle ?? nil : nil
    }
}
