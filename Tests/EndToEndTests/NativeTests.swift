import Testing
import Wire

extension EndToEnd {
    @Suite struct Natives {
        @Test("C code is called by name, is live after a reload, refused when it is not there, quarantined when it traps")
        func natives() async throws {
            try await RunningGame.play { game in
                let keeper = try await game.keeper()
                try await keeper.type("call trial_mark()", expecting: "= \"mark one\"")
                try await keeper.type("describe here = The stone says $trial_mark().", expecting: "The stone says")
                try await keeper.type("look", expecting: "The stone says mark one.")
                try await keeper.type("call trip('x')", expecting: "trip('x'): 'step' is to be a whole number")
                // The module that a snippet imports imports one of C.
                try await keeper.type("swift try Natives.call(NativeCall(parsing: \"trip(2)\"))", expecting: "= 3")

                let source = "Plugins/Trial/C/trial.c"
                try game.write(source, game.read(source).replacing("mark one", with: "mark two"))
                #expect(try await game.reload().generation == 2)
                try await keeper.type("look", expecting: "The stone says mark two.")

                try game.edit("Natives.swift", "trip(step: Int)", "slip(step: Int)")
                #expect(try await game.refusedReload().description.contains("has no C function 'slip'"))
                try game.edit("Natives.swift", "slip(step: Int)", "trip(step: Int)")

                for _ in 1...3 {
                    let pid = try await game.serverPid()
                    await keeper.type("call trip(3)")
                    try await keeper.expect("it was given up")
                    try await game.successor(of: pid)
                }
                try await eventually("three reports") {
                    try await game.peer.ask(ListCrashes()).crashes.count == 3 ? () : nil
                }
                let crashes = try await game.peer.ask(ListCrashes()).crashes
                #expect(crashes.allSatisfy { $0.code == "native trip" && $0.place.contains("Natives.swift:15") })
                try await keeper.type("call trip(1)", expecting: "trip is out of order until the next reload")
                // The crash was in probation: the generation before is back.
                try await keeper.type("call trial_mark()", expecting: "= \"mark one\"")
            }
        }

        @Test("A wild pointer in C costs the line that called it")
        func wildPointer() async throws {
            try await RunningGame.play { game in
                let keeper = try await game.keeper()
                let bob = try await game.newPlayer("Bob")
                await bob.type("count 1")
                await keeper.type("call trial_stray()")
                await bob.type("count 2")
                try await keeper.expect("it was given up")
                try await bob.expect("counted 2.")
                try await bob.type("recite", expecting: "recited: 1 2.")
                let report = try await eventually("the report") { try await game.peer.ask(ListCrashes()).crashes.first }
                #expect((report.kind, report.code) == ("crash", "native trial_stray"))
                #expect(report.trace.contains { $0.contains("trial_stray") }, "\(report.trace.joined(separator: "\n"))")
            }
        }

        @Test("What stored data calls in vain after a reload is told to who asked, and refuses nothing")
        func brokenCalls() async throws {
            try await RunningGame.play { game in
                let keeper = try await game.keeper()
                try await keeper.type("describe here = The stone says $trial_mark().", expecting: "The stone says")
                try await keeper.type("create/drop a box", expecting: "You made")
                try await keeper.type("lock a box = get: trip(1)", expecting: "has the locks")
                #expect(try await game.reload().warnings == "")
                let mark = "            \"trial_mark() -> String\": \"Tells which C source this is.\",\n"
                try game.edit("Natives.swift", mark, "")
                try game.edit("Natives.swift", "trip(step: Int)", "trip(step: Int, twice: Bool)")
                try game.edit("Natives.swift", "func trip(_ step: Int)", "func trip(_ step: Int, _ twice: Bool)")
                await keeper.type("reload")
                try await keeper.expect("Generation 2 is live")
                try await keeper.expect("The Hall(")
                try await keeper.expect("there is no native 'trial_mark'")
                try await keeper.expect("a box(")
                try await keeper.expect("locks.get: trip(1): ")
                try await keeper.type("look", expecting: "The stone says $trial_mark().")
            }
        }
    }
}
