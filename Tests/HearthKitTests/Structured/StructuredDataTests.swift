import Testing

@testable import HearthKit

private final class Hero: Character {
    @Saved var hp = 10
    override var vitals: [String: any Storable] { ["hp": hp, "maxhp": 20] }
}

private final class Health: Publication {
    static var asked = 0
    override class var name: String { "Char.Vitals" }
    override func value(for session: Session) -> StoredValue? {
        Self.asked += 1
        return (session.puppet as? Hero).map { .map($0.vitals.mapValues(\.stored)) }
    }
    override func variables(of value: StoredValue) -> [String: StoredValue] {
        guard case .map(let vitals) = value, let hp = vitals["hp"] else { return [:] }
        return ["HEALTH": hp]
    }
    override class var variableNames: [String] { ["HEALTH"] }
}

private final class SkyReport: Publication {
    static var sky = "clear"
    override class var name: String { "World.Weather" }
    override func value(for session: Session) -> StoredValue? { ["sky": Self.sky.stored] }
}

private class Echoing: ClientMessage {
    override class var name: String { "Test.Echo" }
    override func run() throws { session.send(.gmcp("Test.Echo", data)) }
}

/// Stands in for the other.
private final class LoudEchoing: Echoing {
    override func run() throws {
        session.send(.gmcp("Test.Echo", ["loud": data]))
        guard data != .null else { throw Refusal("Nothing to echo.") }
    }
}

private struct Roll: Codable { var dice: Int, sides: [Int] }

private final class Reads: ClientMessage {
    override class var name: String { "Test.Roll" }
    override func run() throws {
        let roll = try read(Roll.self)
        session.send(.gmcp("Test.Rolled", Roll(dice: roll.dice + 1, sides: roll.sides)))
    }
}

extension GameTests {
    @MainActor @Suite struct StructuredData {
        let game = TestGame(types: [
            Hero.self, Health.self, SkyReport.self, LoudEchoing.self, Echoing.self, Reads.self,
        ])
        let hall: Room

        init() {
            hall = Room.create("the hall")
            (SkyReport.sky, Health.asked) = ("clear", 0)
        }

        private func hero(_ name: String, _ client: Client = TestGame.structuredClient) async throws -> TestPlayer {
            try await game.player(name, as: Hero.self, in: hall, client: client)
        }

