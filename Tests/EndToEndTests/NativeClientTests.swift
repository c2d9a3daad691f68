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

            func press(_ keys: String...) async throws {
                for key in keys { _ = try await tmux("send-keys", key) }
            }

            func shown() async throws -> String { try await tmux("capture-pane", "-p", "-S", "-400") }

            /// With the colours of what is shown, as escape sequences.
            func painted() async throws -> String { try await tmux("capture-pane", "-p", "-e", "-S", "-400") }

            func expect(_ text: String) async throws {
                try await eventually("'\(text)' on the client's screen", seen: { try await shown() }) {
                    try await shown().contains(text) ? () : nil
                }
            }

            func end() async throws { _ = try await tmux("kill-server") }

            private func tmux(_ words: String...) async throws -> String {
                let prefix = [
                    "HOME=\(game.runFolder)", "LANG=C.UTF-8", "COLORTERM=", "tmux", "-u", "-L",
                    "hearth-\(game.portalPid)", "-f", "/dev/null",
                ]
                return try await Shell.run("/usr/bin/env", prefix + words).output
            }
        }

        /// Plays a client, which logs in by what it is typed, and gives what the others read of it.
        ///
        /// - Parameters:
        ///   - command: starts the client, given a folder of its own and the port to connect to.
        ///   - known: all that the game knows of it.
        private func play(
            _ command: (_ folder: String, _ port: Int) throws -> String, as name: String,
            saying words: String = "Hello from afar, é", known: String,
            _ more: (Terminal, Negotiation, TelnetPlayer) async throws -> Void = { _, _, _ in }
        ) async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let negotiation = try await Negotiation(with: game)
                let terminal = Terminal(game: game)
                let played: Result<Void, any Error>
                do {
                    try await terminal.start(try command(game.runFolder, negotiation.port))
                    try await terminal.expect("Welcome to the trial.")
                    // Behind the first prompt, all is settled before the next.
                    try await terminal.type("info")
                    try await eventually("a second prompt") {
                        try await terminal.shown().components(separatedBy: "Your name").count > 2 ? () : nil
                    }
                    try await terminal.type("create \(name) secret-of-\(name)")
                    try await terminal.expect("Here everything is tried.")
                    try await terminal.type("say \(words)")
                    try await ann.expect("\(name) says, \"\(words)\"")
                    try await terminal.type("client")
                    try await ann.expect("\(name) plays by \(known).")
                    try await more(terminal, negotiation, ann)
                    played = .success(())
                } catch {
                    played = .failure(error)
                }
                // Also when it failed: nothing stays behind.
                try await terminal.end()
                try played.get()
            }
        }

        @Test(
            "TinTin++: MTTS, NEW-ENVIRON, CHARSET, MCCP2, NAWS, EOR, GA, GMCP, MSDP, MSSP, 256 colours and all of them",
            .enabled(if: Program.path("tt++") != nil))
        func tintin() async throws {
            let tintin = try #require(Program.path("tt++"))
            try await play({ folder, port in
                let script = folder + "/tintin.tin"
                try FolderCopy.write(#"""
                    #config {charset} {UTF-8}
                    #event {IAC WILL GMCP} {#send {\xFF\xFD\xC9\};#send {\xFF\xFA\xC9Core.Supports.Set [ "Char 1", "Room 1" ]\xFF\xF0\}}
                    #event {IAC SB GMCP} {#showme {GOT GMCP %0 %1}}
                    #event {IAC WILL MSDP} {#send {\xFF\xFD\x45\};#send {\xFF\xFA\x45\x01REPORT\x02ROOM_NAME\xFF\xF0\}}
                    #event {IAC SB MSDP} {#showme {GOT MSDP %0 %1}}
                    #event {IAC WILL MSSP} {#send {\xFF\xFD\x46\}}
                    #event {IAC SB MSSP} {#showme {GOT MSSP %0 %1}}
                    #event {IAC GA} {#showme {GOT GA}}
                    #event {IAC EOR} {#showme {GOT EOR}}
                    #session trial 127.0.0.1 \#(port)

                    """#, script)
                return "\(tintin) \(script)"
            }, as: "Tin", known: "TinTin++ 2.02.20 97x33 trueColor gmcp msdp utf8 compressed") { terminal, talk, _ in
                try await terminal.expect("GOT GMCP Char.Name")
                try await terminal.expect("GOT GMCP Room.Info")
                try await terminal.expect("GOT MSDP ROOM_NAME")
                try await terminal.expect("GOT MSSP")
                try await terminal.expect("GOT EOR")
                try await talk.expect(
                    #"client compressed: IAC SB CHARSET 2 "UTF-8" IAC SE"#,
                    #"client compressed: IAC SB NEW-ENVIRON 0 0 "CLIENT_VERSION" 1 "2.02.20 " IAC SE"#,
                    #"client compressed: IAC SB TTYPE 0 "MTTS 271" IAC SE"#)
                let shown = try await terminal.shown()
                #expect(!shown.contains("GOT GMCP Comm"), "what it did not ask for: \(shown)")

                try await terminal.type("paint")
                try await terminal.expect("bright cube deep")
                let all = try await terminal.painted()
                #expect(all.contains("\u{1B}[38;2;18;52;86mdeep"), "\(all)")
                try await terminal.type("option colors = 256")
                try await terminal.type("paint")
                try await terminal.type("say painted")
                try await terminal.expect("You say, \"painted\"")
                let few = try await terminal.painted()
                #expect(few.contains("\u{1B}[38;5;214mcube") && few.contains("\u{1B}[38;5;23mdeep"), "\(few)")

                func marks() async throws -> Int { try await terminal.shown().components(separatedBy: "GOT GA").count }
                let before = try await marks()
                try await terminal.type("option promptmark = ga")
                try await terminal.type("password")
                try await talk.expect("server compressed: IAC GA")
                try await eventually("another prompt's mark") { try await marks() > before ? () : nil }
            }
        }

        @Test("TinyFugue: EOR after prompts, MCCP2, NAWS", .enabled(if: Program.path("tf") != nil))
        func tinyFugue() async throws {
            let tf = try #require(Program.path("tf"))
            try await play({ folder, port in
                let script = folder + "/tfrc"
                try FolderCopy.write("/set lp=off\n", script)
                return "\(tf) -f\(script) -n 127.0.0.1 \(port)"
            }, as: "Tia", saying: "Hello", known: "TINYFUGUE 96x29 xterm256 utf8 compressed") { terminal, talk, _ in
                try await talk.expect("client: IAC DO EOR", "server compressed: IAC EOR")
                // So it says when it has met the mark of a prompt: without one, a prompt is half a line to it.
                try await terminal.expect("This looks like an unterminated-prompt world")
            }
        }

        @Test("KBtin: MCCP2, NAWS, EOR, colours", .enabled(if: Program.path("kbtin") != nil))
        func kbtin() async throws {
            let kbtin = try #require(Program.path("kbtin"))
            try await play({ folder, port in
                let script = folder + "/kbtinrc"
                try FolderCopy.write("#session {trial} {127.0.0.1 \(port)}\n", script)
                return "\(kbtin) \(script)"
            }, as: "Kay", known: "KBtin 97x32 trueColor utf8 compressed") { terminal, talk, _ in
                try await talk.expect("client: IAC DO EOR", "server compressed: IAC EOR")
                try await terminal.type("paint")
                try await terminal.expect("bright cube deep")
                let painted = try await terminal.painted()
                // What its own terminal has not it shows as the nearest that there is.
                #expect(painted.contains("\u{1B}[38;5;214mcube") && painted.contains("\u{1B}[38;5;236mdeep"), "\(painted)")
            }
        }

        @Test("telnet: NAWS, its terminal's name, lines edited at home", .enabled(if: Program.path("telnet") != nil))
        func telnet() async throws {
            let telnet = try #require(Program.path("telnet"))
            try await play(
                { "\(telnet) 127.0.0.1 \($1)" }, as: "Tel", known: "TMUX-256COLOR 97x33 xterm256 utf8"
            ) { terminal, talk, ann in
                try await talk.expect("server: IAC GA", "client: IAC DONT EOR")
                try await terminal.press("s", "a", "u", "BSpace", "y", "Space", "h", "o", "m", "e", "Enter")
                try await ann.expect("Tel says, \"home\"")
                try await talk.expect(#"client: "say home" 13 10"#)
            }
        }

        @Test("telnetlib3: CHARSET, NEW-ENVIRON, NAWS, GMCP", .enabled(if: Program.path("telnetlib3-client") != nil))
        func telnetlib3() async throws {
            let client = try #require(Program.path("telnetlib3-client"))
            try await play(
                { "\(client) 127.0.0.1 \($1)" }, as: "Lib", known: "telnetlib3 5.0.1 97x33 xterm256 gmcp utf8 compressed"
            ) { _, talk, _ in
                try await talk.expect(#"client compressed: IAC SB CHARSET 2 "UTF-8" IAC SE"#)
                let told = talk.lines.first { $0.hasPrefix("client compressed: IAC SB NEW-ENVIRON 0 ") }
                #expect(told?.contains(#""COLUMNS" 1 "97""#) == true, "\(told ?? "nothing")")
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
