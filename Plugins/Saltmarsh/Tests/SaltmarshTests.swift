import HearthKit
import Testing

@testable import Saltmarsh

@Suite(.serialized) struct SaltmarshTests {
    let village = Village()
    var game: TestGame { village.game }

    @Test func theSeaShutsTheCauseway() async throws {
        let ann = try await game.player("Ann", in: village.quay)
        await village.wait(for: .high)
        #expect(ann.heard.contains("The sea closes over the causeway"))
        await ann.type("east")
        #expect(ann.heard.contains("think again"))
        #expect(ann.puppet?.location == village.quay)
        await ann.type("look")
        #expect(ann.heard.contains("east (under water)"))
        await village.wait(for: .low)
        await ann.type("east")
        #expect(ann.puppet?.location == village.causeway)
    }

    @Test func whoStaysOnTheStonesIsPutAshore() async throws {
        let ann = try await game.player("Ann", in: village.causeway)
        let bob = try await game.player("Bob", in: village.strand)
        await village.wait(for: .high)
        #expect(ann.puppet?.location == village.strand)
        #expect(ann.heard.contains("cheek on shingle"))
        #expect(bob.heard.contains("The sea leaves Ann at the top of the beach."))
        #expect(village.causeway.exits.count == 2)
    }

    @Test func theTideGoesOnThroughReloads() async throws {
        let ann = try await game.player("Ann", in: village.quay)
        await game.advance(.seconds(100))
        try await game.reload()
        await game.advance(.seconds(60))
        #expect(ann.heard.contains("The gulls go up"))
        #expect(game.world.all(Causeway.self).map(\.tide) == [.rising])
    }

    @Test func nobodyClimbsInTheDark() async throws {
        let ann = try await game.player("Ann", in: village.stair)
        await ann.type("look")
        #expect(ann.heard.contains("the idea of another"))
        await ann.type("up")
        #expect(ann.puppet?.location == village.stair)

        LanternRack.create("a row of lanterns", in: village.stair)
        await ann.type("borrow lantern")
        await ann.type("borrow lantern")
        #expect(ann.heard.contains("You have one already."))
        await ann.type("light storm lantern")
        await ann.type("look")
        #expect(ann.heard.contains("Ninety steps."))
        await ann.type("up")
        #expect(ann.puppet?.location == village.lampRoom)
    }

    @Test func aLanternBurnsItsOilAndGoesOut() async throws {
        let ann = try await game.player("Ann", in: village.quay)
        let lantern = Lantern.create("a storm lantern", in: ann.puppet) { $0.fuel = 2 }
        await ann.type("light lantern")
        #expect(ann.heard.contains("You strike a match and light a storm lantern."))
        await game.advance(.seconds(60))
        #expect(lantern.isLit)
        await ann.type("douse lantern")
        await game.advance(.seconds(60))
        #expect(lantern.fuel == 1)
        await ann.type("light lantern")
        await game.advance(.seconds(60))
        #expect(ann.heard.contains("A storm lantern gutters, blinks and goes out."))
        await ann.type("light lantern")
        #expect(ann.heard.contains("nothing left"))
    }

    @Test func oilIsSoldForRiddles() async throws {
        let ann = try await game.player("Ann", in: village.quay)
        Chandler.create("Pike", in: village.quay)
        await ann.type("haggle")
        #expect(ann.heard.contains(Riddle.all[0].question))
        await ann.type("a door")
        #expect(ann.heard.contains("shakes his head"))
        try await game.reload()
        await ann.type("The tide?")
        #expect(ann.heard.contains("Pike gives you a can of oil."))
        #expect(ann.puppet?.contents.contains { ($0 as? OilCan)?.pints == 3 } ?? false)
        await ann.type("haggle")
        #expect(ann.heard.contains(Riddle.all[1].question))
        for _ in 1...3 { await ann.type("no idea") }
        #expect(ann.heard.contains("It was boat"))
        await ann.type("look")
        #expect(ann.heard.contains("The Quay"))
    }

    @Test func aLitLampBringsTheBoatIn() async throws {
        let ann = try await game.player("Ann", in: village.lampRoom)
        let bob = try await game.player("Bob", in: village.quay)
        OilCan.create("a can of oil", in: ann.puppet)
        await ann.type("light lamp")
        #expect(ann.heard.contains("nothing left"))
        await ann.type("fill lamp")
        await ann.type("light lamp")
        #expect(bob.heard.contains("the lamp opens like an eye"))
        await ann.type("look lamp")
        #expect(ann.heard.contains("each in another hand: Ann."))
        await village.wait(for: .high)
        #expect(bob.heard.contains("A lugger comes in"))
        #expect(village.quay.contents.contains { $0 is Herring })
    }

