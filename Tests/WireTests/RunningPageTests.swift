import Foundation
import Testing

@testable import Wire

struct RunningPageTests {
    @Test func theOtherProcessSeesWhatRuns() throws {
        let path = NSTemporaryDirectory() + "page-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let server = try #require(RunningPage(path: path))
        let portal = try #require(RunningPage(path: path))
        #expect(portal.entry == nil)
        server.begin(session: 9, number: 0, "look " + String(repeating: "x", count: 9000))
        let entry = try #require(portal.entry)
        #expect(entry.session == 9 && entry.number == 0)
        #expect(entry.what.hasPrefix("look xxx") && entry.what.utf8.count < 4096)
        server.end()
        #expect(portal.entry == nil)
    }
}
