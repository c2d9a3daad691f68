import Testing
import Wire

extension EndToEnd {
    /// What is stored when the code that stored it changes.
    @Suite struct StoredData {
        @Test("A field of another type refuses the reload; set aside, its values come back with the type")
        func changedType() async throws {
            // Without probation: a crash is to bring the same generation back.
            try await RunningGame.play(settings: "reload:\n  probation: 0") { game in
                let ann = try await game.newPlayer("Ann")
                try await ann.type("makelamp 40", expecting: "A lamp stands here.")
                try await ann.type("makelamp 50", expecting: "A lamp stands here.")
                let original = game.read("Plugins/Trial/Sources/Lamps.swift")
                try game.write("Plugins/Trial/Sources/Lamps.swift", """
                    import HearthKit

                    final class Lamp: Object {
                        @Saved var oil = ["full"]
                        override func describe(to looker: Object) -> String { "It is \\(oil)." }
                    }
                    """)
                let refusal = try await game.refusedReload()
                #expect(refusal.code == .warmFailed)
                #expect(refusal.description.contains("Trial.Lamp"))
                #expect(refusal.description.contains("oil"))
                #expect(refusal.description.contains("2 stored"))
                try await ann.type("look 1st lamp", expecting: "It holds 40 of oil.")

                let report = try await game.reload(setAside: true)
                #expect(report.warnings.contains("oil"))
                try await ann.type("look 1st lamp", expecting: "It is [\"full\"].")
                // From here on nothing is wrong: not for a crash, and not for the next reload.
                let pid = try await game.serverPid()
                ProcessTable.kill(pid)
                #expect(try await game.successor(of: pid).generation == report.generation)
                try game.edit("Version.swift", "one", "two")
                try await game.reload()

                try game.write("Plugins/Trial/Sources/Lamps.swift", original)
                try await game.reload()
                try await ann.type("look 1st lamp", expecting: "It holds 40 of oil.")
                try await ann.type("look 2nd lamp", expecting: "It holds 50 of oil.")
            }
        }

        @Test("Objects of a class that is gone live on, and have all their data when it is back")
        func missingClass() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                try await ann.type("makelamp 40", expecting: "A lamp stands here.")
                let original = game.read("Plugins/Trial/Sources/Lamps.swift")
                try game.remove("Plugins/Trial/Sources/Lamps.swift")
                let report = try await game.reload()
                #expect(report.warnings.contains("Trial.Lamp"))
                try await ann.type("look", expecting: "a lamp")
                try await ann.type("look lamp", expecting: "a lamp")
                try game.write("Plugins/Trial/Sources/Lamps.swift", original)
                try await game.reload()
                try await ann.type("look lamp", expecting: "It holds 40 of oil.")
            }
        }
    }
}
