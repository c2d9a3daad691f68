import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    /// What operators find in the log of who came and who did what to whom.
    struct AuditLogTests {
        let game = TestGame.standard()

        @Test func whoCameAndWhoTriedTo() async throws {
            let ann = await game.connect(from: "203.0.113.5")
            await ann.type("create Ann red herring")
            let account = try #require(ann.account)
            #expect(game.audit == [
                "new account: \(account), the superuser",
                "login: \(account) from 203.0.113.5, session \(ann.id)",
            ])
            let thief = await game.connect(from: "198.51.100.7")
            for line in ["connect ann blue herring", "connect green-herring tea", "ann", "grey herring"] {
                await thief.type(line)
            }
            #expect(game.audit.suffix(3) == [
                "failed login: \(account) from 198.51.100.7",
                "failed login: a name that nobody has from 198.51.100.7",
                "failed login: \(account) from 198.51.100.7",
            ])
            for line in ["password", "dry herring"] { await ann.type(line) }
            for line in ["password", "red herring", "wet herring", "wet herring"] { await ann.type(line) }
            #expect(game.audit.suffix(2) == [
                "failed password: \(account) at 203.0.113.5 was asked for the old one",
                "password: \(account) changed it, at 203.0.113.5",
            ])
            #expect(!game.log.contains { $0.contains("herring") }, "no password is ever in it")
        }

        @Test func whatThoseDoWhoRunTheGame() async throws {
            let dev = try await game.player("Dev", permissions: ["Developer"])
            let ann = await game.connected("create Ann red herring")
            let (keeper, account) = (try #require(dev.account), try #require(ann.account))
            account.isSuperuserAccount = false  // the first of a game is
            let puppet = try #require(ann.puppet)
            func audited(_ line: String) async -> [String] {
                let before = game.audit.count
                await dev.type(line)
                return Array(game.audit.dropFirst(before))
            }
            #expect(await audited("perm ann = Builder, poet") == [
                "perm: \(keeper) gives \(account): Builder", "perm: \(keeper) gives \(account): poet",
            ])
            #expect(await audited("perm/del ann = Builder") == ["perm: \(keeper) takes from \(account): Builder"])
            #expect(await audited("force ann = say hello") == ["force: \(keeper) has \(puppet) do 'say hello'"])
            #expect(await audited("force ann = password red herring") == ["force: \(keeper) has \(puppet) do 'password'"])
            #expect(await audited("force ann = pasword red herring") == ["force: \(keeper) has \(puppet) do 'pasword'"])
            let given = await audited("userpassword ann")
            #expect(given == ["userpassword: \(keeper) gave \(account) a new one"])
            #expect(await audited("boot ann = Enough.") == ["boot: \(keeper) sends out \(account): Enough."])
            #expect(await audited("ban ann for 2 days = Spam.") == ["ban: \(keeper) keeps out ann, 2 days more: Spam."])
            #expect(await audited("unban ann") == ["unban: \(keeper) lets in ann"])
            #expect(await audited("ban 10.1.0.0/16") == ["ban: \(keeper) keeps out 10.1.0.0/16, for good"])
            #expect(!game.log.contains { $0.contains("herring") })
        }

        @Test func whatBecomesOfChannels() async throws {
            let dev = try await game.player("Dev", permissions: ["Developer"])
            let ann = try await game.player("Ann", permissions: ["Player"])
            let keeper = try #require(dev.account)
            await dev.type("channel/create Fish = of fish")
            let fish = try #require(game.world.channel("Fish")).description
            for line in ["channel/lock fish = send: perm(Helper)", "channel/ban fish = ann", "channel/everyone fish"] {
                await dev.type(line)
            }
            await ann.type("channel/desc public = mine")
            await dev.type("channel/destroy fish")
            await dev.type("y")
            #expect(game.audit == [
                "channel: \(keeper) made \(fish)",
                "channel: \(keeper) did lock to \(fish) = send: perm(Helper)",
                "channel: \(keeper) did ban to \(fish) = ann",
                "channel: \(keeper) did everyone to \(fish)",
                "channel: \(keeper) ended \(fish)",
            ])
        }
    }
}
