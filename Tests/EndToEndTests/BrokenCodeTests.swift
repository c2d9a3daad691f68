import Testing
import Wire

extension EndToEnd {
    /// Code that must not go live: the reload is refused in words, and the players notice nothing.
    @Suite struct BrokenCode {
        /// Tries to make `source` live as a file of the plugin Trial, while a player plays on; gives the refusal.
        private func refusal(
            of source: String, file: String = "Broken.swift", settings: String = "", madeLamp: Bool = false
        ) async throws -> RemoteError {
            var refusal: RemoteError?
            try await RunningGame.play(settings: settings) { game in
                let ann = try await game.newPlayer("Ann")
                if madeLamp { try await ann.type("makelamp 40", expecting: "A lamp stands here.") }
                let typist = Typist(ann)
                await typist.begin()
                let before = try await game.status()
                let path = "Plugins/Trial/Sources/" + file
                let original = game.read(path)
                try game.write(path, source)
                let error = try await game.refusedReload()
                refusal = error

                let after = try await game.status()
                #expect(after.serverPid == before.serverPid)
                #expect(after.generation == 1)
                #expect(after.server == "running")
                await typist.end()
                let lines = try await typist.settled()
                #expect(await typist.heard(typist) == Array(1...lines))
                #expect(game.portalLog.contains(error.code == .buildFailed ? "build failed" : "warm failed"))
                if error.code != .buildFailed { try await expectBad(game, generation: 2) }

                // Mended, it goes live.
                if original.isEmpty { try game.remove(path) } else { try game.write(path, original) }
                try game.edit("Version.swift", "one", "two")
                try await game.reload()
                try await ann.type("version", expecting: "This is version two.")
            }
            return try #require(refusal)
        }

        private func expectBad(_ game: RunningGame, generation: Int) async throws {
            let list = try await game.peer.ask(ListGenerations())
            #expect(list.live == 1)
            let report = try #require(list.generations.first { $0.number == generation })
            #expect(report.state == "bad")
            #expect(!report.reason.isEmpty)
            try await eventually("the end of the Server that was given up") {
                let status = try await game.status()
                let rightful = [status.serverPid, status.standbyPid].compactMap { $0 }
                let servers = try await ProcessTable.processes(ofGame: game.folder)
                    .filter { $0.program == "hearth-server" }
                return servers.allSatisfy { rightful.contains(Int($0.pid)) } ? () : nil
            }
        }

        @Test("A compile error: the place of it")
        func compileError() async throws {
            let refusal = try await refusal(of: """
                import HearthKit

                final class Broken: Command {
                    override class var key: String { "broken" }
                    override func run() async throws { tell(nobodyKnowsThis) }
                }
                """)
            #expect(refusal.code == .buildFailed)
            #expect(refusal.description.contains("Plugins/Trial/Sources/Broken.swift:5:45: error:"))
            #expect(refusal.description.contains("nobodyKnowsThis"))
        }

        @Test("A symbol that no library has: its plugin and its name")
        func linkError() async throws {
            let refusal = try await refusal(of: """
                import HearthKit

                @_silgen_name("nobody_has_this") func nobodyHasThis()

                final class Broken: Command {
                    override class var key: String { "broken" }
                    override func run() async throws { nobodyHasThis() }
                }
                """)
            #expect([.buildFailed, .warmFailed].contains(refusal.code))
            #expect(refusal.description.contains("nobody_has_this"))
            #expect(refusal.description.contains("Trial"))
        }

        @Test("A crash as the stored objects are loaded: the line that crashed")
        func crashWhileLoading() async throws {
            let refusal = try await refusal(
                of: lamp("if id.rawValue > 0 { fatalError(\"no lamp can be\") }"), file: "Lamps.swift", madeLamp: true)
            #expect(refusal.code == .warmFailed)
            #expect(refusal.description.contains("no lamp can be"))
            #expect(refusal.description.contains("Lamps.swift:7"))
        }

        @Test("An endless loop as the stored objects are loaded: that it hangs")
        func hangWhileLoading() async throws {
            let refusal = try await refusal(
                // It changes something: an optimiser may leave out a loop that does not.
                of: lamp("while id.rawValue > 0 { oil = 100 - oil }"), file: "Lamps.swift", settings: "reload:\n  warmDeadline: 15",
                madeLamp: true)
            #expect(refusal.code == .warmFailed)
            #expect(refusal.description.contains("hangs"))
        }

        @Test("A crash as the library itself is loaded")
        func crashInInitializer() async throws {
            let refusal = try await refusal(of: """
                import HearthKit

                @used @section(".init_array")
                nonisolated let first: @convention(c) () -> Void = { fatalError("this library cannot be") }
                """)
            #expect(refusal.code == .warmFailed)
            #expect(refusal.description.contains("this library cannot be"))
        }

        private func lamp(_ initializer: String) -> String {
            """
            import HearthKit

            final class Lamp: Object {
                @Saved var oil = 100
                required init(_ birth: Birth) {
                    super.init(birth)
                    \(initializer)
                }
            }
            """
        }
    }
}
