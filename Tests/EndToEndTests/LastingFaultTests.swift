import Testing
import Wire

extension EndToEnd {
    /// Faults in what is there again after a crash: a tick, a script, a menu, a question, an editor.
    @Suite struct LastingFaults {
        @Test("A tick or a script that traps is put off, told to makers, and costs nobody a line", arguments: [
            ("hatch", "It pecks.", "Trial.Woodpecker.tick", "LastingFaults.swift:7"),
            ("rage", "It stamps.", "Trial.Tantrum.repeated", "LastingFaults.swift:7"),
        ])
        func byTime(command: String, answer: String, code: String, place: String) async throws {
            try await RunningGame.play { game in
                let keeper = try await game.keeper()
                let ann = try await game.newPlayer("Ann")
                let before = try await game.serverPid()
                try await ann.type(command, expecting: answer)
                try await game.successor(of: before)
                let after = try await game.serverPid()
                for number in 1...5 { try await ann.type("count \(number)", expecting: "counted \(number).") }
                let report = try await eventually("the report") { try await game.peer.ask(ListCrashes()).crashes.first }
                #expect((report.kind, report.code) == ("crash", code))
                #expect(report.place.contains(place), "\(report.trace.joined(separator: "\n"))")
                try await keeper.expect("(`hearth crashes 1` has all of it.)")
                try await ann.type("recite", expecting: "recited: 1 2 3 4 5.")
                #expect(try await game.serverPid() == after, "it waits a while before it is tried again")
                #expect(await !ann.transcript.contains("given up"), "it was nobody's line")
                #expect(await !ann.isClosed)
            }
        }

        @Test("A menu's choice, an answer and an editor's command that trap cost that line; the dialogue is as before", arguments: [
            Conversation(
                "trapdoor", shows: "A trapdoor, pulled 0 times.", first: "knock", answer: "pulled 1 times.",
                fault: "pull", then: "look", finds: "A trapdoor, pulled 1 times.", last: "leave", end: "You leave it.",
                code: "Trial.Trapdoor"),
            Conversation(
                "oath", shows: "What do you swear?", first: "@version", answer: "This is version one.",
                fault: "truth", then: "@version", finds: "This is version one.", last: "x", end: "You swear 1.",
                code: "Trial.Oath"),
            Conversation(
                "confession", shows: "You edit a confession", first: "It was me.", answer: "2|", fault: ":wq",
                then: ":", finds: "It was me.", last: ":q!", end: nil, code: "Trial.Confession"),
        ])
        func inDialogues(talk: Conversation) async throws {
            try await RunningGame.play { game in
                let keeper = try await game.keeper()
                let ann = try await game.newPlayer("Ann")
                let bob = try await game.newPlayer("Bob")
                try await ann.type("begin \(talk.name)", expecting: talk.shows)
                try await ann.type(talk.first, expecting: talk.answer)
                await bob.type("count 1")
                await ann.type(talk.fault)
                await bob.type("count 2")
                try await ann.expect("it was given up")
                try await bob.expect("counted 1.")
                try await bob.expect("counted 2.")
                try await ann.type(talk.then, expecting: talk.finds)
                await ann.type(talk.last)
                if let end = talk.end { try await ann.expect(end) }
                try await ann.type("count 3", expecting: "counted 3.")
                try await bob.type("recite", expecting: "recited: 1 2.")
                try await keeper.expect("(`hearth crashes 1` has all of it.)")
                let report = try #require(try await game.peer.ask(ListCrashes()).crashes.first)
                #expect(report.kind == "crash" && report.who == "Ann")
                #expect(report.code.hasPrefix(talk.code))
                #expect(report.place.contains("LastingFaults.swift:7"), "\(report.trace.joined(separator: "\n"))")
                #expect(report.what == "(answers)", "what is answered may be secret")
                #expect(await !keeper.transcript.contains("given up"), "only whose line it was is told")
            }
        }

        /// What Ann does: a step that is good, one that traps, and what shows that the dialogue is as it was.
        struct Conversation: Sendable {
            var name, shows, first, answer, fault, then, finds, last: String
            var end: String?
            var code: String

            init(
                _ name: String, shows: String, first: String, answer: String, fault: String, then: String,
                finds: String, last: String, end: String?, code: String
            ) {
                (self.name, self.shows, self.first, self.answer) = (name, shows, first, answer)
                (self.fault, self.then, self.finds, self.last, self.end) = (fault, then, finds, last, end)
                self.code = code
            }
        }

        @Test("A menu's choice that traps three times is out of order, and the way out works")
        func outOfOrderMenu() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                try await ann.type("begin trapdoor", expecting: "pulled 0 times.")
                for round in 1...3 {
                    await ann.type("pull")
                    try await eventually("crash \(round)") {
                        try await game.peer.ask(ListCrashes()).crashes.count == round ? () : nil
                    }
                }
                try await ann.type("pull", expecting: "out of order")
                try await ann.type("@abort", expecting: "You leave it at that.")
                try await ann.type("count 1", expecting: "counted 1.")
            }
        }
    }
}
