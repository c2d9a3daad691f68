import Foundation
import Testing

@testable import Wire

@Suite struct RunningPageTests {
    let path = NSTemporaryDirectory() + "hearth-page-\(UUID().uuidString)"

    @Test func whatOneProcessWritesTheOtherReads() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let server = try #require(RunningPage(path: path))
        let portal = try #require(RunningPage(path: path))
        #expect(portal.entry == nil)
        server.begin(session: 7, number: 12, "look at cät", who: "Ann", now: 99)
        #expect(portal.entry?.code == "", "not known yet")
        server.enter("Standard.Look")
        let entry = try #require(portal.entry)
        #expect((entry.session, entry.number, entry.since) == (7, 12, 99))
        #expect(entry.summary == "Ann: look at cät (Standard.Look)")
        server.begin(session: 0, number: 0, "a task")
        #expect(portal.entry?.summary == "a task", "nothing of the line before is left")
        server.end()
        #expect(portal.entry == nil)
        #expect(!server.isRunning)
    }

    @Test func longTextsAreCut() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let page = try #require(RunningPage(path: path))
        let long = String(repeating: "x", count: 9000)
        page.begin(session: 1, number: 1, long, who: long)
        page.enter(long)
        let entry = try #require(page.entry)
        #expect(entry.what.utf8.count == 3840)
        #expect(entry.who.utf8.count == 64)
        #expect(entry.code.utf8.count == 160)
        #expect(entry.number == 1)
    }
}
