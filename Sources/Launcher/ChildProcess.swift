#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A process that the Launcher starts.
struct ChildProcess {
    let pid: Int32

    /// How it stands to the terminal that the Launcher was started from.
    enum Place {
        /// In a session of its own, its output in a file: it lives on when the terminal closes.
        case detached(output: String)
        /// With our terminal, but in a process group of its own, so that Ctrl-C is ours to deal with.
        case foreground
        /// As a part of us: what it prints goes to standard error, Ctrl-C ends it too.
        case inner
        /// As a part of us, with what it prints in a file; what it complains of goes to standard error.
        case capturing(output: String)
    }

    #if canImport(Darwin)
        private static let newSession = Int16(POSIX_SPAWN_SETSID)
    #else
        // POSIX_SPAWN_SETSID, which the C libraries show only to GNU sources.
        private static let newSession: Int16 = 0x80
    #endif

    struct NotStarted: Error, CustomStringConvertible {
        var program: String
        var reason: String
        var description: String { "\(program) could not be started: \(reason)." }
    }

    /// Starts `program` (searched in `PATH` when it has no slash).
    static func start(
        _ program: String, _ arguments: [String], _ place: Place
    ) throws(NotStarted) -> ChildProcess {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        switch place {
        case .detached(let output):
            posix_spawnattr_setflags(&attributes, newSession)
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600)
            posix_spawn_file_actions_adddup2(&actions, 1, 2)
        case .foreground:
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        case .inner:
            posix_spawn_file_actions_adddup2(&actions, 2, 1)
        case .capturing(let output):
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var pid: pid_t = 0
        let problem = posix_spawnp(&pid, program, &actions, &attributes, &words, environ)
        guard problem == 0 else {
            throw NotStarted(program: program, reason: String(cString: strerror(problem)))
        }
        return ChildProcess(pid: pid)
    }

    /// How it ended, `0` for well; nil while it runs.
    func ended() -> Int32? {
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) != 0 else { return nil }
        // Ended by a signal: as shells count it.
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }

    /// Waits for its end, and ends it when `deadline` has passed; nil then.
    func wait(_ deadline: Duration) -> Int32? {
        let end = ContinuousClock.now + deadline
        while ContinuousClock.now < end {
            if let status = ended() { return status }
            Platform.sleep(.milliseconds(20))
        }
        kill(pid, SIGTERM)
        return nil
    }
}
