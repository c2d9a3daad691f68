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

/// Knows no word of the language, or hears nothing.
final class Foreigner: Character {
    var isDeaf = false
    var overheard: [String] = []
    override func willHear(_ speech: Speech) throws -> String {
        if isDeaf { throw Refusal("") }
        return String(speech.text.map { $0 == " " ? " " : "x" })
    }
    override func didHear(_ speech: Speech) { overheard.append(speech.text) }
}

/// Says yes and no to what befalls it.
final class Picky: Character {
    var seen: [String] = []
    var refuses = ""
    private func note(_ what: String) throws {
        seen.append(what)
        if refuses == what { throw Refusal("\(name) will not.") }
    }
    override func willMove(to place: Object, by reason: MoveReason) throws { try note("will move") }
    override func didMove(from place: Object?, by reason: MoveReason) { seen.append("moved") }
    override func willRelease(_ thing: Object, to place: Object, by reason: MoveReason) throws { try note("will release") }
    override func didRelease(_ thing: Object, to place: Object, by reason: MoveReason) { seen.append("released") }
    override func willReceive(_ thing: Object, from place: Object?, by reason: MoveReason) throws { try note("will receive") }
    override func willPuppet(by session: Session) throws { try note("will be played") }
    override func willUnpuppet(by session: Session) { seen.append("will be left") }
    override func willSay(_ text: String, _ kind: Speech.Kind) throws -> String {
        try note("will say")
        return text.uppercased()
    }
    override func name(for looker: Object?) -> String { looker === self ? "myself" : name }
    override func isVisible(to looker: Object) -> Bool { refuses != "seen" && super.isVisible(to: looker) }
}

final class LifeWitness: GameHooks {
    static var seen: [String] = []
    override func willReload() { Self.seen.append("will reload") }
    override func didReload() { Self.seen.append("reloaded") }
    override func willStop() { Self.seen.append("will stop") }
    override func didStart() { Self.seen.append("started") }
    override func didConnect(_ session: Session) { Self.seen.append("connected") }
    override func didDisconnect(_ session: Session) { Self.seen.append("disconnected") }
}

extension GameTests {
    @MainActor
    struct HookTests {
        @Test func eachHearsInTheirOwnWay() async throws {
            let small = try await SmallWorld(types: [Foreigner.self])
            let foreigner = try await small.game.player("Foe", as: Foreigner.self, in: small.hall)
            let (ann, foe) = (try #require(small.ann.puppet), try #require(foreigner.puppet as? Foreigner))
            let speech = Speech(.say, by: ann, "well met")
            ann.speak(speech, "$You() $conj(say), \"{text}\"")
            await small.game.turn()
            #expect(small.ann.heard == "You say, \"well met\"\n" && small.bob.heard == "Ann says, \"well met\"\n")
            #expect(foreigner.heard == "Ann says, \"xxxx xxx\"\n" && foe.overheard == ["xxxx xxx"])
            for player in [small.ann, small.bob, foreigner] { player.forget() }
            foe.isDeaf = true
            #expect(ann.speak(speech, "$You() $conj(say), \"{text}\"") == [foe])
            await small.game.turn()
            #expect(foreigner.heard.isEmpty && foe.overheard.count == 1 && !small.bob.heard.isEmpty)
        }

        @Test func whoIsAskedMayRefuse() async throws {
            let small = try await SmallWorld(types: [], characters: Picky.self)
            let ann = try #require(small.ann.puppet as? Picky)
            ann.seen = []
            try ann.move(to: small.garden)
            #expect(ann.seen == ["will move", "moved"] && ann.location == small.garden)
            ann.refuses = "will move"
            #expect(throws: Refusal.self) { try ann.move(to: small.hall) }
            #expect(ann.location == small.garden)
            ann.refuses = "will receive"
            #expect(throws: Refusal.self) { try small.lamp.move(to: ann) }
            ann.refuses = "will release"
            small.lamp.place(in: ann)
            #expect(throws: Refusal.self) { try small.lamp.move(to: small.garden) }
            #expect(small.lamp.location == ann)
            ann.refuses = ""
            ann.seen = []
            try small.lamp.move(to: small.garden)
            #expect(ann.seen == ["will release", "released"])
            ann.seen = []
            #expect(try ann.willSay("hush", .say) == "HUSH" && ann.seen == ["will say"])
        }

        @Test func whoIsPlayedMayRefuse() async throws {
            let small = try await SmallWorld(types: [], characters: Picky.self)
            let (ann, session) = (try #require(small.ann.puppet as? Picky), try #require(small.ann.session))
            ann.seen = []
            try session.puppet(nil)
            ann.refuses = "will be played"
            #expect(throws: Refusal.self) { try session.puppet(ann) }
            #expect(session.puppet == nil && ann.seen == ["will be left", "will be played"])
        }

        @Test func howOneIsCalledAndSeenDependsOnWhoLooks() async throws {
            let small = try await SmallWorld(types: [], characters: Picky.self)
            let (ann, bob) = (try #require(small.ann.puppet as? Picky), try #require(small.bob.puppet))
            #expect(ann.name(for: ann) == "myself" && ann.name(for: bob) == "Ann")
            #expect(small.hall.appearance(to: bob).contains("Ann"))
            ann.refuses = "seen"
            #expect(!small.hall.appearance(to: bob).contains("Ann"))
            #expect(throws: Refusal.self) { try bob.search("ann") }
        }

        @Test func theGameHearsOfItsOwnLife() async throws {
            LifeWitness.seen = []
            let game = TestGame(types: [LifeWitness.self])
            let ann = await game.connect()
            await ann.disconnect()
            try await game.reload()
            try await game.restart()
            #expect(
                LifeWitness.seen == [
                    "started", "connected", "disconnected", "will reload", "reloaded", "will stop", "started",
                ])
        }

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
