import HearthKit
import Testing

@testable import Standard

private final class Knight: Character {
    @Saved var hp = 10
    @Saved var level = 1
    override var vitals: [String: any Storable] { ["hp": hp, "maxhp": 20, "honour": 3] }
    override var status: [String: any Storable] { ["Level": level, "Knightly order": "the Heron"] }
}

extension StandardTests {
    @MainActor
    struct StructuredDataTests {
        let game = TestGame.standard()

        private func knight(_ name: String, _ client: Client = TestGame.structuredClient) async throws -> TestPlayer {
            try await game.player(name, as: Knight.self, in: game.hall, permissions: ["Player"], client: client)
        }

        private func told(_ player: TestPlayer, _ name: String) -> [String] {
            player.data.filter { $0.hasPrefix(name + " ") || $0 == name }
        }

        @Test func whoComesInIsToldAll() async throws {
            let hall = try game.hall
            (hall.name, hall.tags) = ("|ythe hall|n", ["area:the keep", "terrain:indoors"])
            let garden = Room.create("the garden")
            Exit.create("North", in: hall) { $0.destination = garden }
            Exit.create("a trapdoor", in: hall) { $0.destination = garden }
            Object.create("a lamp", in: hall)
            _ = try await knight("Bob", TestGame.plainClient)
            let ann = try await knight("Ann", TestGame.plainClient)
            await ann.become(TestGame.structuredClient)
            let (here, there) = (hall.id.rawValue, garden.id.rawValue)
            #expect(told(ann, "Char.Name") == [#"Char.Name {"fullname":"Ann","name":"Ann"}"#])
            #expect(told(ann, "Char.Vitals") == [#"Char.Vitals {"honour":3,"hp":10,"maxhp":20}"#])
            #expect(told(ann, "Room.Info") == [
                #"Room.Info {"area":"the keep","environment":"indoors","exits":{"a trapdoor":\#(there),"n":\#(there)},"#
                    + #""name":"the hall","num":\#(here)}"#
            ])
            #expect(told(ann, "Room.Players") == [#"Room.Players [{"fullname":"Bob","name":"Bob"}]"#])
            let lists = told(ann, "Char.Items.List")
            #expect(lists.contains(#"Char.Items.List {"items":[],"location":"inv"}"#))
            #expect(lists.contains { $0.contains(#""name":"a lamp""#) && $0.hasSuffix(#""location":"room"}"#) })
        }

        @Test func statusIsToldWithItsNamesAndThenWhatChanges() async throws {
            let ann = try await knight("Ann", TestGame.plainClient)
            await ann.become(TestGame.structuredClient)
            #expect(told(ann, "Char.StatusVars")
                == [#"Char.StatusVars {"knightly_order":"Knightly order","level":"Level"}"#])
            #expect(told(ann, "Char.Status") == [#"Char.Status {"knightly_order":"the Heron","level":1}"#])
            ann.forget()
            (ann.puppet as? Knight)?.level = 2
            await game.turn()
            #expect(ann.data.filter { $0.hasPrefix("Char.Status") } == [#"Char.Status {"level":2}"#])
        }

        @Test func aDirectionWithoutAWayIsToldAsSuch() async throws {
            let ann = try await knight("Ann")
            Exit.create("west", in: try game.hall) { $0.destination = Room.create("the garden") }
            for word in ["north", "N"] {
                ann.forget()
                await ann.type(word)
                #expect(ann.heard.contains("There is no way north from here."))
                #expect(told(ann, "Room.WrongDir") == [#"Room.WrongDir "n""#])
            }
            for word in ["up", "in"] {
                await ann.type(word)
                #expect(ann.heard.contains("There is no way \(word) from here."), "no word of that beginning is meant")
            }
            ann.forget()
            await ann.type("west")
            #expect(told(ann, "Room.WrongDir") == [])
            ann.forget()
            await ann.type("northing")
            #expect(ann.heard.contains("northing"))
            #expect(told(ann, "Room.WrongDir") == [])
        }

        @Test func whoWritesIsToldToWhoIsThere() async throws {
            let ann = try await knight("Ann")
            let bob = try await knight("Bob")
            let cid = try await knight("Cid", TestGame.plainClient)
            await ann.send("Room.Typing", "true")
            #expect(told(bob, "Room.Typing") == [#"Room.Typing {"name":"Ann","typing":true}"#])
            await ann.send("Room.Typing", "false")
            #expect(told(bob, "Room.Typing").last == #"Room.Typing {"name":"Ann","typing":false}"#)
            await ann.send("Room.Typing", #"{"a":1}"#)
            #expect(told(bob, "Room.Typing").count == 2)
            #expect(told(ann, "Room.Typing") == [] && cid.data == [])
        }

        @Test func aClientLogsInByItself() async throws {
            _ = await game.connected("create Keeper red herring")
            let keeper = try #require(game.world.account(named: "Keeper"))
            let ann = await game.connect(client: TestGame.structuredClient)
            #expect(told(ann, "Char.Login.Default") == [#"Char.Login.Default {"type":["password-credentials"]}"#])
            for nothing in [#"{"account":"Keeper"}"#, #"{"account":"x\" y","password":"z"}"#, #"{"password":7}"#, ""] {
                ann.forget()
                await ann.send("Char.Login.Credentials", nothing)
                #expect(ann.data == [] && ann.heard == "", "\(nothing)")
            }
            await ann.send("Char.Login.Credentials", #"{"account":"keeper","password":"blue herring"}"#)
            #expect(told(ann, "Char.Login.Result").first?.contains(#""success":false"#) == true)
            #expect(ann.session?.account == nil && ann.heard.contains("name"), "it may try again: \(ann.heard)")
            ann.forget()
            await ann.send("Char.Login.Credentials", #"{"account":"keeper","password":"red herring"}"#)
            #expect(told(ann, "Char.Login.Result") == [#"Char.Login.Result {"success":true}"#])
            #expect(ann.session?.account === keeper)
            ann.forget()
            await ann.send("Char.Login.Credentials", #"{"account":"keeper","password":"red herring"}"#)
            #expect(told(ann, "Char.Login.Result") == [], "who is in cannot come in")
        }

        @Test func aClientWhoseLoginIsRefusedIsToldWhy() async throws {
            let dev = try await game.player("Dev", permissions: ["Developer"])
            _ = await game.connected("create Keeper red herring")
            await dev.type("ban keeper = Spam.")
            let ann = await game.connect(client: TestGame.structuredClient)
            await ann.send("Char.Login.Credentials", #"{"account":"keeper","password":"red herring"}"#)
            #expect(told(ann, "Char.Login.Result").first?.contains("The reason: Spam.") == true)
            #expect(!ann.isConnected)
        }

        @Test func peopleComeAndGoOneByOne() async throws {
            let ann = try await knight("Ann")
            let bob = try await knight("Bob", TestGame.plainClient)
            #expect(told(ann, "Room.AddPlayer") == [#"Room.AddPlayer {"fullname":"Bob","name":"Bob"}"#])
            ann.forget()
            await bob.disconnect()
            #expect(told(ann, "Room.RemovePlayer") == [], "who is link-dead is still there")
            await game.advance(.seconds(60))
            #expect(told(ann, "Room.RemovePlayer") == [#"Room.RemovePlayer "Bob""#])
            #expect(told(ann, "Room.Players") == [])
        }

        @Test func whatIsTakenMovesFromListToList() async throws {
            let ann = try await knight("Ann")
            let lamp = Object.create("a lamp", in: try game.hall)
            await game.turn()
            await ann.type("get lamp")
            let item = #"[{"id":"\#(lamp.id.rawValue)","name":"a lamp"}]"#
            #expect(told(ann, "Char.Items.List") == [
                #"Char.Items.List {"items":\#(item),"location":"inv"}"#,
                #"Char.Items.List {"items":[],"location":"room"}"#,
            ])
            await ann.send("Char.Items.Inv")
            #expect(ann.data == [#"Char.Items.List {"items":\#(item),"location":"inv"}"#])
        }

        @Test func talkIsToldWithWhoTalks() async throws {
            let ann = try await knight("Ann")
            let bob = try await knight("Bob")
            await ann.type("say Hello |rthere")
            let line = #"Comm.Channel.Text {"channel":"say","talker":"Ann","text":"Ann says, \"Hello |rthere\""}"#
            #expect(told(bob, "Comm.Channel.Text") == [line])
            #expect(told(ann, "Comm.Channel.Text") == [line])
            bob.forget()
            await ann.type("page Bob = psst")
            #expect(told(bob, "Comm.Channel.Text").count == 1)
            #expect(bob.data.contains { $0.contains(#""channel":"tell""#) && $0.contains(#""talker":"Ann""#) })
            for player in [ann, bob] { await player.type("channel/sub public") }
            #expect(told(bob, "Comm.Channel.List")
                == [#"Comm.Channel.List [{"caption":"Public","command":"public","name":"Public"}]"#])
            await bob.send("Comm.Channel.Players")
            #expect(told(bob, "Comm.Channel.Players") == [
                #"Comm.Channel.Players [{"channels":["Public"],"name":"Ann"},{"channels":["Public"],"name":"Bob"}]"#
            ])
            bob.forget()
            await ann.type("public Hello all")
            #expect(told(bob, "Comm.Channel.Text")
                == [#"Comm.Channel.Text {"channel":"Public","talker":"Ann","text":"[Public] Ann: Hello all"}"#])
        }

        @Test func whoReadsTextAloneIsToldNothingMore() async throws {
            let ann = try await knight("Ann", TestGame.plainClient)
            await ann.type("say Hello")
            #expect(ann.data == [])
        }

        @Test func aPingIsAnswered() async throws {
            let ann = try await knight("Ann")
            await ann.send("Core.Ping", "120")
            #expect(ann.data == ["Core.Ping"])
        }

        @Test func whoSaysGoodbyeByTheClientLeavesAsByQuit() async throws {
            let ann = try await knight("Ann")
            let puppet = try #require(ann.puppet)
            await ann.send("Core.Goodbye")
            #expect(ann.session == nil || ann.session?.isOver == true)
            #expect(!puppet.isLinkDead && puppet.location == nil)
            let bob = await game.connect(client: TestGame.structuredClient)
            await bob.send("Core.Goodbye")
            #expect(bob.session == nil || bob.session?.isOver == true, "before the login too")
        }

        @Test func whatThereWillBeIsListedBeforeTheLogin() async throws {
            var client = TestGame.plainClient
            client.abilities = [.structured, .msdp]
            let stranger = await game.connect(client: client)
            await stranger.send("MSDP", #"{"LIST": "REPORTABLE_VARIABLES"}"#)
            let list = try #require(stranger.data.last)
            for name in ["CHARACTER_NAME", "HEALTH", "INVENTORY", "ROOM_NAME", "ROOM_ITEMS", "ROOM_PLAYERS", "CHANNELS"] {
                #expect(list.contains("\"\(name)\""), "\(name)")
            }
        }

        @Test func theSameIsThereAsVariables() async throws {
            var client = TestGame.plainClient
            client.abilities = [.structured, .msdp]
            let ann = try await knight("Ann", client)
            let wanted = ["CHARACTER_NAME", "HEALTH", "HEALTH_MAX", "HONOUR", "ROOM_NAME", "ROOM"]
            await ann.send("MSDP", #"{"SEND": \#(wanted.stored.json)}"#)
            let here = try game.hall.id.rawValue
            #expect(ann.data == [
                #"MSDP {"CHARACTER_NAME":"Ann"}"#, #"MSDP {"HEALTH":10}"#, #"MSDP {"HEALTH_MAX":20}"#,
                #"MSDP {"HONOUR":3}"#, #"MSDP {"ROOM_NAME":"the hall"}"#,
                #"MSDP {"ROOM":{"AREA":"","EXITS":{},"NAME":"the hall","TERRAIN":"","VNUM":\#(here)}}"#,
            ])
        }

        @Test func soundsGoToClientsThatPlayThem() async throws {
            let ann = try await knight("Ann")
            ann.session?.send(.media(.play("thunder.ogg", volume: 70, tag: "storm")))
            ann.session?.send(.media(.stop))
            await game.turn()
            #expect(ann.data == [
                #"Client.Media.Play {"loops":1,"name":"thunder.ogg","tag":"storm","type":"sound","volume":70}"#,
                #"Client.Media.Stop {}"#,
            ])
        }
    }
}