    @Test func aDarkLampDoesNot() async throws {
        let bob = try await game.player("Bob", in: village.quay)
        await village.wait(for: .high)
        #expect(bob.heard.contains("sees no light"))
        #expect(!village.quay.contents.contains { $0 is Herring })
    }

    @Test func theKeeperAnswersAndGoesHerWay() async throws {
        let ann = try await game.player("Ann", in: village.quay)
        let wenna = Keeper.create("Wenna Quill", in: village.quay) {
            ($0.lamp, $0.routine) = (village.lamp, ["pose looks out.", "east"])
        }
        await ann.type("say What about the lamp?")
        await game.advance(.seconds(1))
        #expect(ann.heard.contains("Wenna Quill says, \"It wants oil"))
        village.lamp.isLit = true
        await ann.type("say What about the lamp?")
        await game.advance(.seconds(1))
        #expect(ann.heard.contains("Thank you."))
        await game.advance(.seconds(20))
        #expect(ann.heard.contains("Wenna Quill looks out."))
        await game.advance(.seconds(20))
        #expect(wenna.location == village.causeway)
    }

    @Test func theCatTakesANameAndAHerring() async throws {
        let ann = try await game.player("Ann", in: village.quay)
        let cat = Cat.create("a one-eared cat", in: village.quay)
        let herring = Herring.create("a silver herring", in: ann.puppet)
        await ann.type("stroke cat")
        #expect(ann.heard.contains("What is it?"))
        await ann.type("|rX")
        #expect(ann.heard.contains("will not answer to that"))
        await ann.type("stroke cat")
        await ann.type("bosun")
        #expect(cat.called == "Bosun")
        await ann.type("give herring to bosun")
        await game.advance(.seconds(1))
        #expect(ann.heard.contains("Bosun the cat eats the herring"))
        #expect(herring.isDeleted)
    }

    @Test func theVillageHearsOfDawnAndDuskOnce() async throws {
        let ann = try await game.player("Ann", in: village.quay)
        let dusk = try #require(GameTime.until(.gameTime(hour: 20)))
        await game.advance(dusk)
        #expect(ann.heard.contains("the windows of Saltmarsh light"))
        try await game.reload()
        ann.forget()
        await game.advance(GameTime.real(.hours(10)))
        #expect(ann.heard.ranges(of: "The east goes grey").count == 1)
        #expect(!ann.heard.contains("windows of Saltmarsh"))
    }

    @Test func aReloadStillsTheBell() async throws {
        let ann = try await game.player("Ann", in: village.quay)
        let bob = try await game.player("Bob", in: village.strand)
        Bell.create("the quay bell", in: village.quay)
        await ann.type("ring bell")
        await game.advance(.seconds(2))
        #expect(bob.heard.contains("says the bell on the quay"))
        await bob.type("look")
        await ann.type("ring bell")
        #expect(ann.heard.contains("swinging already"))
        try await game.reload()
        #expect(ann.heard.contains("The rope slides out of your hands."))
        await game.advance(.seconds(10))
        #expect(!bob.heard.contains("Doom"))
        await ann.type("ring bell")
        await game.advance(.seconds(2))
        #expect(bob.heard.contains("Doom"))
    }

    @Test func driftwoodFeedsTheFire() async throws {
        let ann = try await game.player("Ann", in: village.strand)
        let fire = Fire.create("the fire", in: village.quay) { ($0.isLit, $0.fuel) = (true, 1) }
        await ann.type("gather")
        #expect(ann.puppet?.contents.isEmpty ?? false)
        await game.advance(.seconds(3))
        #expect(ann.heard.contains("You come up with a length of driftwood."))
        try ann.puppet?.move(to: village.quay)
        await ann.type("douse fire")
        #expect(fire.isLit)
        await game.advance(.seconds(60))
        await ann.type("sit")
        #expect(ann.heard.contains("cold chair"))
        await ann.type("feed fire")
        #expect(fire.fuel == 4)
        await ann.type("feed fire")
        #expect(ann.heard.contains("nothing to burn"))
        await ann.type("sit")
        await game.advance(.seconds(6))
        #expect(ann.heard.contains("Your coat begins to steam."))
    }
}
