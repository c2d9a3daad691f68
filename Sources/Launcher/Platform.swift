#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What the Launcher asks of the operating system itself.
enum Platform {
    static func exit(_ status: ExitReason) -> Never {
        end(status.rawValue)
    }

    static var userName: String? { getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } }

    static var pid: Int { Int(getpid()) }

    static var currentFolder: String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }

    static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Absolute and without symbolic links; nil when nothing is there.
    static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// The file of this very program.
    static var executable: String? {
        #if canImport(Darwin)
            var length = UInt32(PATH_MAX)
            var path = [CChar](repeating: 0, count: Int(length))
            guard _NSGetExecutablePath(&path, &length) == 0 else { return nil }
            return realPath(String(cString: path))
        #else
            return realPath("/proc/self/exe")
        #endif
    }

    /// Whether a process does anything any more: one that has ended and waits for its parent to notice does not.
    static func isAlive(_ pid: Int) -> Bool {
        guard kill(pid_t(pid), 0) == 0 || errno == EPERM else { return false }
        #if os(Linux)
            // `PID (name) state …`, and the name may have anything in it.
            let status = readText("/proc/\(pid)/stat") ?? ""
            if let end = status.lastIndex(of: ")"), status[end...].dropFirst(2).first == "Z" { return false }
        #endif
        return true
    }

    /// A small file as text.
    static func readText(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(file, &bytes, bytes.count)
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Takes the lock on a file until this process ends; false when another has it.
    static func lock(_ path: String) -> Bool {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        return file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0
    }

    static func isExecutable(_ path: String) -> Bool { access(path, X_OK) == 0 }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// When a file was last written, in nanoseconds; nil when it is not there.
    static func modified(_ path: String) -> Int64? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return status.modifiedNanoseconds
    }

    static func sleep(_ duration: Duration) {
        usleep(useconds_t(max(0, duration / .microseconds(1))))
    }

    static func terminalWidth(_ file: Int32) -> Int? {
        var size = winsize()
        guard ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    static func isTerminal(_ file: Int32) -> Bool { isatty(file) == 1 }

    static func write(_ text: String, to file: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send($0, to: file) }
            if count < 0, errno != EINTR { return }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// Ctrl-C ends the program as something that was meant to be ended so.
    static func endQuietlyOnInterrupt() {
        signal(SIGINT) { _ in _exit(0) }
    }

    // Written by a signal handler, which may touch nothing but memory that is there already.
    private nonisolated(unsafe) static let interrupted: UnsafeMutablePointer<sig_atomic_t> = {
        let flag = UnsafeMutablePointer<sig_atomic_t>.allocate(capacity: 1)
        flag.pointee = 0
        return flag
    }()

    /// Ctrl-C, a service manager's request and the end of the terminal no longer end the program:
    /// ``wasInterrupted`` tells of them.
    static func noteInterrupts() {
        interrupted.pointee = 0
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number) { _ in Platform.interrupted.pointee = 1 } }
    }

    static func forgetInterrupts() { interrupted.pointee = 0 }

    static var wasInterrupted: Bool { interrupted.pointee != 0 }
}

extension stat {
    var modifiedNanoseconds: Int64 {
        #if canImport(Darwin)
            Int64(st_mtimespec.tv_sec) * 1_000_000_000 + Int64(st_mtimespec.tv_nsec)
        #else
            Int64(st_mtim.tv_sec) * 1_000_000_000 + Int64(st_mtim.tv_nsec)
        #endif
    }
}

// The system's functions, under names that those of ``Platform`` do not hide.

private func end(_ status: Int32) -> Never { exit(status) }

private func send(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Int {
    write(file, bytes.baseAddress, bytes.count)
}
