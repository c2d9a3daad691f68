#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A connected Unix-domain stream socket whose every wait has a deadline.
final class UnixSocket {
    enum ConnectError: Error, Equatable {
        /// Nobody listens: no such file, or one that a dead process left behind.
        case nobodyListens
        case failed(reason: String)
    }

    private let descriptor: Int32

    /// Takes over a connected socket.
    init(descriptor: Int32) {
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        #if canImport(Darwin)
            var on: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        #endif
    }

    deinit { close(descriptor) }

    /// Connects to the socket `name` in `folder`. Waits only when it is crowded, and at most until `deadline`.
    static func connect(
        to name: String, in folder: String, until deadline: ContinuousClock.Instant
    ) throws(ConnectError) -> UnixSocket {
        #if canImport(Glibc)
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { throw .failed(reason: String(cString: strerror(errno))) }
        let new = UnixSocket(descriptor: descriptor)
        while true {
            let problem = connect(descriptor, name, folder)
            switch problem {
            case 0: return new
            case ENOENT, ECONNREFUSED, ENOTDIR: throw .nobodyListens
            case EAGAIN where ContinuousClock.now < deadline, EINTR where ContinuousClock.now < deadline:
                Platform.sleep(.milliseconds(10))
            default: throw .failed(reason: String(cString: strerror(problem)))
            }
        }
    }

    /// Answers 0 or the system's error number.
    private static func connect(_ descriptor: Int32, _ name: String, _ folder: String) -> Int32 {
        if let address = address("\(folder)/\(name)") { return connect(descriptor, address) }
        // The path is too long for a socket address: from within its folder it is short.
        let here = open(".", O_RDONLY | O_CLOEXEC)
        defer { close(here) }
        guard let address = address(name), chdir(folder) == 0 else { return ENOENT }
        defer { _ = fchdir(here) }
        return connect(descriptor, address)
    }

    private static func connect(_ descriptor: Int32, _ address: sockaddr_un) -> Int32 {
        withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                systemConnect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 ? 0 : errno
            }
        }
    }

    private static func address(_ path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard path.utf8.count < room.count else { return false }
            room.copyBytes(from: path.utf8)
            return true
        }
        return fits ? address : nil
    }

    /// Writes all of it. False when the other side has gone or `deadline` has passed.
    func write(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) -> Bool {
        #if canImport(Darwin)
            let flags: Int32 = 0
        #else
            let flags = Int32(MSG_NOSIGNAL)
        #endif
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, flags) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count < 0, errno == EAGAIN || errno == EINTR {
                guard wait(for: Int16(POLLOUT), until: deadline) else { return false }
            } else {
                return false
            }
        }
        return true
    }

    enum Arrival: Equatable {
        case bytes([UInt8])
        case ended
        /// Nothing came until the deadline.
        case nothing
    }

    func read(until deadline: ContinuousClock.Instant) -> Arrival {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count > 0 { return .bytes(Array(buffer[..<count])) }
            if count == 0 || (errno != EAGAIN && errno != EINTR) { return .ended }
            guard wait(for: Int16(POLLIN), until: deadline) else { return .nothing }
        }
    }

    /// False when `deadline` has passed.
    private func wait(for events: Int16, until deadline: ContinuousClock.Instant) -> Bool {
        while true {
            let left = (deadline - ContinuousClock.now) / .milliseconds(1)
            guard left > 0 else { return false }
            var interest = pollfd(fd: descriptor, events: events, revents: 0)
            let count = poll(&interest, 1, Int32(min(left.rounded(.up), 3_600_000)))
            if count > 0 { return true }
            if count < 0, errno != EINTR { return false }
            if count < 0, Platform.wasInterrupted { return false }
        }
    }
}

/// The system's `connect`, under a name that the class's own do not hide.
private func systemConnect(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
    connect(descriptor, address, length)
}
