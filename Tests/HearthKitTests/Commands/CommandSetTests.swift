import Testing

@testable import HearthKit

final class Sing: Command {
    override class var key: String { "sing" }
    override func run() async throws { tell("la") }
}

final class Shout: Command {
    override class var key: String { "shout" }
    override func run() async throws { tell("HEY") }
}

final class SoftSing: Command {
    override class var key: String { "sing" }
    override class var availability: Availability { .given }
    override func run() async throws { tell("mm") }
}

final class Toll: Command {
    override class var key: String { "toll" }
    override class var availability: Availability { .given }
    override func run() async throws { tell("\(try giver().name) tolls") }
}

final class Echo: Command {
    override class var key: String { SystemKey.noMatch }
    override class var availability: Availability { .given }
    override func run() async throws { tell("echo: \(args)") }
}

final class Silence: Command {
    override class var key: String { SystemKey.noInput }
    override class var availability: Availability { .given }
    override func run() async throws { tell("silence") }
}

/// A thing whose set the test says.
final class Giver: Object {
    var given = CommandSet.none
    override var commands: CommandSet { given }
}

enum Gagged: LastingCommandSet {
    static var set: CommandSet { CommandSet(Shout.self, merge: .remove, priority: 10) }
}

final class Again: Command {
    override class var key: String { "again" }
    override func run() async throws {
        caller.attributes["runs"] = .int(runs + 1)
        caller.perform("again")
    }
    var runs: Int64 { if case .int(let runs)? = caller.attributes["runs"] { runs } else { 0 } }
}

/// Somebody who gives what its test says.
final class Piper: Character {
    override class var commands: CommandSet { CommandSet(Toll.self) }
}

extension GameTests {
    @MainActor
    struct CommandSetTests {
        let game = TestGame(types: [
            Sing.self, Shout.self, SoftSing.self, Toll.self, Echo.self, Silence.self, Giver.self, Gagged.self, Blind.self,
            Again.self, Piper.self,
        ])

        private func play() async throws -> (ann: TestPlayer, hall: Room) {
            let hall = Room.create("the hall")
            return (try await game.player("Ann", in: hall), hall)
        }

        private func words(_ player: TestPlayer) throws -> [String] {
            let puppet = try #require(player.puppet)
            let game = try #require(Game.current)
            return game.table(session: player.session, account: player.account, puppet: puppet).entries.map(\.key).sorted()
        }

        @Test func setsMeetByTheirRuleAndInTheOrderOfTheirPriority() async throws {
            let (ann, hall) = try await play()
            let thing = Giver.create("a thing", in: hall)
            #expect(try words(ann) == ["again", "shout", "sing"])
            thing.given = CommandSet(SoftSing.self)
            await ann.type("sing")
            #expect(ann.heard == "mm\n")
            thing.given = CommandSet(SoftSing.self, priority: -1)
            await ann.type("sing")
            #expect(ann.heard == "la\n")
            thing.given = CommandSet(SoftSing.self, Toll.self, merge: .intersect)
            #expect(try words(ann) == ["sing"])
            thing.given = CommandSet(Toll.self, merge: .replace)
            #expect(try words(ann) == ["toll"])
            thing.given = CommandSet(SoftSing.self, merge: .remove)
            #expect(try words(ann) == ["again", "shout"])
        }

        @Test func whatIsPutOnSomebodyIsTheirsAlone() async throws {
            let (ann, hall) = try await play()
            let bob = try await game.player("Bob", in: hall)
            ann.puppet?.add(Gagged.self)
            await ann.type("shout")
            #expect(ann.heard.contains("know no way"))
            await bob.type("shout")
            #expect(bob.heard == "HEY\n", "who stands by is not gagged")
            let thing = Object.create("a gag", in: hall)
            thing.add(Gagged.self)
            await bob.type("shout")
            #expect(bob.heard.contains("know no way"), "a thing gives it to all who are there")
        }

        @Test func aPlayersCommandsAreTheirsAndThoseOfTheGamesPeopleAreForAll() async throws {
            let hall = Room.create("the hall")
            let ann = try await game.player("Ann", as: Piper.self, in: hall)
            let bob = try await game.player("Bob", in: hall)
            #expect(try words(ann).contains("toll") && !words(bob).contains("toll"))
            let piper = Piper.create("a piper", in: hall)
            #expect(try words(bob).contains("toll"))
            piper.locks = "call: none()"
            #expect(try !words(bob).contains("toll"))
            bob.account?.isSuperuserAccount = true
            #expect(try !words(bob).contains("toll"), "nobody is nobody")
            piper.locks = "call: perm(Builder)"
            #expect(try words(bob).contains("toll"))
        }

