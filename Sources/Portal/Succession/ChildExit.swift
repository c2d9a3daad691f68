import Foundation
import Subprocess

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The end of a child that this process did not start as the program that it is now.
///
/// A thread of its own waits: there is one such child at most, and a descriptor for its end is to be had on Linux only.
struct ChildExit: Sendable {
    private let ended: AsyncStream<String>

    init(of pid: Int) {
        let (ended, continuation) = AsyncStream<String>.makeStream()
        self.ended = ended
        Thread.detachNewThread {
            continuation.yield(Self.wait(for: pid_t(pid)))
            continuation.finish()
        }
    }

    /// How it ended, in the words of the children that this program started.
    func status() async -> String { await ended.first { _ in true } ?? "it ended" }

    private static func wait(for pid: pid_t) -> String {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { return "it ended" }
        }
        // The macros WIFSIGNALED, WTERMSIG and WEXITSTATUS, which Swift does not import.
        let signal = status & 0x7F
        let ended: TerminationStatus = signal == 0 ? .exited(status >> 8 & 0xFF) : .signaled(signal)
        return "\(ended)"
    }
}