        private func hero(of player: TestPlayer) throws -> Hero { try #require(player.puppet as? Hero) }

        @Test func whatChangesIsToldOnce() async throws {
            let ann = try await hero("Ann")
            try hero(of: ann).hp = 9
            await game.turn()
            #expect(ann.data == [#"Char.Vitals {"hp":9,"maxhp":20}"#])
            ann.forget()
            try hero(of: ann).hp = 9
            hall.text = "Something else changed."
            await game.turn()
            #expect(ann.data == [])
        }

        @Test func nobodyIsAskedForClientsThatWantNoData() async throws {
            let ann = try await hero("Ann", TestGame.plainClient)
            try hero(of: ann).hp = 1
            await game.turn()
            #expect(Health.asked == 0)
            #expect(ann.transcript == "" && ann.data == [])
            #expect(!game.world.notesStirred)
        }

        @Test func nothingIsAskedInATurnThatChangesNothing() async throws {
            let ann = try await hero("Ann")
            let before = Health.asked
            await ann.type("no such command")
            #expect(Health.asked == before)
        }

        @Test func whoIsFarFromAChangeIsNotAskedFor() async throws {
            let ann = try await hero("Ann")
            let garden = Room.create("the garden")
            let bob = try await game.player("Bob", as: Hero.self, in: garden, client: TestGame.structuredClient)
            let before = Health.asked
            try hero(of: bob).hp = 3
            await game.turn()
            #expect(Health.asked == before + 1)
            Object.create("a lamp", in: hall)
            await game.turn()
            #expect(Health.asked == before + 2, "what came to Ann's room concerns her alone")
            #expect(ann.data == [])
        }

        @Test func allIsToldAgainByTheNextServer() async throws {
            let ann = try await hero("Ann")
            try hero(of: ann).hp = 7
            await game.turn()
            for crash in [false, true] {
                ann.forget()
                if crash { try await game.crash() } else { try await game.reload() }
                #expect(ann.data == [#"Char.Vitals {"hp":7,"maxhp":20}"#, #"World.Weather {"sky":"clear"}"#])
            }
        }

        @Test func allIsToldAgainToAPageThatHasForgottenIt() async throws {
            let ann = try await hero("Ann")
            await game.turn()
            ann.forget()
            await ann.send("Core.Supports.Set", #"["Char 1"]"#)
            #expect(ann.data == [#"Char.Vitals {"hp":10,"maxhp":20}"#, #"World.Weather {"sky":"clear"}"#])
        }

        @Test func whatIsNotNearIsToldWhenItSaysSo() async throws {
            let ann = try await hero("Ann")
            SkyReport.sky = "rain"
            hall.text = "A change."
            await game.turn()
            #expect(ann.data == [#"World.Weather {"sky":"rain"}"#])
            ann.forget()
            SkyReport.sky = "snow"
            await game.turn()
            #expect(ann.data == [])
            SkyReport.changed()
            await game.turn()
            #expect(ann.data == [#"World.Weather {"sky":"snow"}"#])
        }

        @Test func onlyPackagesThatAClientNamesAreTold() async throws {
            var client = TestGame.structuredClient
            client.packages = ["World"]
            let ann = try await hero("Ann", client)
            try hero(of: ann).hp = 2
            await game.turn()
            #expect(ann.data == [])
            client.packages = ["world", "char.vitals"]
            await ann.become(client)
            #expect(ann.data == [#"Char.Vitals {"hp":2,"maxhp":20}"#])
            ann.session?.send(.gmcp("Charm.Offensive"))
            ann.session?.send(.gmcp("Core.Goodbye"))
            ann.forget()
            await game.turn()
            #expect(ann.data == ["Core.Goodbye"])
        }

        @Test func mudletIsToldWhatItReadsWithoutListingIt() {
            var client = TestGame.structuredClient
            client.packages = [
                "Char", "Char.Skills", "Char.Items", "Room", "IRE.Rift", "IRE.Composer", "External.Discord",
                "Client.Media", "Char.Login",
            ]
            for name in ["Client.GUI", "client.map", "Client.Map.Url", "Core.Ping", "Char.Vitals", "Client.Media.Play"] {
                #expect(client.takes(name), "\(name)")
            }
            for name in ["Comm.Channel.Text", "Client.Mapper", "Client", "Charm.Offensive"] {
                #expect(!client.takes(name), "\(name)")
            }
        }

        @Test func aClientSpeaks() async throws {
            let ann = try await hero("Ann")
            await ann.send("test.ECHO", #"{"a": [1, 2.5, "x"]}"#)
            #expect(ann.data == [#"Test.Echo {"loud":{"a":[1,2.5,"x"]}}"#])
            await ann.send("Test.Echo")
            #expect(ann.heard == "Nothing to echo.\n")
            await ann.send("Test.Roll", #"{"dice": 2, "sides": [6]}"#)
            #expect(ann.data == [#"Test.Rolled {"dice":3,"sides":[6]}"#])
        }

        @Test func whatIsUnknownOrBrokenIsIgnoredAndCounted() async throws {
            let ann = try await hero("Ann")
            await ann.send("Unknown.Thing", "{")
            #expect(game.game.unreadableMessages == 0)
            await ann.send("Test.Echo", "{")
            await ann.send("Test.Echo", "nonsense")
            await ann.send("Test.Roll", #"{"dice": "two"}"#)
            #expect(ann.data == [] && ann.heard == "")
            #expect(game.game.unreadableMessages == 3)
            #expect(game.log.filter { $0.contains("is no JSON") }.count == 1)
        }

        @Test func goodbyeIsSaid() async throws {
            let ann = try await hero("Ann")
            ann.session?.disconnect("|rBye.|n")
            await game.turn()
            #expect(ann.data == [#"Core.Goodbye "Bye.""#])
        }

        // MARK: MSDP

        private var msdpClient: Client {
            var client = TestGame.plainClient
            client.abilities = [.structured, .msdp]
            return client
        }

        @Test func variablesAreReportedOnceAsked() async throws {
            let ann = try await hero("Ann", msdpClient)
            try hero(of: ann).hp = 4
            await game.turn()
            #expect(ann.data == [], "nothing is told that was not asked for")
            await ann.send("MSDP", #"{"REPORT": "HEALTH"}"#)
            #expect(ann.data == [#"MSDP {"HEALTH":4}"#])
            try await game.reload()
            #expect(ann.data.last == #"MSDP {"HEALTH":4}"#)
            ann.forget()
            try hero(of: ann).hp = 5
            await game.turn()
            #expect(ann.data == [#"MSDP {"HEALTH":5}"#])
            await ann.send("MSDP", #"{"UNREPORT": ["HEALTH"]}"#)
            try hero(of: ann).hp = 6
            await game.turn()
            #expect(ann.data == [])
        }

        @Test func variablesAreReportedByGMCPToo() async throws {
            var client = msdpClient
            client.abilities = [.structured, .gmcp]
            client.packages = ["MSDP"]
            let ann = try await hero("Ann", client)
            ann.forget()
            await ann.send("MSDP", #"{"REPORT": ["HEALTH"]}"#)
            #expect(ann.data == [#"MSDP {"HEALTH":10}"#])
        }

        @Test func whatIsToBeReportedIsBounded() async throws {
            let ann = try await hero("Ann", msdpClient)
            let long = String(repeating: "x", count: 65)
            await ann.send("MSDP", #"{"REPORT": ["\#(long)", "HEALTH", "HEALTH"], "RESET": "REPORTED_VARIABLES"}"#)
            ann.forget()
            await ann.send("MSDP", #"{"LIST": ["REPORTED_VARIABLES", "REPORTED_VARIABLES"]}"#)
            #expect(ann.data == [#"MSDP {"REPORTED_VARIABLES":["HEALTH"]}"#], "asked twice in one message, told once")
        }

        @Test func variablesAreListedAndSent() async throws {
            let ann = try await hero("Ann", msdpClient)
            await ann.send("MSDP", #"{"LIST": "REPORTABLE_VARIABLES"}"#)
            #expect(ann.data == [#"MSDP {"REPORTABLE_VARIABLES":["HEALTH","WORLD_WEATHER"]}"#])
            let stranger = await game.connect(client: msdpClient)
            stranger.forget()
            await stranger.send("MSDP", #"{"LIST": "REPORTABLE_VARIABLES"}"#)
            #expect(
                stranger.data == [#"MSDP {"REPORTABLE_VARIABLES":["HEALTH","WORLD_WEATHER"]}"#],
                "clients ask as soon as they are connected")
            await ann.send("MSDP", #"{"SEND": ["HEALTH", "NONE", "WORLD_WEATHER"]}"#)
            #expect(ann.data == [#"MSDP {"HEALTH":10}"#, #"MSDP {"WORLD_WEATHER":{"sky":"clear"}}"#])
            await ann.send("MSDP", #"{"LIST": ["COMMANDS"]}"#)
            #expect(ann.data == [#"MSDP {"COMMANDS":["LIST","REPORT","RESET","SEND","UNREPORT"]}"#])
        }
    }
}