        @Test func whatTheGameRunsItselfOutlivesASetThatReplacesAll() async throws {
            let (ann, hall) = try await play()
            Giver.create("an echo", in: hall).given = CommandSet(Echo.self)
            let dream = Giver.create("a dream", in: hall)
            for merge in [CommandSet.Merge.replace, .intersect] {
                dream.given = CommandSet(Toll.self, merge: merge, priority: 50)
                await ann.type("hello")
                #expect(ann.heard == "echo: hello\n")
            }
            dream.given = CommandSet(Echo.self, merge: .remove, priority: 50)
            await ann.type("hello")
            #expect(ann.heard.contains("know no way"))
        }

        @Test func aSetMayMeetANamedOneByAnotherRule() async throws {
            let (ann, hall) = try await play()
            Giver.create("a", in: hall).given = CommandSet(Toll.self, name: "bells")
            Giver.create("b", in: hall).given = CommandSet(SoftSing.self, priority: 5, against: ["bells": .replace])
            #expect(try words(ann) == ["sing"])
        }

        @Test func exitsAndThingsCanBeHiddenAndShownAgain() async throws {
            let (ann, hall) = try await play()
            let garden = Room.create("the garden")
            Exit.create("north", in: hall) { $0.destination = garden }
            let cloak = Giver.create("a cloak", in: hall)
            cloak.given = CommandSet(Toll.self)
            let puppet = try #require(ann.puppet)
            #expect(try words(ann).contains("toll"))
            puppet.add(Blind.self)
            await ann.type("north")
            #expect(puppet.location == hall)
            #expect(try !words(ann).contains("toll"))
            puppet.remove(Blind.self)
            await ann.type("north")
            #expect(puppet.location == garden)
        }

        @Test func ofTwoBellsTheOneThatIsNamedRings() async throws {
            let (ann, hall) = try await play()
            for name in ["a brass bell", "a silver bell"] { Giver.create(name, in: hall).given = CommandSet(Toll.self) }
            await ann.type("toll brass bell")
            #expect(ann.heard == "a brass bell tolls\n")
            await ann.type("toll silver")
            #expect(ann.heard == "a silver bell tolls\n")
            let puppet = try #require(ann.puppet)
            Giver.create("a hand bell", in: puppet).given = CommandSet(Toll.self)
            await ann.type("toll")
            #expect(ann.heard == "a hand bell tolls\n")
        }

        @Test func aLockKeepsAThingsCommandsFromSome() async throws {
            let (ann, hall) = try await play()
            let bell = Giver.create("a bell", in: hall)
            bell.given = CommandSet(Toll.self)
            bell.locks = "call: none()"
            #expect(try !words(ann).contains("toll"))
        }

        @Test func aLastingSetOutlivesAReload() async throws {
            let (ann, _) = try await play()
            try #require(ann.puppet).add(Gagged.self)
            await ann.type("shout")
            #expect(!ann.heard.contains("HEY"))
            try await game.reload()
            await ann.type("shout")
            #expect(!ann.heard.contains("HEY"))
            try #require(ann.puppet).remove(Gagged.self)
            await ann.type("shout")
            #expect(ann.heard == "HEY\n")
        }

        @Test func aSetCanSayWhatBecomesOfOtherLines() async throws {
            let (ann, hall) = try await play()
            Giver.create("an echo", in: hall).given = CommandSet(Echo.self, Silence.self)
            await ann.type("What now?")
            #expect(ann.heard == "echo: What now?\n")
            await ann.type("")
            #expect(ann.heard == "silence\n")
            #expect(try !words(ann).contains { $0.hasPrefix("__") })
        }

        @Test func aCommandThatHasItselfRunEndsSomewhere() async throws {
            let (ann, _) = try await play()
            await ann.type("again")
            #expect(try #require(ann.puppet).attributes["runs"] == .int(Int64(Game.mostNesting)))
            #expect(game.log.contains { $0.contains("deep") })
        }
    }
}

enum Blind: LastingCommandSet {
    static var set: CommandSet { CommandSet(priority: 5, hides: [.exits, .things]) }
}
