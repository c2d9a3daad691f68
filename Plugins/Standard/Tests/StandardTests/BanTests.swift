import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @Suite struct BanTests {
        let game = TestGame.standard()

        private func developer() async throws -> TestPlayer {
            try await game.player("Dev", permissions: ["Developer"])
        }

        @Test func anAccountForATimeWithAReason() async throws {
            let dev = try await developer()
            let ann = await game.connected("create Ann red herring")
            await dev.type("ban ann for 2 days = Spam, and |rmore|n.")
            #expect(ann.heard.hasSuffix("""
                The door is closed to you here. The reason: Spam, and |rmore|n. (Come back in 2 days.)

                """))
            #expect(!ann.isConnected)
            try await game.reload()
            await game.advance(.hours(47))
            let again = await game.connected("connect Ann red herring")
            #expect(again.heard.contains("(Come back in 1 hour.)"))
            #expect(!again.isConnected)
            await dev.type("bans")
            #expect(dev.heard == "Kept out:\n  ann (1 hour more, by Dev): Spam, and |rmore|n.\n")
            await game.advance(.hours(1))
            #expect(await game.connected("connect Ann red herring").account?.name == "Ann")
            await dev.type("ban")
            #expect(dev.heard == "Nobody is kept out.\n")
        }

        @Test func namesThatSoundLikeATime() async throws {
            let dev = try await developer()
            let ann = await game.connected("create \"Ann for Ever\" red herring")
            await dev.type("ban ann for ever")
            #expect(!ann.isConnected)
            await dev.type("unban ann for ever")
            await dev.type("ban ann for ages")
            #expect(dev.heard.hasPrefix("For how long?"))
            await dev.type("ban ann for ever for 1w")
            #expect(dev.heard == "ann for ever is kept out from now on.\n")
        }

        @Test(arguments: [
            ("10.1.0.0/16", ["10.1.2.3", "::ffff:10.1.255.255"], ["10.2.0.1"]),
            ("10.1.*", ["10.1.2.3"], ["10.2.0.1", "10.10.1.1"]),
            ("10.1.2.3", ["10.1.2.3"], ["10.1.2.4"]),
            ("10.1.2.200/25", ["10.1.2.128"], ["10.1.2.127"]),
            ("2001:DB8::/33", ["2001:db8:7fff::1"], ["2001:db8:8000::1", "32.1.13.184"]),
            ("2001:db8::1", ["2001:db8:0:0:0:0:0:1"], ["2001:db8::2"]),
        ])
        func addresses(_ banned: String, _ out: [String], _ allowed: [String]) async throws {
            let dev = try await developer()
            let early = await game.connect(from: out[0])
            let ann = await game.connect(from: allowed[0])
            await dev.type("ban \(banned) = Spam.")
            #expect(!early.isConnected && early.heard.contains("Spam."))
            #expect(ann.isConnected)
            try await game.reload()
            for address in out {
                let player = await game.connect(from: address)
                #expect(!player.isConnected && player.heard.contains("Spam."), "\(address)")
                #expect(!player.transcript.contains("Your name"))
            }
            for address in allowed { #expect(await game.connect(from: address).isConnected, "\(address)") }
            await dev.type("unban \(banned)")
            #expect(await game.connect(from: out[0]).isConnected)
        }

        @Test(arguments: [
            "10.1.2", "10.1.2.3/33", "::/129", "10.1.2.3/-1", "10.1.2.3/x", "300.1.2.3", "*", "1.2.3.4.*", "",
        ])
        func whatIsNoAddress(_ text: String) { #expect(AddressRange(text) == nil) }

        @Test func nobodyShutsOutThemselvesOrThoseAbove() async throws {
            let dev = try await developer()
            let ann = try await game.player("Ann", permissions: ["Admin"])
            await ann.type("ban dev")
            #expect(ann.heard == "Dev stands above you.\n")
            await ann.type("ban 127.0.0.0/8")
            #expect(ann.heard == "You are at that address yourself.\n")
            #expect(dev.isConnected)
            await ann.type("ban nobody")
            #expect(ann.heard.contains("There is no account called"))
            #expect(Bans.all.isEmpty)
        }

        @Test func bansOfOldHold() async {
            game.world.setValue("bans", ["ann", "10.1.*"].stored)
            #expect(await !game.connect(from: "10.1.2.3").isConnected)
            #expect(Bans.all.map(\.who) == ["ann", "10.1.0.0/16"])
        }

        @Test(arguments: [
            ("2 days", 172_800), ("1d 12h", 129_600), ("30m", 1800), ("5 min", 300), ("90 seconds", 90),
            ("1 week and 1 day", 691_200), ("1y", 31_536_000),
        ])
        func times(_ text: String, _ seconds: Int) { #expect(Spans.seconds(text) == seconds) }

        @Test(arguments: ["", "ever", "2", "2 months", "d", "-1 day", "0 days", "99999999d"])
        func noTimes(_ text: String) { #expect(Spans.seconds(text) == nil) }
    }
}
