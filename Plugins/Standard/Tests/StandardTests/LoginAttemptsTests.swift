import HearthKit
import Testing

@testable import Standard

private let home = "203.0.113.5"
private let elsewhere = "198.51.100.7"

extension StandardTests {
    @Suite struct LoginAttemptsTests {
        let game = TestGame.standard()

        private func connected(from address: String, _ lines: String...) async -> TestPlayer {
            let player = await game.connect(from: address)
            for line in lines { await player.type(line) }
            return player
        }

        @Test func fiveWrongPasswordsEndAConnection() async {
            _ = await connected(from: home, "create Ann red herring")
            let thief = await connected(from: elsewhere, "ann", "guess one", "connect ann guess two")
            #expect(thief.heard.contains("do not go together"))
            await thief.type("connect nobody guess three")
            await thief.type("connect ann guess four")
            #expect(thief.isConnected)
            await thief.type("connect ann guess five")
            #expect(!thief.isConnected)
            #expect(thief.heard.contains("one wrong password too many"))
        }

        @Test func whoGuessesWaitsLongerAndLonger() async {
            _ = await connected(from: home, "create Ann red herring")
            for _ in 1...4 {
                await connected(from: elsewhere, "connect ann wrong", "connect ann wrong").disconnect()
            }
            #expect(game.pauses == [1, 2, 4, 8, 16, 30, 30].map { .seconds($0) })
            let thief = await connected(from: elsewhere, "connect nobody wrong")
            #expect(thief.heard.contains("looked at in 30 seconds"), "the address waits, whatever name it tries")
        }

