import Foundation
import Testing
import Wire

/// A real browser, without a window, driven by `browser.py`.
enum Chromium {
    static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Where its screenshots go, to be looked at.
    static let screenshots = FileManager.default.temporaryDirectory.appending(path: "hearth-screenshots").path

    static func start(_ scenario: String, at port: Int, _ words: String...) async throws -> Script {
        let python = try await Python.with(["playwright.sync_api", "axe_playwright_python"], from: [
            "playwright", "axe-playwright-python",
        ])
        return try Script(python, "browser.py", ["http://127.0.0.1:\(port)", screenshots, scenario] + words)
    }

    /// The page's own tests, with a stand-in for the game behind it.
    static func testPage() async throws -> Script {
        let python = try await Python.with(["playwright.sync_api", "websockets.asyncio.server"], from: [
            "playwright", "websockets",
        ])
        return try Script(python, "page_tests.py", [Checkout.folder + "/GameData/web", screenshots])
    }
}

/// A network that the test cuts and mends.
final class CuttableNetwork {
    let port: Int
    private let script: Script

    init(to port: Int) async throws {
        script = try Script("python3", "cut_proxy.py", ["\(port)"])
        self.port = try #require(Int(try await script.line("the proxy's port") { Int($0) != nil }))
    }

    func cut() throws { try script.say("cut") }
    func mend() throws { try script.say("mend") }
}

extension RunningGame {
    /// Plays `body` in a game that browsers can come to; with the port of its page.
    static func playByWeb(_ body: (RunningGame, _ port: Int) async throws -> Void) async throws {
        try await play(isStarted: false) { game in
            let settings = game.read("GameData/settings.yaml")
            try game.write(
                "GameData/settings.yaml",
                settings.replacing("web:\n  enabled: false", with: "web:\n  enabled: true\n  port: 0\n  namesPlayers: true"))
            try FolderCopy.mirror(Checkout.folder + "/GameData/web", to: game.folder + "/GameData/web")
            try await game.startPortal()
            try await game.startServer()
            try await body(game, try #require(try await game.status().webPort))
        }
    }
}
