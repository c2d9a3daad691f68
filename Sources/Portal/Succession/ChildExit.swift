import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The end of a child that this process did not start as the program that it is now.
///
/// A thread of its own waits: there is one such child at most, and a descriptor for its end is to be had on Linux only.
struct ChildExit: Sendable {
    private let ended: AsyncStream<ServerEnd>

    init(of pid: Int) {
        let (ended, continuation) = AsyncStream<ServerEnd>.makeStream()
        self.ended = ended
        Thread.detachNewThread {
            continuation.yield(Self.wait(for: pid_t(pid)))
            continuation.finish()
        }
    }

    func status() async -> ServerEnd { await ended.first { _ in true } ?? .exited(0) }

    private static func wait(for pid: pid_t) -> ServerEnd {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { return .exited(0) }
        }
        // The macros WIFSIGNALED, WTERMSIG and WEXITSTATUS, which Swift does not import.
        let signal = status & 0x7F
        return signal == 0 ? .exited(Int(status >> 8 & 0xFF)) : .signal(Int(signal))
    }
}
