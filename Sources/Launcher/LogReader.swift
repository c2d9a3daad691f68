#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Reads one log: its end, and then what is added, through rotation (`NAME` becomes `NAME.1`).
final class LogReader {
    private let path: String
    private let source: LogLine.Source
    private var file: Int32 = -1
    /// A line whose end is not written yet.
    private var rest: [UInt8] = []
    private var lastMoment = ""

    init(_ path: String, _ source: LogLine.Source) { (self.path, self.source) = (path, source) }

    deinit { if file >= 0 { close(file) } }

    /// How much of a log's end is wanted.
    enum Wanted {
        case lines(Int)
        /// From a moment on.
        case since(String)
    }

    /// The wanted end of the log, as far as there is so much. ``added()`` goes on behind it.
    func end(_ wanted: Wanted) -> [LogLine] {
        file = open(path, O_RDONLY | O_CLOEXEC)
        var lines: [LogLine] = []
        if file >= 0 {
            let (bytes, isWhole) = Self.end(of: file, wanted)
            lines = take(bytes)
            if !isWhole { return select(lines, wanted) }
        }
        // So young that what is wanted reaches into the one that was put aside.
        let older = open(path + ".1", O_RDONLY | O_CLOEXEC)
        guard older >= 0, !Self.isEnough(lines.count, lines.first?.moment, wanted) else {
            if older >= 0 { close(older) }
            return select(lines, wanted)
        }
        defer { close(older) }
        let (bytes, _) = Self.end(of: older, wanted)
        let before = Self.lines(bytes[...], source, lastMoment: "").lines
        return select(before + lines, wanted)
    }

    /// What was written since the last look.
    func added() -> [LogLine] {
        if file < 0 { file = open(path, O_RDONLY | O_CLOEXEC) }
        guard file >= 0 else { return [] }
        var lines = take(readToEnd())
        var here = stat()
        var there = stat()
        guard fstat(file, &here) == 0, stat(path, &there) == 0 else { return lines }
        if here.st_ino != there.st_ino || here.st_dev != there.st_dev {
            // Put aside meanwhile: what was still written to it, then the new one from its start.
            lines += take(readToEnd())
            close(file)
            file = open(path, O_RDONLY | O_CLOEXEC)
            rest = []
            if file >= 0 { lines += take(readToEnd()) }
        } else if there.st_size < lseek(file, 0, SEEK_CUR) {
            lseek(file, 0, SEEK_SET)
            rest = []
            lines += take(readToEnd())
        }
        return lines
    }

    // MARK: Reading

    private func take(_ bytes: [UInt8]) -> [LogLine] {
        let (lines, end) = Self.lines((rest + bytes)[...], source, lastMoment: lastMoment)
        rest = Array(end)
        lastMoment = lines.last?.moment ?? lastMoment
        return lines
    }

    private static func lines(
        _ bytes: ArraySlice<UInt8>, _ source: LogLine.Source, lastMoment: String
    ) -> (lines: [LogLine], rest: ArraySlice<UInt8>) {
        guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return ([], bytes) }
        var moment = lastMoment
        let text = String(decoding: bytes[..<end], as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let line = LogLine(line, from: source, after: moment)
            moment = line.moment
            return line
        }
        return (lines, bytes[(end + 1)...])
    }

    private func readToEnd() -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(file, &buffer, buffer.count), count > 0 { all += buffer[..<count] }
        return all
    }

    /// Reads backwards, in growing pieces, until there is enough; leaves the file at its end.
    private static func end(of file: Int32, _ wanted: Wanted) -> (bytes: [UInt8], isWhole: Bool) {
        let size = Int(lseek(file, 0, SEEK_END))
        var length = 1 << 16
        while true {
            let offset = max(0, size - length)
            var bytes = [UInt8](repeating: 0, count: size - offset)
            let count = pread(file, &bytes, bytes.count, off_t(offset))
            lseek(file, off_t(offset + max(0, count)), SEEK_SET)
            bytes.removeLast(bytes.count - max(0, count))
            if offset == 0 { return (bytes, true) }
            // The first line is cut.
            bytes.removeFirst((bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1) + 1)
            let newlines = bytes.count { $0 == UInt8(ascii: "\n") }
            let first = Self.lines(bytes[...], .portal, lastMoment: "").lines.first { !$0.isContinuation }
            if isEnough(newlines, first?.moment, wanted) { return (bytes, false) }
            length *= 4
        }
    }

    private static func isEnough(_ count: Int, _ first: String?, _ wanted: Wanted) -> Bool {
        switch wanted {
        case .lines(let number): count >= number
        case .since(let moment): first.map { !$0.isEmpty && $0 < moment } ?? false
        }
    }

    private func select(_ lines: [LogLine], _ wanted: Wanted) -> [LogLine] {
        switch wanted {
        case .lines(let number): lines.suffix(number)
        case .since(let moment): Array(lines.drop { $0.moment < moment })
        }
    }
}
