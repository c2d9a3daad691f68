import Foundation
import Testing

extension EndToEnd {
    /// Clients as people use them, each on a terminal of its own: they find what they can do, and the game knows it.
    @Suite struct NativeClients {
        /// A client in a terminal of 97 columns and 33 lines.
        private struct Terminal {
            let game: RunningGame

            func start(_ command: String) async throws {
                _ = try await tmux("new-session", "-d", "-x", "97", "-y", "33", command)
            }

            func type(_ line: String) async throws {
                _ = try await tmux("send-keys", "-l", line)
                _ = try await tmux("send-keys", "Enter")
            }

            func shown() async throws -> String { try await tmux("capture-pane", "-p", "-S", "-400") }

            func expect(_ text: String) async throws {
                try await eventually("'\(text)' on the client's screen") {
                    try await shown().contains(text) ? () : nil
                }
            }

            func end() async throws { _ = try await tmux("kill-server") }

            private func tmux(_ words: String...) async throws -> String {
                let prefix = [
                    "HOME=\(game.runFolder)", "LANG=C.UTF-8", "COLORTERM=", "tmux", "-u", "-L", "hearth-\(game.portalPid)",
                    "-f", "/dev/null",
                ]
                return try await Shell.run("/usr/bin/env", prefix + words).output
            }
        }

        /// Plays a client, which logs in by what it is typed, and gives what the others read of it.
        private func play(
            _ command: (RunningGame) throws -> String, as name: String, known: String,
            _ more: (Terminal, TelnetPlayer) async throws -> Void = { _, _ in }
        ) async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let terminal = Terminal(game: game)
                try await terminal.start(try command(game))
                try await terminal.expect("Welcome to the trial.")
                try await terminal.type("create \(name) secret-of-\(name)")
                try await terminal.expect("Here everything is tried.")
                try await terminal.type("say Hello from afar, é")
                try await ann.expect("\(name) says, \"Hello from afar, é\"")
                try await terminal.type("client")
                try await ann.expect("\(name) plays by \(known)")
                try await more(terminal, ann)
                try await terminal.end()
            }
        }

        @Test("TinTin++: MTTS, MCCP2, NAWS, UTF-8, GMCP and MSDP", .enabled(if: Program.path("tt++") != nil))
        func tintin() async throws {
            let tintin = try #require(Program.path("tt++"))
            try await play({ game in
                let script = game.runFolder + "/tintin.tin"
                try FolderCopy.write(#"""
                    #config {charset} {UTF-8}
                    #event {IAC WILL GMCP} {#send {\xFF\xFD\xC9\};#send {\xFF\xFA\xC9Core.Supports.Set [ "Char 1", "Room 1" ]\xFF\xF0\}}
                    #event {IAC SB GMCP} {#showme {GOT GMCP %0 %1}}
                    #event {IAC WILL MSDP} {#send {\xFF\xFD\x45\};#send {\xFF\xFA\x45\x01REPORT\x02ROOM_NAME\xFF\xF0\}}
                    #event {IAC SB MSDP} {#showme {GOT MSDP %0 %1}}
                    #event {IAC WILL MSSP} {#send {\xFF\xFD\x46\}}
                    #event {IAC SB MSSP} {#showme {GOT MSSP %0 %1}}
                    #session trial 127.0.0.1 \#(game.port)

                    """#, script)
                return "\(tintin) \(script)"
            }, as: "Tin", known: "TINTIN++") { terminal, ann in
                try await terminal.expect("GOT GMCP Char.Name")
                try await terminal.expect("GOT GMCP Room.Info")
                try await terminal.expect("GOT MSDP ROOM_NAME")
                try await terminal.expect("GOT MSSP")
                try await terminal.type("client")
                try await ann.expect("gmcp msdp utf8 compressed.")
                let shown = try await terminal.shown()
                #expect(!shown.contains("GOT GMCP Comm"), "what it did not ask for: \(shown)")
            }
        }

        @Test("TinyFugue: EOR after prompts, MCCP2, NAWS", .enabled(if: Program.path("tf") != nil))
        func tinyFugue() async throws {
            let tf = try #require(Program.path("tf"))
            try await play({ "\(tf) -n 127.0.0.1 \($0.port)" }, as: "Tia", known: "TINYFUGUE 97x")
        }

        @Test("KBtin: MCCP2, NAWS", .enabled(if: Program.path("kbtin") != nil))
        func kbtin() async throws {
            let kbtin = try #require(Program.path("kbtin"))
            try await play({ game in
                let script = game.runFolder + "/kbtinrc"
                try FolderCopy.write("#session {trial} {127.0.0.1 \(game.port)}\n", script)
                return "\(kbtin) \(script)"
            }, as: "Kay", known: "KBtin 97x")
        }

        @Test("telnet: NAWS, its terminal's name, lines edited at home", .enabled(if: Program.path("telnet") != nil))
        func telnet() async throws {
            let telnet = try #require(Program.path("telnet"))
            try await play({ "\(telnet) 127.0.0.1 \($0.port)" }, as: "Tel", known: "") { terminal, ann in
                try await terminal.type("client")
                try await ann.expect("97x33")
            }
        }

        @Test("telnetlib3: CHARSET, NEW-ENVIRON, NAWS, GMCP", .enabled(if: Program.path("telnetlib3-client") != nil))
        func telnetlib3() async throws {
            let client = try #require(Program.path("telnetlib3-client"))
            try await play({ "\(client) 127.0.0.1 \($0.port)" }, as: "Lib", known: "telnetlib3") { terminal, ann in
                try await terminal.type("client")
                try await ann.expect("gmcp")
            }
        }
    }
}

/// Programs that are installed, or not.
private enum Program {
    static func path(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return (path.split(separator: ":").map(String.init) + ["/usr/games", "/usr/local/bin", "/opt/homebrew/bin"])
            .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
