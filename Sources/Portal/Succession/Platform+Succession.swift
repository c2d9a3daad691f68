#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

// What a succession asks of the operating system itself.

extension Platform {
    /// Nanoseconds of the machine's steady clock, which is the same for all programs.
    static var steadyNanoseconds: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// What the system's last refusal was, in words.
    static var lastError: String { String(cString: strerror(errno)) }

    /// Makes this process another program, with the same open files. Returns only when that fails: why.
    static func become(_ program: String, _ arguments: [String]) -> String {
        fflush(nil)
        let words = ([program] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        execv(program, words + [nil])
        return lastError
    }

    /// Writes a file that its owner alone may read. False when the system refuses.
    static func writeSecret(_ bytes: UnsafeRawBufferPointer, _ path: String) -> Bool {
        unlink(path)
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        defer { close(file) }
        var done = 0
        while done < bytes.count {
            let count = put(UnsafeRawBufferPointer(rebasing: bytes[done...]), to: file)
            guard count >= 0 || errno == EINTR else { return false }
            done += max(0, count)
        }
        return true
    }

    /// The whole of a file; nil when the system refuses.
    static func read(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        let size = Int(lseek(file, 0, SEEK_END))
        lseek(file, 0, SEEK_SET)
        return [UInt8](unsafeUninitializedCapacity: max(0, size)) { bytes, length in
            while length < bytes.count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(bytes)[length...])
                let count = get(rest, from: file)
                guard count > 0 else { break }
                length += count
            }
        }
    }
}

// The system's functions, under names that those of ``Platform`` do not hide.

private func put(_ bytes: UnsafeRawBufferPointer, to file: Int32) -> Int { write(file, bytes.baseAddress, bytes.count) }

private func get(_ bytes: UnsafeMutableRawBufferPointer, from file: Int32) -> Int {
    read(file, bytes.baseAddress, bytes.count)
}
