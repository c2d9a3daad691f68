import Testing

@testable import HearthKit

final class Fixed: Object {
    override func willDelete() throws { throw Refusal("It is part of the wall.") }
}

final class Candle: Object {
    static var ended: [String] = []
    override func didDelete() { Self.ended.append(name) }
}

extension GameTests {
    @MainActor
    struct EndingTests {
        @Test func withARoomEndTheWaysInItAndToIt() async throws {
            let small = try await SmallWorld(types: [])
            let coin = Object.create("a coin", in: small.garden)
            let bell = Object.create("a bell", in: small.garden) { $0.home = small.lamp }
            small.bob.puppet?.place(in: small.garden)
            try small.garden.delete()
            #expect(small.hall.exits.isEmpty && small.game.world.all(Exit.self).isEmpty)
            #expect(coin.location == small.hall, "what belongs nowhere goes where characters begin")
            #expect(bell.location == small.lamp && small.bob.puppet?.location == small.hall)
            await small.game.turn()
            #expect(small.bob.heard.hasPrefix("the garden is no more; you find yourself elsewhere.\nthe hall\n"))
        }

        @Test func whatWillNotEndStaysAndWhatEndsIsTold() async throws {
            let small = try await SmallWorld(types: [Fixed.self, Candle.self])
            let fixed = Fixed.create("a nail", in: small.hall)
            #expect(throws: Refusal.self) { try fixed.delete() }
            #expect(!fixed.isDeleted && fixed.location == small.hall)
            Candle.ended = []
            let candle = Candle.create("a candle", in: small.hall)
            let flame = Object.create("a flame", in: candle)
            try candle.delete()
            #expect(Candle.ended == ["a candle"] && flame.location == small.hall)
        }

        @Test func valuesByTypeAndThingsByCategory() async throws {
            let small = try await SmallWorld(types: [])
            small.lamp.attributes = ["oil": 5, "worn": true, "owner": .reference(small.hall.id), "none": .null]
            #expect(small.lamp.value("oil", as: Int.self) == 5 && small.lamp.value("worn", as: Bool.self) == true)
            #expect(small.lamp.value("owner", as: Room.self) == small.hall)
            #expect(small.lamp.value("oil", as: String.self) == nil && small.lamp.value("none", as: Int.self) == nil)
            small.lamp.tags = ["zone:marsh", "light"]
            small.garden.tags = ["zone:hill", "zone:marsh"]
            #expect(small.game.world.tagged(category: "zone") == [small.garden, small.lamp])
            #expect(small.game.world.tagged(category: "zone", Room.self) == [small.garden])
            #expect(small.game.world.tagged(category: "light", Entity.self).isEmpty)
        }
    }
}
