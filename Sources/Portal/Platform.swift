import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What the Portal asks of the operating system itself.
enum Platform {
    /// Ends a process and all of its group.
    static func killGroup(_ pid: Int) {
        kill(pid_t(-pid), SIGKILL)
        kill(pid_t(pid), SIGKILL)
    }

    /// Asks a process to say where it is and die: the Swift runtime prints the stack of its main thread.
    static func abort(_ pid: Int) { kill(pid_t(pid), SIGABRT) }

    /// Two descriptors that no child inherits. Throws ``PipeError`` when there are no more.
    static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        #if canImport(Darwin)
            let result = Darwin.pipe(&ends)
        #else
            let result = Glibc.pipe(&ends)
        #endif
        guard result == 0 else { throw PipeError(reason: String(cString: strerror(errno))) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    struct PipeError: Error, CustomStringConvertible {
        let reason: String
        var description: String { "no pipe can be made: \(reason)" }
    }

    /// One line to standard error.
    static func complain(_ text: String) {
        var line = text + "\n"
        _ = write(&line, to: STDERR_FILENO)
    }

    static func openForAppending(_ path: String) -> Int32 {
        open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    }

    /// How many bytes were written; -1 when the system refused.
    static func write(_ text: inout String, to descriptor: Int32) -> Int {
        text.withUTF8 { bytes in
            #if canImport(Darwin)
                Darwin.write(descriptor, bytes.baseAddress, bytes.count)
            #else
                Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            #endif
        }
    }

    static func removeFile(_ path: String) { unlink(path) }

    /// 128 bits that nobody guesses.
    static func randomToken() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let digits = String(generator.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    static func setMode(_ path: String, _ mode: mode_t) { chmod(path, mode) }

    static func changeFolder(_ path: String) -> Bool { chdir(path) == 0 }

    static var secondsSince1970: Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static var pid: Int { Int(getpid()) }

    /// Memory that a process has, in bytes; what it shares with others included. Linux only: nil elsewhere.
    static func residentMemory(of pid: Int) -> Int? {
        guard pid > 0, let pages = try? String(contentsOfFile: "/proc/\(pid)/statm", encoding: .utf8) else { return nil }
        return pages.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * Int(getpagesize()) }
    }

    /// As many open files as the system lets this process have: each player is one.
    static func raiseFileLimit() {
        var limit = rlimit()
        #if canImport(Darwin)
            let kind = RLIMIT_NOFILE
        #else
            let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #endif
        guard getrlimit(kind, &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(kind, &limit)
    }

    /// Connections that a client closes must not end the process, nor must the terminal that it was started from.
    static func ignoreSignals() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGHUP, SIG_IGN)
    }
}
