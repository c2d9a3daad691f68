import Testing
import Wire

extension EndToEnd {
    @Suite struct FirstStart {
        @Test("A newcomer is greeted, makes an account, looks, walks and talks with a friend")
        func play() async throws {
            try await RunningGame.play { game in
                let ann = try await game.connect("Ann")
                try await ann.expect("Welcome to the trial.")
                try await ann.expect("Your name")
                try await ann.type("create Ann secret-of-Ann", expecting: "Welcome, Ann")
                try await ann.expect("The Hall")
                let bob = try await game.newPlayer("Bob")

                try await bob.type("look", expecting: "Ann")
                try await bob.type("say Good evening.", expecting: "You say, \"Good evening.\"")
                try await ann.expect("Bob says, \"Good evening.\"")
                try await ann.type("north", expecting: "The Garden")
                try await bob.expect("Ann leaves")
                try await bob.type("north", expecting: "Ann")
                try await ann.expect("Bob arrives")
            }
        }

        @Test("What was done outlives a stop and a start")
        func databaseSurvives() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                try await ann.type("count 7", expecting: "counted 7.")
                try await ann.type("north", expecting: "The Garden")
                try await game.stop()
                try await ann.expectEnd()
                #expect(try await ProcessTable.processes(ofGame: game.folder).isEmpty)

                try await game.startPortal()
                let start = try await game.startServer()
                #expect(start.generation == 1)
                #expect(start.note == "")
                let back = try await game.player("Ann")
                try await back.expect("The Garden")
                try await back.type("recite", expecting: "recited: 7.")
            }
        }
    }
}
