import Logging
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A log: lines with the moment in front, appended. At ``sizeLimit`` the file is put aside as `NAME.1`.
final class LogFile: Sendable {
    private static let sizeLimit = 16 << 20
    private let path: String
    private let echoes: Bool
    private let file: Mutex<(descriptor: Int32, size: Int)>
    /// The newest lines, of this log and of those that share it.
    let tail: LogTail

    /// - Parameter echoes: whether lines go to standard output too, for a Portal in the foreground.
    init(path: String, echoes: Bool = false, tail: LogTail = LogTail()) {
        (self.path, self.echoes, self.tail) = (path, echoes, tail)
        file = Mutex(Self.open(path))
    }

    private static func open(_ path: String) -> (descriptor: Int32, size: Int) {
        let descriptor = Platform.openForAppending(path)
        return (descriptor, descriptor < 0 ? 0 : Int(lseek(descriptor, 0, SEEK_END)))
    }

    func write(_ text: String) {
        let line = "\(Self.timestamp()) \(text)\n"
        tail.add(line.dropLast(), from: self)
        file.withLock { file in
            var line = line
            // Not by `print`, which keeps lines back when they go to a pipe or a file.
            if echoes { _ = Platform.write(&line, to: STDOUT_FILENO) }
            if file.size > Self.sizeLimit {
                close(file.descriptor)
                rename(path, path + ".1")
                file = Self.open(path)
            }
            file.size += Platform.write(&line, to: file.descriptor)
        }
    }

    /// `portal` or `server`.
    var name: String { path.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? path }

    /// Local time with milliseconds: `2026-11-23 19:20:01.123`.
    private static func timestamp() -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var parts = tm()
        var seconds = now.tv_sec
        localtime_r(&seconds, &parts)
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let milliseconds = now.tv_nsec / 1_000_000
        let padding = milliseconds < 10 ? "00" : milliseconds < 100 ? "0" : ""
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)).\(padding)\(milliseconds)"
    }
}

/// swift-log into a ``LogFile``.
struct LogFileHandler: LogHandler {
    let file: LogFile
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        file.write("\(event.level.rawValue.uppercased()) \(event.message)")
    }
}
