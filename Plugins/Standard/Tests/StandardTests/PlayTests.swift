import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @Suite struct PlayTests {
        let game = TestGame.standard()

        @Test func whoIsDeafToSomebody() async throws {
            let (ann, bob) = try await game.annAndBob()
            bob.puppet?.locks = "tell: none()"
            await ann.type("whisper bob psst")
            #expect(ann.heard == "Bob will hear nothing from you.\n" && bob.heard.isEmpty)
            bob.puppet?.locks = ""
            bob.account?.locks = "msg: perm(Helper)"
            await ann.type("page bob = psst")
            #expect(ann.heard == "Bob will hear nothing from you.\n" && bob.heard.isEmpty)
            await ann.type("mail bob = a letter")
            #expect(ann.heard == "Bob will hear nothing from you.\n")
            bob.account?.locks = ""
            ann.account?.permissions = ["Player", "page_banned", "channel_banned"]
            await ann.type("page bob = psst")
            #expect(ann.heard == "You may not page or write to anybody just now.\n" && bob.heard.isEmpty)
            let channel = try #require(game.world.channels.first { $0.name == "Public" })
            for player in [ann, bob] { try channel.join(try #require(player.account)) }
            await ann.type("public psst")
            #expect(ann.heard == "You may not speak on Public.\n" && bob.heard.isEmpty)
        }

        @Test func walking() async throws {
            let (ann, bob) = try await game.annAndBob()
            let hall = try game.hall
            let cellar = Room.create("the cellar")
            Exit.create("down", in: hall) { $0.destination = cellar; $0.aliases = ["d"] }
            await ann.type("go down")
            #expect(ann.heard.contains("the cellar"))
            #expect(bob.heard == "Ann leaves down.\n")
            await ann.type("go up")
            #expect(ann.heard == "You see no 'up' here.\n")
            await bob.type("d")
            #expect(ann.heard.hasSuffix("Bob arrives from the hall.\n"))
        }

        @Test func speech() async throws {
            let (ann, bob) = try await game.annAndBob()
            await ann.type("say Hello |rthere $You() ||")
            #expect(ann.heard == "You say, \"Hello |rthere $You() ||\"\n")
            #expect(bob.heard == "Ann says, \"Hello |rthere $You() ||\"\n")
            bob.forget()
            await ann.type("'/shrug")
            #expect(bob.heard == "Ann says, \"/shrug\"\n")
            bob.forget()
            await ann.type(":smiles at bob.")
            #expect(bob.heard == "Ann smiles at bob.\n")
            #expect(ann.heard == "Ann smiles at bob.\n")
            bob.forget()
            await ann.type("pose 's eyes close.")
            #expect(bob.heard == "Ann's eyes close.\n")
        }

        @Test(arguments: ["whisper bob = the key", "whisper bob the key", "whisper to bob the key"])
        func whisper(_ line: String) async throws {
            let (ann, bob) = try await game.annAndBob()
            let eve = try await game.player("Eve")
            await ann.type(line)
            #expect(ann.heard == "You whisper to Bob, \"the key\"\n")
            #expect(bob.heard.hasSuffix("Ann whispers to you, \"the key\"\n"))
            #expect(eve.heard == "Ann whispers something to Bob.\n")
        }

        @Test func thingsHearWhatIsSaid() async throws {
            let (ann, _) = try await game.annAndBob()
            let parrot = Parrot.create("a parrot", in: try game.hall)
            await ann.type("say pieces of eight")
            #expect(parrot.heard == ["pieces of eight"])
            await ann.type("whisper parrot = hush")
            #expect(parrot.heard == ["pieces of eight", "hush"])
        }

        @Test func page() async throws {
            let (ann, bob) = try await game.annAndBob()
            let far = Room.create("far away")
            try bob.puppet?.move(to: far)
            await ann.type("page bob = where are you?")
            #expect(bob.heard == "Ann pages you: where are you?\n")
            bob.forget()
            await ann.type("page = hello?")
            #expect(bob.heard == "Ann pages you: hello?\n")
            bob.forget()
            await ann.type("tell bo I am here")
            #expect(bob.heard == "Ann pages you: I am here\n")
            await ann.type("page carl = hi")
            #expect(ann.heard == "There is no account called 'carl'.\n")
        }

        @Test func pronounsShowInWhatOthersRead() async throws {
            let (ann, bob) = try await game.annAndBob()
            await ann.type("pronouns she")
            #expect(ann.heard == "From now on you go by 'she'.\n")
            try game.hall.announce("$You() $conj(raise) $pron(your) hand.", from: try #require(ann.puppet))
            await game.turn()
            #expect(bob.heard == "Ann raises her hand.\n")
            await ann.type("pronouns xe")
            #expect(ann.heard.hasPrefix("Usage: pronouns"))
        }

        @Test func setdesc() async throws {
            let (ann, bob) = try await game.annAndBob()
            await ann.type("setdesc Tall, with a |rred|n scarf.")
            await bob.type("look ann")
            #expect(bob.heard == "Ann\nTall, with a |rred|n scarf.\n", "players' text has no markup")
        }

        @Test func whoShowsIdleness() async throws {
            let (ann, _) = try await game.annAndBob()
            await game.advance(.seconds(180))
            await ann.type("who")
            let lines = ann.heard.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
            #expect(lines.contains("Ann 3m 0s"))
            #expect(lines.contains("Bob 3m 3m"))
            #expect(lines.last == "Two players here.")
            #expect(!ann.heard.contains("127.0.0.1"))
            ann.account?.permissions = ["Admin"]
            await ann.type("who")
            #expect(ann.heard.contains("127.0.0.1"))
        }

        @Test func time() async throws {
            let (ann, _) = try await game.annAndBob()
            await game.advance(.seconds(3700))
            try await game.reload()
            await game.advance(.seconds(60))
            await ann.type("time")
            let lines = ann.heard.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
            #expect(
                lines == [
                    "The time is 2023-11-14 23:16 UTC",
                    "In the game it is Monday, 1 January 1, 01:02",
                    "The game has run for 1 hour and 2 minutes",
                    "The world has been for 1 hour and 2 minutes",
                    "The code was last replaced 1 minute ago",
                ])
        }
    }
}

private final class Parrot: Character {
    var heard: [String] = []
    override func didHear(_ speech: Speech) { heard.append(speech.text) }
}
