import Testing

@testable import HearthKit

final class Raft: Room {
    @Saved var planks = 3
}

final class Schooner: Room {
    @Saved var masts = 0
    @Saved var before = ""
    @Saved var made = 0
    override func created() { (masts, made) = (2, made + 1) }
    override func didBecome(from className: String) {
        masts += 1
        before = className
    }
}

extension GameTests {
    @MainActor
    struct BecomingTests {
        let game = TestGame(types: [Raft.self, Schooner.self])

        private func schooner(_ id: EntityID) throws -> Schooner { try #require(game.world.entity(id) as? Schooner) }

        @Test func whatIsOfAnotherClassAfterAReloadIsToldOnce() async throws {
            let raft = Raft.create("a raft")
            raft.becomes(Schooner.self)
            await game.turn()
            #expect(raft.planks == 3, "until then it is what it was")
            try await game.reload()
            #expect(try schooner(raft.id).masts == 1 && schooner(raft.id).before == "HearthKitTests.Raft")
            #expect(try schooner(raft.id).made == 0)
            try await game.reload()
            try await game.crash()
            #expect(try schooner(raft.id).masts == 1)
        }

        @Test func itMayBeginAsIfItHadBeenMade() async throws {
            let raft = Raft.create("a raft")
            raft.becomes(Schooner.self, startsOver: true)
            await game.turn()
            try await game.reload()
            #expect(try schooner(raft.id).made == 1 && schooner(raft.id).masts == 3)
        }

        @Test func whoeverIsSetBackHasBecomeNothing() async throws {
            let raft = Schooner.create("a ship")
            raft.becomes(Raft.self)
            raft.becomes(Schooner.self)
            await game.turn()
            try await game.reload()
            #expect(try schooner(raft.id).before == "")
        }

        @Test func anotherClassAtOnceIsToldInTheSameTurn() async throws {
            let raft = Raft.create("a raft")
            let new = game.world.retype(raft as Object, as: Schooner.self)
            await game.turn()
            #expect(new.before == "HearthKitTests.Raft" && new.masts == 1)
        }
    }
}
