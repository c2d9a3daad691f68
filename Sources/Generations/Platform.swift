#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif
#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What differs between the systems that Hearth runs on, as far as building and staging go.
enum Platform {
    #if os(macOS)
    static let librarySuffix = ".dylib"
    /// `strip` takes away debug data with this flag and keeps the symbols that a backtrace prints.
    static let stripDebugFlag = "-S"
    #else
    static let librarySuffix = ".so"
    static let stripDebugFlag = "-g"
    #endif

    /// The words to put before a command so that it runs only when nobody else wants the processor.
    static var idlePriorityPrefix: [String] {
        #if os(macOS)
        ["taskpolicy", "-b"]
        #elseif os(Linux)
        ["chrt", "--idle", "0"]  // SCHED_IDLE, inherited by every compiler that the build starts
        #else
        []
        #endif
    }

    static func libraryFile(_ product: String) -> String { "lib" + product + librarySuffix }

    /// Kills every process of a session whose leader has ended, and waits until none is left (for a second at most:
    /// a process that the kernel holds cannot be waited for).
    static func endSession(_ leader: pid_t) async {
        for _ in 1...100 {
            let members = processes().filter { getsid($0) == leader }
            if members.isEmpty { return }
            for member in members { kill(member, SIGKILL) }
            // A task of its own: the caller may have been cancelled, and would not sleep.
            await Task { try? await Task.sleep(for: .milliseconds(10)) }.value
        }
    }

    private static func processes() -> [pid_t] {
        #if os(Linux)
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
        #elseif canImport(Darwin)
        let capacity = Int(proc_listallpids(nil, 0)) + 64
        return Array(
            unsafeUninitializedCapacity: capacity,
            initializingWith: { buffer, count in
                let size = Int32(capacity * MemoryLayout<pid_t>.stride)
                count = max(0, Int(proc_listallpids(buffer.baseAddress, size)))
            })
        #else
        []
        #endif
    }
}