        @Test func whoGuessesByManyConnectionsAtOnceWaitsAsOneWhoGuessesByOne() async throws {
            _ = await connected(from: home, "create Ann red herring")
            let guesses = try await [connected(from: "198.51.100.1"), connected(from: "198.51.100.2")].map {
                LoginAttempts(name: "Ann", session: try #require($0.session))
            }
            let other = LoginAttempts(name: "Bob", session: guesses[0].session)
            #expect(guesses.map(\.delay) == [.zero, .zero])
            guesses[0].begins()
            #expect(guesses[1].delay == .seconds(1))
            #expect(other.delay == .zero, "from one address many may come, as long as none of them mistypes")
            guesses[1].begins()
            #expect(LoginAttempts(name: "Ann", session: guesses[0].session).delay == .seconds(2))
            for guess in guesses { guess.ends() }
            #expect(guesses.map(\.delay) == [.zero, .zero])
        }

        @Test func theRightPasswordIsLookedAtAfterTheLongestWaitAtMost() async {
            _ = await connected(from: home, "create Ann red herring")
            for guess in 1...30 { _ = await connected(from: "198.51.100.\(guess)", "connect ann wrong") }
            let before = game.pauses.count
            let ann = await connected(from: home, "connect ann red herring")
            #expect(ann.account?.name == "Ann")
            #expect(game.pauses.dropFirst(before) == [.seconds(30)])
            await ann.disconnect()
            _ = await connected(from: home, "connect ann red herring")
            #expect(game.pauses.count == before + 1, "the account's wrong passwords are forgotten")
        }

        @Test func ofAnAccountOfOnesOwnTheAddressHasNoGood() async {
            _ = await connected(from: home, "create Ann red herring")
            _ = await connected(from: elsewhere, "create Eve blue herring")
            _ = await connected(from: elsewhere, "connect ann wrong", "connect ann wrong")
            _ = await connected(from: elsewhere, "connect eve blue herring")
            let before = game.pauses.count
            _ = await connected(from: elsewhere, "connect ann wrong")
            #expect(game.pauses.dropFirst(before) == [.seconds(2)], "as if there had been no login")
        }

        @Test func theyAreForgottenInTime() async {
            _ = await connected(from: home, "create Ann red herring")
            _ = await connected(from: elsewhere, "connect ann wrong", "connect ann wrong")
            await game.advance(.seconds(899))
            _ = await connected(from: elsewhere, "connect ann wrong")
            #expect(game.pauses.last == .seconds(2))
            await game.advance(.seconds(900))
            let before = game.pauses.count
            _ = await connected(from: elsewhere, "connect ann wrong")
            #expect(game.pauses.count == before)
        }

        @Test func aReloadForgetsNothing() async throws {
            _ = await connected(from: home, "create Ann red herring")
            _ = await connected(from: elsewhere, "connect ann wrong", "connect ann wrong")
            try await game.reload()
            _ = await connected(from: elsewhere, "connect ann wrong")
            #expect(game.pauses.last == .seconds(2))
        }

        @Test func ofThisMachineTheAccountAloneWaits() async {
            _ = await connected(from: home, "create Ann red herring")
            _ = await connected(from: "127.0.0.1", "connect ann wrong", "connect bob wrong")
            #expect(game.pauses.isEmpty)
            game.limits.countsLoopback = true
            _ = await connected(from: "127.0.0.1", "connect bob wrong", "connect carl wrong")
            #expect(game.pauses == [.seconds(1), .seconds(1)])
        }

        @Test func aCustomersWholeNetworkIsOneAddress() async {
            _ = await connected(from: "2001:db8:1:2::1", "connect ann wrong")
            _ = await connected(from: "2001:db8:1:2:ffff::9", "connect bob wrong")
            _ = await connected(from: "2001:db8:1:3::1", "connect bob wrong")
            #expect(game.pauses == [.seconds(1), .seconds(1)], "the last by the name, whose second it is")
        }

        @Test func aFloodOfNamesFillsNothing() {
            let counts = RecentCounts("a test")
            for number in 0..<RecentCounts.most + 50 {
                counts.add("\(number)", within: 60, now: 1000 + number / 100, slides: true)
            }
            #expect(counts.count("549", within: 60, now: 1006) == 1)
            #expect((0..<50).filter { counts.count("\($0)", within: 60, now: 1006) == 1 }.isEmpty == false)
            let kept = (0..<RecentCounts.most + 50).count { counts.count("\($0)", within: 60, now: 1006) > 0 }
            #expect(kept == RecentCounts.most)
        }

        @Test func theOldPasswordIsGuessedAtNoFaster() async throws {
            let thief = await connected(from: home, "create Ann red herring")
            for _ in 1...3 {
                await thief.type("password")
                await thief.type("wrong")
                #expect(thief.heard.contains("do not go together"))
            }
            #expect(game.pauses == [.seconds(1), .seconds(2)])
        }

        @Test func soManyNewAccountsAnHour() async throws {
            game.limits.accountsPerHour = 2
            _ = await connected(from: home, "create Ann red herring")
            let bob = await connected(from: home, "new", "Bob", "red herring", "red herring")
            #expect(bob.account?.name == "Bob")
            for lines in [["create Carl red herring"], ["new", "Carl"], ["Carl", "y"]] {
                let carl = await game.connect(from: home)
                for line in lines { await carl.type(line) }
                #expect(carl.heard.contains("Your address has made as many names as it may"), "\(lines)")
            }
            let eve = await connected(from: elsewhere, "create Eve red herring")
            #expect(eve.account != nil)
            try await game.reload()
            #expect(await connected(from: home, "create Carl red herring").account == nil)
            await game.advance(.seconds(3600))
            #expect(await connected(from: home, "create Carl red herring").account?.name == "Carl")
        }

        @Test func oneThatWasAtThePasswordAlready() async {
            game.limits.accountsPerHour = 1
            let slow = await connected(from: home, "new", "Slow", "red herring")
            _ = await connected(from: home, "create Ann red herring")
            await slow.type("red herring")
            #expect(slow.account == nil)
            #expect(slow.heard.contains("as many names as it may"))
        }
    }
}
