import Testing
import Wire

extension EndToEnd {
    /// Commands that wait, and what was put off, when the process that they are in goes.
    @Suite struct Suspensions {
        @Test("A command that waits, and one that asks, end at a reload with a line that says so")
        func interruptedByReload() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let bob = try await game.newPlayer("Bob")
                try await ann.type("linger", expecting: "You linger.")
                try await bob.type("riddle", expecting: "never consumed?")
                try await game.reload()
                try await ann.expect("'linger' was interrupted")
                try await bob.expect("'riddle' was interrupted")
                // A line is a command again, not the answer.
                try await bob.type("version", expecting: "This is version one.")
            }
        }

        @Test("…and at a crash")
        func interruptedByCrash() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                try await ann.type("riddle", expecting: "never consumed?")
                let pid = try await game.serverPid()
                ProcessTable.kill(pid)
                try await ann.expect("'riddle' was interrupted")
                try await ann.type("version", expecting: "This is version one.")
            }
        }

        @Test("A developer whose snippet was being compiled when the Server died is told")
        func snippetInterruptedByCrash() async throws {
            try await RunningGame.play { game in
                let keeper = try await game.keeper()
                let pid = try await game.serverPid()
                await keeper.type("swift (1...40).map { $0 * $0 }.reduce(0, +)")
                // The compiler works, and its author plays on.
                try await keeper.type("version", expecting: "This is version one.")
                ProcessTable.kill(pid)
                try await keeper.expect("'swift' was interrupted")
            }
        }

        @Test("A job that was put off before a reload and before a crash runs once")
        func jobs() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                // Longer than a reload takes.
                try await ann.type("fuse 6000", expecting: "The fuse is lit.")
                try await game.reload()
                try await ann.expect("The fuse burns down, 1 so far.")

                try await ann.type("fuse 3000", expecting: "The fuse is lit.")
                let pid = try await game.serverPid()
                ProcessTable.kill(pid)
                try await game.successor(of: pid)
                try await ann.expect("The fuse burns down, 2 so far.")

                // Had one run twice, this one would not be the third.
                try await ann.type("fuse 1", expecting: "The fuse burns down, 3 so far.")
            }
        }
    }
}
