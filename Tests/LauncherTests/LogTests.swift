import Foundation
import Testing

@testable import Launcher

struct LogTests {
    private func line(_ time: String, _ text: String, _ source: LogLine.Source) -> LogLine {
        LogLine("2026-11-23 \(time) \(text)"[...], from: source, after: "")
    }

    @Test func lineIsTakenApart() {
        let line = line("19:20:01.123", "WARNING slow: turn 12", .server)
        #expect(line.moment == "2026-11-23 19:20:01.123")
        #expect(line.level == "WARNING")
        #expect(line.text == "slow: turn 12")
        #expect(!line.isContinuation)
    }

    @Test(arguments: ["0: Lantern.swift:12", "2026-11-23 19:20", "2026-11-23T19:20:01.123 x", ""])
    func lineWithoutAMomentGoesOn(text: String) {
        let line = LogLine(text[...], from: .server, after: "2026-11-23 19:20:01.123")
        #expect(line.isContinuation)
        #expect(line.moment == "2026-11-23 19:20:01.123")
        #expect(line.text == text)
    }

    @Test func mergeSortsByMoment() {
        let portal = [line("19:00:00.001", "p1", .portal), line("19:00:00.005", "p2", .portal)]
        let server = [line("19:00:00.002", "s1", .server), line("19:00:00.009", "s2", .server)]
        #expect(LogLine.merge(portal, server).map(\.text) == ["p1", "s1", "p2", "s2"])
        #expect(LogLine.merge([], server) == server)
    }

    @Test func traceStaysBehindItsLine() {
        let crash = line("19:00:00.002", "*** Signal 4", .server)
        let trace = LogLine("  0: Lantern.swift:12", from: .server, after: crash.moment)
        let portal = [line("19:00:00.001", "p1", .portal), line("19:00:00.002", "p2", .portal)]
        let merged = LogLine.merge([crash, trace], portal).map(\.text)
        #expect(merged == ["p1", "*** Signal 4", "  0: Lantern.swift:12", "p2"])
    }

    @Test func clockThatGoesBackKeepsTheOrderOfALog() {
        // The night in which summer time ends.
        let server = [line("02:59:59.000", "before", .server), line("02:00:00.000", "after", .server)]
        let portal = [line("02:30:00.000", "p", .portal)]
        #expect(LogLine.merge(portal, server).map(\.text).filter { $0 != "p" } == ["before", "after"])
    }

    @Test func shownWithItsSource() {
        let shown = line("19:00:00.001", "INFO hello", .portal).shown(on: .output)
        if !Terminal.output.isTerminal { #expect(shown == "2026-11-23 19:00:00.001 portal INFO    hello") }
    }

    // MARK: Times

    @Test func sinceUnderstandsWhatPeopleWrite() {
        let now = 1_795_463_123.456
        let today = String(LogMoment.stamp(seconds: now).prefix(10))
        #expect(LogMoment.since("10m", now: now) == LogMoment.stamp(seconds: now - 600))
        #expect(LogMoment.since("2h", now: now) == LogMoment.stamp(seconds: now - 7200))
        #expect(LogMoment.since("1d", now: now) == LogMoment.stamp(seconds: now - 86_400))
        #expect(LogMoment.since("00:00", now: now) == "\(today) 00:00")
        #expect(LogMoment.since("2026-11-23", now: now) == "2026-11-23")
        #expect(LogMoment.since("2026-11-23T19:20", now: now) == "2026-11-23 19:20")
        for nonsense in ["soon", "10", "25", "19:2", "-5m", ""] { #expect(LogMoment.since(nonsense, now: now) == nil) }
    }

    @Test func timeStillToComeWasYesterday() throws {
        let now = LogMoment.now
        let stamp = LogMoment.stamp(seconds: now)
        let since = try #require(LogMoment.since("23:59:59.999", now: now))
        #expect(since <= stamp)
    }

    // MARK: Reading

    private func text(_ numbers: Range<Int>) -> String {
        numbers.map { number in
            let time = String(repeating: "0", count: 6 - "\(number)".count) + "\(number)"
            let clock = "19:\(time.prefix(2)):\(time.dropFirst(2).prefix(2)).\(time.suffix(2))0"
            return "2026-11-23 \(clock) INFO line \(number)\n"
        }.joined()
    }

    @Test func endIsReadAndGoesOn() throws {
        try TemporaryFolder.with { folder in
            let path = folder + "/portal.log"
            try text(0..<5000).write(toFile: path, atomically: false, encoding: .utf8)
            let reader = LogReader(path, .portal)
            #expect(reader.end(.lines(3)).map(\.text) == ["line 4997", "line 4998", "line 4999"])
            #expect(reader.added().isEmpty)
            try append("2026-11-23 20:00:00.000 INFO ne", path)
            #expect(reader.added().isEmpty)  // not a whole line yet
            try append("w\n  and more\n", path)
            #expect(reader.added().map(\.text) == ["new", "  and more"])
        }
    }

    @Test func sinceReadsFarEnoughBack() throws {
        try TemporaryFolder.with { folder in
            let path = folder + "/portal.log"
            try text(0..<5000).write(toFile: path, atomically: false, encoding: .utf8)
            let lines = LogReader(path, .portal).end(.since("2026-11-23 19:00:10.000"))
            #expect(lines.first?.text == "line 1000")
            #expect(lines.count == 4000)
        }
    }

    @Test func endReachesIntoTheRotatedLog() throws {
        try TemporaryFolder.with { folder in
            let path = folder + "/portal.log"
            try text(0..<10).write(toFile: path + ".1", atomically: false, encoding: .utf8)
            try text(10..<12).write(toFile: path, atomically: false, encoding: .utf8)
            #expect(LogReader(path, .portal).end(.lines(4)).map(\.text) == ["line 8", "line 9", "line 10", "line 11"])
        }
    }

    @Test func followsThroughRotation() throws {
        try TemporaryFolder.with { folder in
            let path = folder + "/portal.log"
            try text(0..<1).write(toFile: path, atomically: false, encoding: .utf8)
            let reader = LogReader(path, .portal)
            #expect(reader.end(.lines(10)).count == 1)
            try append(text(1..<2), path)
            try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
            try text(2..<3).write(toFile: path, atomically: false, encoding: .utf8)
            try append(text(3..<4), path)
            #expect(reader.added().map(\.text) == ["line 1", "line 2", "line 3"])
        }
    }

    @Test func waitsForALogThatIsNotThere() throws {
        try TemporaryFolder.with { folder in
            let reader = LogReader(folder + "/server.log", .server)
            #expect(reader.end(.lines(10)).isEmpty)
            #expect(reader.added().isEmpty)
            try text(0..<1).write(toFile: folder + "/server.log", atomically: false, encoding: .utf8)
            #expect(reader.added().map(\.text) == ["line 0"])
        }
    }

    private func append(_ text: String, _ path: String) throws {
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }
}
