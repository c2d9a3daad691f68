import HearthKit
import Testing

@testable import Ferry

/// One after the other, as there is one world at a time. Tests in other files go into it as well:
/// `extension FerryTests { @MainActor struct TollTests { … } }`.
@Suite(.serialized) @MainActor struct FerryTests {
    private func landing() async throws -> (small: SmallWorld, gangway: Gangway, boat: Boat) {
        let small = try await SmallWorld()
        let boat = Boat.create("The Ferry") { $0.landings = [small.hall, small.garden] }
        Exit.create("ashore", in: boat) { $0.destination = small.hall }
        let gangway = Gangway.create("aboard", in: small.hall) {
            $0.destination = boat
            $0.locks = "traverse: has_fare(2)"
        }
        return (small, gangway, boat)
    }

    @Test func whoHasTheFareGoesAboardAndHasPaid() async throws {
        let (small, _, boat) = try await landing()
        let ann = try #require(small.ann.puppet)
        Coin.create("a coin", in: ann)
        let refused = try await small.game.call("aboard", as: small.ann)
        #expect(refused == "The ferryman puts his arm across. \"Two coins.\"\nThe way is barred.\n")
        Coin.create("a coin", in: ann)
        #expect(try await small.game.call("aboard", as: small.ann).contains("bites two coins"))
        #expect(ann.location == boat && ann.first(Coin.self) == nil)
    }

    @Test func theFerrySailsOnThroughReloadAndCrash() async throws {
        let (small, _, boat) = try await landing()
        await small.game.advance(.minutes(2))
        #expect(boat.exits.first?.destination == small.garden)
        #expect(small.ann.heard.contains("The ferry is at the garden."))
        try await small.game.reload()
        await small.game.advance(.minutes(2))
        let again = try #require(small.game.world.entity(boat.id) as? Boat)
        #expect(again.exits.first?.destination?.name == "the hall")
    }

    @Test func aRoomThatIsMadeABoatSails() async throws {
        let small = try await SmallWorld()
        let raft = Room.create("A Raft")
        Exit.create("ashore", in: raft) { $0.destination = small.hall }
        raft.becomes(Boat.self)
        await small.game.turn()
        try await small.game.reload()
        let boat = try #require(small.game.world.entity(raft.id) as? Boat)
        boat.landings = small.game.world.all(Room.self).filter { $0 !== boat }
        await small.game.advance(.minutes(2))
        #expect(boat.exits.first?.destination?.name == "the garden")
    }

    @Test func haggledOverAReload() async throws {
        let (small, _, _) = try await landing()
        Ferryman.create("the ferryman", in: small.hall)
        let shown = try await small.game.call("hail", as: small.ann)
        #expect(shown.contains("Toss for it") && !shown.contains("Boast"))
        await small.ann.type("toss")
        try await small.game.reload()
        small.game.world.prototypes.files["coin"] = try Prototype(
            key: "coin", .map(["class": "Ferry.Coin", "name": "a coin"]))
        for _ in 0..<60 { await small.ann.type("heads") }
        #expect(small.ann.transcript.contains("He flips it to you: a coin."))
        #expect((small.ann.puppet?.contents(of: Coin.self).count ?? 0) >= 2)
        await small.ann.type("back")
        #expect(small.ann.heard.contains("Boast"), "the choice was locked until there were coins")
    }
}
