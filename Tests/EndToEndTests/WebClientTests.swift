import Foundation
import Testing
import Wire

extension EndToEnd {
    /// The web page in a real browser, where HEARTH_TEST_BROWSER is set: `.ci/run` does.
    @Suite(
        .enabled(if: ProcessInfo.processInfo.environment["HEARTH_TEST_BROWSER"] != nil, "HEARTH_TEST_BROWSER is not set"),
        .enabled(if: Chromium.path != nil, "chromium is not installed")
    ) struct WebClient {
        /// What a page was found to be like.
        private struct Found: Decodable {
            /// What axe-core has against it.
            var accessibility: [String]
            /// Errors of its scripts, and what its content security policy refused.
            var problems: [String]
            var width: Int?
            var titles: [String]?
            var wasHidden: Bool?
        }

        private struct Typed: Decodable {
            var typed: Int
            var shown: Int
            var isWhole: Bool
            var text: String
            var problems: [String]
        }

        private struct Tested: Decodable {
            var tests: Int
            var failures: [String]
        }

        private func expectFine(_ found: Found) {
            #expect(found.accessibility == [])
            #expect(found.problems == [])
        }

        @Test("Login, play, completion, a page that is loaded anew, themes, leaving; nothing that axe-core finds")
        func play() async throws {
            try await RunningGame.playByWeb { game, port in
                expectFine(try await Chromium.start("play", at: port).found())
                try await eventually("the end of the session") { try await game.status().sessions == 0 ? () : nil }
            }
        }

        @Test("The login form, bound keys, text that is saved, the newest lines while further up, the panes' width")
        func comfort() async throws {
            try await RunningGame.playByWeb { _, port in
                expectFine(try await Chromium.start("comfort", at: port).found())
            }
        }

        @Test("The page alone: sessions that are over, passwords, what a browser refuses, panes, typing, sounds, makers")
        func page() async throws {
            let tested: Tested = try await Chromium.testPage().found(within: .seconds(900))
            #expect(tested.tests > 20)
            #expect(tested.failures == [])
        }

        @Test("A session that goes on in another page: the first page begins anew")
        func elsewhere() async throws {
            try await RunningGame.playByWeb { _, port in
                expectFine(try await Chromium.start("elsewhere", at: port).found())
            }
        }

        @Test("A phone: nothing is wider than the screen, panes come over the text and go")
        func phone() async throws {
            try await RunningGame.playByWeb { _, port in
                let found: Found = try await Chromium.start("phone", at: port).found()
                expectFine(found)
                #expect(found.width == 390)
            }
        }

        @Test("The front page: who is there, help that a stranger may read, the way in")
        func front() async throws {
            try await RunningGame.playByWeb { game, port in
                _ = try await game.newPlayer("Ann")
                let found: Found = try await Chromium.start("front", at: port).found()
                expectFine(found)
                let titles = try #require(found.titles)
                #expect(titles.contains("look"))
                #expect(!titles.contains("reload"))
            }
        }

        @Test("A reload, a kill of the Server, a cut network and another Portal: no line is lost or doubled")
        func typing() async throws {
            try await RunningGame.playByWeb { game, port in
                let network = try await CuttableNetwork(to: port)
                let script = try await Chromium.start("typing", at: network.port)
                try await script.reached("typing")
                try script.say()
                let sessions = try await game.status().sessions
                try game.edit("Version.swift", "version one", "version two")
                #expect(try await game.reload().generation == 2)
                let pid = try await game.serverPid()
                ProcessTable.kill(pid)
                try await game.successor(of: pid)
                for _ in 1...3 {
                    try network.cut()
                    try await eventually("the page to be away") {
                        try await game.metric("hearth_sessions_away", port) == 1 ? () : nil
                    }
                    try network.mend()
                    try await eventually("the page to be back") {
                        try await game.metric("hearth_sessions_away", port) == 0 ? () : nil
                    }
                }
                let reboot = try await game.hearth("reboot", "--keep-players")
                #expect(reboot.status == 0, "\(reboot.all)")
                try await eventually("the page to be back") {
                    try await game.metric("hearth_sessions_away", port) == 0 ? () : nil
                }
                #expect(try await game.status().sessions == sessions)
                try script.say("stop")
                let typed: Typed = try await script.found()
                #expect(typed.isWhole, "\(typed.shown) of \(typed.typed) lines: \(typed.text)")
                #expect(typed.problems == [])
                print("a browser typed \(typed.typed) lines through a reload, a kill, three cuts and another Portal")
            }
        }

        @Test("The maker's page: nothing for strangers; reloads, diagnostics, rollback, logs and crashes for developers")
        func maker() async throws {
            try await RunningGame.playByWeb { game, port in
                let script = try await Chromium.start("maker", at: port, "Keeper", RunningGame.keeperPassword)
                try await script.reached("in")
                try game.edit("Version.swift", "version one", "version two")
                try script.say()
                try await script.reached("broken")
                try game.edit("Version.swift", "version two", "version \" two")
                try script.say()
                try await script.reached("crash")
                let ann = try await game.newPlayer("Ann")
                await ann.type("stumble")
                try script.say()
                let found: Found = try await script.found()
                expectFine(found)
                #expect(found.wasHidden == true)
            }
        }

        @Test("Figures for a monitor: from this machine, not through a proxy or another's page")
        func metrics() async throws {
            try await RunningGame.playByWeb { game, port in
                _ = try await game.newPlayer("Ann")
                #expect(try await game.metric("hearth_sessions{transport=\"telnet\"}", port) == 1)
                #expect(try await game.metric("hearth_server_generation", port) == 1)
                #expect(try await game.metric("hearth_lines_total", port) ?? 0 >= 1)
                try await game.reload()
                #expect(try await game.metric("hearth_reloads_total{outcome=\"done\"}", port) == 2)
                func status(_ headers: [String: String]) async throws -> Int? {
                    try await game.page("/metrics", port, headers).1
                }
                #expect(try await status([:]) == 200)
                #expect(try await status(["X-Forwarded-For": "10.1.1.1"]) == 403)
                #expect(try await status(["Origin": "http://elsewhere.example"]) == 403)
            }
        }
    }
}

extension RunningGame {
    /// A page as a program gets it, and the status of the answer.
    func page(_ path: String, _ port: Int, _ headers: [String: String] = [:]) async throws -> (String, Int?) {
        let words = headers.flatMap { ["-H", "\($0): \($1)"] }
        let outcome = try await Shell.run(
            "/usr/bin/env", ["curl", "-s", "-w", "\n%{http_code}", "http://127.0.0.1:\(port)\(path)"] + words)
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        return (lines.dropLast().joined(separator: "\n"), lines.last.flatMap { Int($0) })
    }

    func metric(_ name: String, _ port: Int) async throws -> Double? {
        let line = try await page("/metrics", port).0.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        return line.flatMap { Double($0.dropFirst(name.count + 1)) }
    }
}
