import Testing

@testable import HearthKit

final class Witness: GameHooks {
    /// The test looks at what the hooks of its game have seen.
    static var seen: [String] = []
    override func didCreate(_ entity: Entity) { Self.seen.append("made \(entity.name)") }
    override func willDelete(_ entity: Entity) { Self.seen.append("ends \(entity.name)") }
    override func didTraverse(_ exit: Exit, _ traveller: Object) { Self.seen.append("\(traveller.name) went \(exit.name)") }
    override func didPuppet(_ object: Object, by session: Session) { Self.seen.append("plays \(object.name)") }
    override func didUnpuppet(_ object: Object, by session: Session) { Self.seen.append("leaves \(object.name)") }
    override func didLogout(_ account: Account) { Self.seen.append("\(account.name) logged out") }
}

final class Ghost: Character {
    var former: [String] = []
    override func didRename(from old: String) { former.append(old) }
    override func announceLeaving(_ place: Object, by exit: Exit, to destination: Object) {
        place.announce("A chill goes by.")
    }
    override func announceArriving(from place: Object?) {}
}

final class Creaking: Exit {
    var refused = 0
    override func didNotTraverse(_ traveller: Object, because reason: any Error) {
        refused += 1
        traveller.send("It creaks.")
    }
}

final class Sundial: Object, Awakening {
    @Saved var height = 3
    var shadow = 0
    func didAwake(_ beginning: Game.Beginning) { shadow = height * 2 }
}

final class Moor: Room {
    override func header(for looker: Object) -> String { "It rains." }
    override func footer(for looker: Object) -> String { "\(looker.name) is wet." }
}

extension GameTests {
    @MainActor
    struct HookTests {
        @Test func aLookHasWhatThePlaceSetsAboveAndBelow() async throws {
            let small = try await SmallWorld(types: [Moor.self])
            let moor = Moor.create("the moor") { $0.text = "Heather." }
            let ann = try #require(small.ann.puppet)
            #expect(moor.appearance(to: ann).split(separator: "\n") == ["|cthe moor|n", "It rains.", "Heather.", "Ann is wet."])
        }

        @Test func theGameHearsOfWhatBefallsAnything() async throws {
            let small = try await SmallWorld(types: [Witness.self])
            Witness.seen = []
            let rock = Object.create("a rock", in: small.hall)
            try rock.delete()
            await small.ann.type("north")
            await small.ann.disconnect()
            #expect(Witness.seen == ["made a rock", "ends a rock", "Ann went north", "leaves Ann", "Ann logged out"])
        }

        @Test func aMoverSaysHowOthersReadOfIt() async throws {
            let small = try await SmallWorld(types: [Ghost.self], characters: Ghost.self)
            await small.ann.type("north")
            #expect(small.bob.heard == "A chill goes by.\n")
            let ghost = try #require(small.ann.puppet as? Ghost)
            ghost.name = "Anna"
            #expect(ghost.former == ["Ann"])
        }

        @Test func aWayKnowsWhomItRefused() async throws {
            let small = try await SmallWorld(types: [Creaking.self])
            let door = Creaking.create("door", in: small.hall) {
                $0.destination = small.garden
                $0.locks = "traverse: none()"
            }
            await small.ann.type("door")
            #expect(small.ann.heard == "It creaks.\nThe way is barred.\n" && door.refused == 1)
        }

        @Test func whatIsNotSavedIsMadeAnewForThoseOlderThanTheCode() async throws {
            let game = TestGame(types: [Sundial.self])
            let dial = Sundial.create("a sundial")
            #expect(dial.shadow == 0)
            await game.turn()
            try await game.reload()
            #expect((game.world.entity(dial.id) as? Sundial)?.shadow == 6)
        }
    }
}
