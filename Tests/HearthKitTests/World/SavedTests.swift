import Testing

@testable import HearthKit

// What is stored and comes back: the promises of `@Saved`.

enum Weather: String, Storable { case clear, rain }
struct Stats: Codable, Storable, Equatable {
    var strength = 10
    var tags: [String] = []
}

class Lantern: Object {
    @Saved var oil = 100
    @Saved var isLit = false
    @Saved var owner: Object?
    @Saved var weather = Weather.clear
    @Saved var stats = Stats()
    @Saved var seen: [Object] = []
    @Saved(was: "brightness", "shine") var light = 1.5
    var flicker = 0
}

final class StormLantern: Lantern {
    @Saved var glass = "green"

    required init(_ birth: Birth) {
        super.init(birth)
        oil = 50
    }
}

final class Keg: Object {
    @Saved var litres = 5.0

    override class func convert(_ field: String, from value: StoredValue) -> StoredValue? {
        guard case .string(let text) = value, let number = Double(text) else { return nil }
        return .double(number)
    }
}

extension GameTests {
    @MainActor
    struct SavedTests {
        let types: [Any.Type] = [Lantern.self, StormLantern.self, Keg.self]

        @Test func everyKindComesBackAfterAReload() async throws {
            let game = TestGame(types: types)
            let hall = Room.create("the hall")
            let lantern = StormLantern.create("a lantern", in: hall) {
                $0.oil = 7
                $0.owner = hall
                $0.weather = .rain
                $0.stats = Stats(strength: 3, tags: ["wet"])
                $0.seen = [hall, $0]
                $0.flicker = 9
                $0.aliases = ["lamp"]
                $0.tags = ["light", "kind:lamp"]
                $0.text = "It is |ybright|n."
                $0.attributes["price"] = 12
            }
            await game.turn()
            try await game.reload()
            let after = try #require(game.world.entity(lantern.id) as? StormLantern)
            #expect(after !== lantern)
            #expect(after.oil == 7 && !after.isLit && after.glass == "green" && after.weather == .rain)
            #expect(after.owner === game.world.entity(hall.id))
            #expect(after.stats == Stats(strength: 3, tags: ["wet"]))
            #expect(after.seen.map(\.id) == [hall.id, lantern.id])
            #expect(after.flicker == 0)
            #expect(
                after.aliases == ["lamp"] && after.tags == ["light", "kind:lamp"] && after.text == "It is |ybright|n.")
            #expect(after.attributes["price"] == 12)
            #expect(after.location?.id == hall.id && after.location?.contents.map(\.id) == [lantern.id])
        }

        /// What was never set follows the code; only what was set is kept.
        @Test func onlyWhatWasSetIsStored() async throws {
            let game = TestGame(types: types)
            let lantern = Lantern.create("a lantern")
            lantern.isLit = true
            await game.turn()
            let row = try #require(game.store.changes(after: -1).entities.first { $0.id == lantern.id.rawValue })
            #expect(try StoredValue(cbor: row.fields) == ["isLit": true])
        }

        @Test func aRenamedFieldIsFoundUnderItsFormerNames() async throws {
            let game = TestGame(types: types)
            let lantern = try await stored(["shine": 9.5], as: Lantern.self, in: game)
            #expect(lantern.light == 9.5)
        }

        @Test func aFieldThatTheCodeNoLongerHasIsKept() async throws {
            let game = TestGame(types: types)
            let lantern = try await stored(["oil": 3, "wick": "cotton"], as: Lantern.self, in: game)
            lantern.oil = 4
            await game.turn()
            let row = try #require(game.store.changes(after: -1).entities.first { $0.id == lantern.id.rawValue })
            #expect(try StoredValue(cbor: row.fields) == ["oil": 4, "wick": "cotton"])
        }

