import Foundation
import Testing
import Wire

extension EndToEnd {
    /// World files, prototypes and help of a game that runs.
    @Suite struct WorldData {
        private static let yard = """
            start: yard
            rooms:
              yard:
                name: The Yard
                text: Mud.
                exits: { in: barn }
                things:
                  - name: a slate
                    text: Nothing is written on it.
              barn:
                name: The Barn
                text: Straw.
                exits: { out: yard }
            """

        private func play(_ body: (RunningGame, TelnetPlayer) async throws -> Void) async throws {
            try await RunningGame.play(isStarted: false) { game in
                try game.write("GameData/world/yard.yaml", Self.yard)
                try await game.startPortal()
                try await game.startServer()
                let keeper = try await game.keeper()
                try await keeper.type("teleport the yard", expecting: "Mud.")
                try await body(game, keeper)
            }
        }

        @Test("An edited world file is live after a reload without a build; what was changed in the game stays")
        func editedWorld() async throws {
            try await play { game, keeper in
                try await keeper.type("describe a slate = Ann was here.", expecting: "Ann was here.")
                try await keeper.type("name a slate = a chalked slate", expecting: "is a chalked slate")
                let edited = Self.yard.replacing("Mud.", with: "Mud, and a puddle.")
                    .replacing("text: Straw.", with: "text: Straw.\n    things: [ { prototype: hen } ]")
                try game.write("GameData/world/yard.yaml", edited)
                try game.write("GameData/prototypes/hens.yaml", "hen: { name: a hen, text: Brown. }\n")
                try game.write("GameData/help/hens.md", "# Hens\nThey lay.\n")

                let dry = try await game.hearth("reload", "--dry-run")
                #expect(dry.status == 0, "\(dry)")
                #expect(dry.output.contains("A reload would change the world: 1 made, 1 changed."), "\(dry)")
                #expect(dry.output.contains("text was \"Mud.\", becomes \"Mud, and a puddle.\""), "\(dry)")
                await keeper.type("look")
                try await keeper.expect("Mud.")

                let report = try await game.reload()
                #expect(!report.built)
                #expect(report.generation == 1)
                #expect(report.changes?.hasPrefix("The world files: 1 made, 1 changed.") == true)
                try await keeper.type("look", expecting: "Mud, and a puddle.")
                try await keeper.type("look slate", expecting: "Ann was here.")
                try await keeper.type("in", expecting: "a hen")
                try await keeper.type("help hens", expecting: "They lay.")
                try await keeper.type("spawn hen", expecting: "You made a hen")
                #expect(try await game.reload().changes == nil)

                // From within the game, the asking one reads the same.
                try game.write("GameData/world/yard.yaml", edited.replacing("Straw.", with: "Straw and dust."))
                try await keeper.type("reload", expecting: "Generation 1 is live")
                try await keeper.expect("becomes \"Straw and dust.\"")
                try await keeper.type("look", expecting: "Straw and dust.")
            }
        }

        @Test("What is wrong in a file refuses the reload with its place; a game that crashes meanwhile is back")
        func wrongFiles() async throws {
            try await play { game, keeper in
                try game.write("GameData/world/yard.yaml", Self.yard.replacing("in: barn", with: "in: bran"))
                try game.write("GameData/prototypes/hens.yaml", "hen:\n  class: Chicken\n")
                let problems = [
                    "GameData/world/yard.yaml:6: 'rooms.yard.exits.in' is \"bran\": no file has a room with that key "
                        + "(did you mean 'barn'?)",
                    "GameData/prototypes/hens.yaml:2: 'hen.class' is \"Chicken\": no plugin has such a class",
                ]
                let refused = try await game.refusedReload()
                for problem in problems { #expect(refused.description.contains(problem), "\(refused)") }
                let check = try await game.hearth("check")
                #expect(check.status == 1)
                for problem in problems { #expect(check.output.contains(problem), "\(check)") }
                #expect(try await game.hearth("reload", "--dry-run").status == 1)
                try await keeper.type("look", expecting: "Mud.")

                let pid = try await game.serverPid()
                ProcessTable.kill(pid)
                try await game.successor(of: pid)
                try await keeper.type("look", expecting: "Mud.")

                try game.write("GameData/world/yard.yaml", Self.yard)
                try game.remove("GameData/prototypes/hens.yaml")
                let right = try await game.hearth("check", "--diff")
                #expect(right.status == 0, "\(right)")
                #expect(right.output.contains("GameData/ is right."))
                #expect(right.output.contains("would change nothing"))
                try await game.reload()
            }
        }

        @Test("A start says on the terminal what the world files change, and a first one what it makes")
        func start() async throws {
            try await RunningGame.play(isStarted: false) { game in
                try game.write("GameData/world/yard.yaml", Self.yard)
                try await game.startPortal()
                #expect(try await game.startServer().changes == "The world files: 5 made.")
                _ = try await game.peer.ask(StopServer(by: "a test"))
                #expect(try await game.startServer().changes == nil)
                _ = try await game.peer.ask(StopServer(by: "a test"))
                try game.write("GameData/world/yard.yaml", Self.yard.replacing("Mud.", with: "Mud, and a puddle."))
                let start = try await game.hearth("start")
                #expect(start.status == 0, "\(start)")
                #expect(start.output.contains("The world files: 1 changed.\n"), "\(start)")
                #expect(start.output.contains("text was \"Mud.\", becomes \"Mud, and a puddle.\""), "\(start)")
            }
        }

        @Test("What is built in the game is written to a file, and is the file's from then on")
        func export() async throws {
            try await play { game, keeper in
                try await keeper.type("dig A Loft = up, down", expecting: "You dug")
                try await keeper.type("up", expecting: "A Loft")
                try await keeper.type("describe Dust and |ylight|n.", expecting: "Dust")
                try await keeper.type("create/drop a ladder", expecting: "You made")
                let file = "GameData/world/loft.yaml"
                let export = try await game.hearth("export", "A Loft", file)
                #expect(export.status == 0, "\(export)")
                #expect(try await game.hearth("export", "A Loft", file).status == 3)
                #expect(try await game.hearth("export", "nowhere", "/tmp/nowhere.yaml").status == 1)
                // What was built is written; the yard is another file's already.
                #expect(export.all.contains("leads here from a room that a file has"), "\(export)")
                #expect(game.read(file).contains("down: yard"))
                #expect(!game.read(file).contains("Mud."))
                let report = try await game.reload()
                #expect(report.changes?.contains("known again") == true, "\(report)")
                #expect(report.changes?.contains("made") == false)
                try game.write(file, game.read(file).replacing("Dust and", with: "Hay and"))
                try await game.reload()
                try await keeper.type("look", expecting: "Hay and")
                try await keeper.expect("a ladder")
            }
        }
    }
}