        @Test func aChangedTypeIsReportedAndItsValueKept() async throws {
            let game = TestGame(types: types)
            let lantern = try await stored(["oil": "full"], as: Lantern.self, in: game) { report in
                #expect(report.problemLines.count == 1)
                #expect(report.problemLines[0].contains("Lantern.oil: a String is stored"))
                #expect(report.problemLines[0].contains("1 stored"))
            }
            #expect(lantern.oil == 100)
            #expect(lantern.unclaimed["oil~"] == "full")
            lantern.isLit = true
            await game.turn()
            let row = try #require(game.store.changes(after: -1).entities.first { $0.id == lantern.id.rawValue })
            #expect(try StoredValue(cbor: row.fields) == ["oil~": "full", "isLit": true])
        }

        @Test func aValueThatWasSetAsideComesBackWithItsType() async throws {
            let game = TestGame(types: types)
            let lantern = try await stored(["oil~": 42], as: Lantern.self, in: game)
            #expect(lantern.oil == 42 && lantern.unclaimed.isEmpty)
        }

        @Test func aConversionHookSavesTheReload() async throws {
            let game = TestGame(types: types)
            let keg = try await stored(["litres": "2.5"], as: Keg.self, in: game) { #expect($0.problems.isEmpty) }
            #expect(keg.litres == 2.5)
        }

        @Test func anEntityWhoseClassIsGoneLivesOnAsItsBaseWithItsData() async throws {
            let game = TestGame(types: types)
            let lantern = StormLantern.create("a storm lantern") {
                $0.glass = "red"
                $0.oil = 1
            }
            await game.turn()
            // A game whose plugin no longer has the subclass, and then one that has none of them.
            for types in [[Lantern.self], []] as [[Any.Type]] {
                let world = World()
                World.current = world
                world.classes.add(types)
                let report = try world.read(game.store.changes(after: -1))
                let standIn = try #require(world.entity(lantern.id))
                #expect(type(of: standIn) == (types.isEmpty ? Object.self : Lantern.self))
                #expect(report.standIns.values.reduce(0, +) == 1)
                #expect(standIn.unclaimed["glass"] == "red")
                #expect(
                    standIn.row.classID == lantern.row.classID, "its class is not forgotten when it is written again")
            }
            try await game.reload()
            #expect((game.world.entity(lantern.id) as? StormLantern)?.glass == "red")
        }

        @Test func aDeletedEntityIsNothingToThoseWhoReferToIt() async throws {
            let game = TestGame(types: types)
            let hall = Room.create("the hall")
            let lantern = Lantern.create("a lantern", in: hall) { $0.owner = hall }
            try hall.delete()
            #expect(lantern.owner == nil && lantern.location == nil)
            await game.turn()
            try await game.reload()
            let after = try #require(game.world.entity(lantern.id) as? Lantern)
            #expect(after.owner == nil && after.location == nil && game.world.entity(hall.id) == nil)
        }

        @Test func numbersAreNeverUsedAgain() async throws {
            let game = TestGame(types: types)
            let first = Lantern.create("a lantern")
            try first.delete()
            await game.turn()
            try await game.reload()
            #expect(Lantern.create("another").id > first.id)
        }

        @Test func contentsKeepTheirOrder() async throws {
            let game = TestGame(types: types)
            let hall = Room.create("the hall")
            let things = (1...5).map { Lantern.create("lantern \($0)", in: hall) }
            things[1].place(in: nil)
            things[1].place(in: hall)
            await game.turn()
            let order = hall.contents.map(\.id)
            try await game.reload()
            #expect((game.world.entity(hall.id) as? Room)?.contents.map(\.id) == order)
        }

        /// A lantern as a row in the store, read by a fresh world.
        private func stored<T: Object>(
            _ fields: StoredValue, as type: T.Type, in game: TestGame, check: (World.LoadReport) -> Void = { _ in }
        ) async throws -> T {
            var changes = Changes(turn: 100, epoch: 1, nextEntity: 90, nextArrival: 1, nextJob: 1)
            changes.classes = [ClassRow(id: 77, name: ClassRegistry.name(of: type), bases: ["HearthKit.Object"])]
            changes.entities = [
                EntityRow(id: 80, classID: 77, name: "it", location: nil, arrival: 0, fields: fields.cbor)
            ]
            try game.store.commit(changes)
            check(try game.game.load(game.store.changes(after: 99)))
            return try #require(game.world.entity(EntityID(rawValue: 80)) as? T)
        }
    }
}
