import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @Suite struct LoginTests {
        @Test func askedForOneAfterTheOther() async throws {
            let game = TestGame.standard()
            let ann = await game.connect()
            #expect(ann.heard == "Your name, or new to begin: ")
            await ann.type("new")
            #expect(ann.heard == "What shall we call you? ")
            await ann.type("Ann")
            #expect(ann.heard.hasPrefix("Choose a password"))
            #expect(!ann.echoes)
            await ann.type("red herring")
            #expect(ann.heard.hasPrefix("Once more"))
            #expect(!ann.echoes)
            await ann.type("red herring")
            #expect(ann.echoes)
            #expect(ann.heard.contains("Welcome, Ann."))
            #expect(ann.heard.contains("the hall(\(try game.hall.id))\nA long hall."), "the first one may build")
            let account = try #require(ann.account)
            #expect(account.characters.map(\.name) == ["Ann"])
            #expect(ann.puppet === account.characters.first)
            #expect(ann.puppet?.location === (try game.hall))
            #expect(game.faults.isEmpty)
        }

        @Test func aNameThatNobodyHasIsOffered() async {
            let game = TestGame.standard()
            let ann = await game.connected("Ann")
            #expect(ann.heard == "Nobody here goes by Ann yet. Will you? [Y/n] ")
            await ann.type("n")
            #expect(ann.heard == "Your name, or new to begin: ")
        }

        @Test(arguments: ["look", "l", "LOOK"])
        func lookShowsTheFirstScreenAgain(_ line: String) async {
            let game = TestGame.standard()
            game.game.readData = { $0 == "connection.txt" ? "|yEMBERFALL|n\n" : nil }
            let ann = await game.connected(line)
            #expect(ann.heard == "EMBERFALL\nYour name, or new to begin: ")
            await ann.type("")
            #expect(ann.heard == "Your name, or new to begin: ")
        }

        @Test func oneLineForms() async throws {
            let game = TestGame.standard()
            let ann = await game.connected("create Ann red herring")
            #expect(ann.puppet?.name == "Ann")
            await ann.type("quit")
            #expect(!ann.isConnected)
            let again = await game.connected("connect ann red herring")
            #expect(again.puppet?.name == "Ann")
            #expect(again.heard.contains("Welcome back, Ann."))
        }

        @Test func namesOfSeveralWords() async {
            let game = TestGame.standard()
            let ann = await game.connected("create \"Ann of  the Hill\" red herring")
            #expect(ann.puppet?.name == "Ann of the Hill")
            await ann.disconnect()
            let again = await game.connected("connect ann of the hill red herring")
            #expect(again.account?.name == "Ann of the Hill")
        }

        @Test func theFirstOneHasTheKeys() async {
            let game = TestGame.standard()
            let ann = await game.connected("create Ann red herring")
            let bob = await game.connected("create Bob red herring")
            #expect(ann.account?.isSuperuserAccount == true)
            #expect(bob.account?.isSuperuserAccount == false)
            #expect(ann.transcript.contains("the keys are yours"))
        }

        @Test(arguments: [
            "An", "1Ann", "Ann!", "An\u{1B}[31mn", "Anntheverylongnamedone", "help", "Ann\u{430}",
            "A\u{301}\u{302}\u{303}nn",
        ])
        func badNames(_ name: String) async {
            let game = TestGame.standard()
            let player = await game.connected("new", name)
            #expect(player.heard.hasSuffix("What shall we call you? "), "\(name)")
            #expect(game.world.accounts.isEmpty)
        }

        @Test func aNameIsTakenWhateverItsCase() async {
            let game = TestGame.standard()
            _ = await game.connected("create Ann red herring")
            let other = await game.connected("create aNN red herring")
            #expect(other.heard.contains("is taken"))
            #expect(other.account == nil)
        }

        @Test func aNameTakenWhileThePasswordWasTyped() async {
            let game = TestGame.standard()
            let slow = await game.connected("new", "Ann", "red herring")
            _ = await game.connected("create Ann blue herring")
            await slow.type("red herring")
            #expect(slow.heard.contains("is taken"))
            #expect(game.world.accounts.count == 1)
            #expect(slow.account == nil)
        }

        @Test(arguments: ["short", "annikins", "aaaaaaaaaa"])
        func badPasswords(_ password: String) async {
            let game = TestGame.standard()
            let player = await game.connected("new", "Annikins", password)
            #expect(player.heard.contains("Choose a password"))
            #expect(game.world.accounts.isEmpty)
        }

        @Test func theSamePasswordTwice() async {
            let game = TestGame.standard()
            let player = await game.connected("new", "Ann", "red herring", "rad herring")
            #expect(player.heard.contains("not the same"))
            #expect(!player.echoes)
            await player.type("red herring")
            await player.type("red herring")
            #expect(player.puppet?.name == "Ann")
        }

        @Test func noPasswordIsStored() async throws {
            let game = TestGame.standard()
            game.game.passwords = PasswordHasher(hash: { "h\($0.hashValue)" }, verify: { $1 == "h\($0.hashValue)" })
            let ann = await game.connected("new", "Ann", "red herring")
            func stored() throws -> String {
                let all = game.store.changes(after: -1)
                let bytes = all.sessions.flatMap(\.state) + all.entities.flatMap(\.fields)
                return String(decoding: bytes, as: UTF8.self)
            }
            #expect(try !stored().contains("herring"))
            #expect(try stored().contains("passwordAgain"))
            await ann.type("red herring")
            #expect(ann.account != nil)
            #expect(try !stored().contains("herring"))
        }

        @Test func aLoginOutlivesAReload() async throws {
            let game = TestGame.standard()
            let ann = await game.connected("new", "Ann", "red herring")
            try await game.reload()
            await ann.type("red herring")
            #expect(ann.puppet?.name == "Ann")
            try await game.reload()
            #expect(ann.puppet?.name == "Ann")
            await ann.type("look")
            #expect(ann.heard == "the hall(\(try game.hall.id))\nA long hall.\n")
        }

        @Test(arguments: ["con Ann red herring", "conn Ann red herring", "CONNE Ann red herring"])
        func theBeginningOfAWordWillDo(_ line: String) async throws {
            let game = TestGame.standard()
            await game.connected("create Ann red herring").disconnect()
            let ann = await game.connected(line)
            #expect(ann.account?.name == "Ann", "\(ann.heard)")
            let bob = await game.connected("crea Bob red herring")
            #expect(bob.account?.name == "Bob", "\(bob.heard)")
            let cat = await game.connected("qu")
            #expect(!cat.isConnected)
        }

        @Test(arguments: ["conect Ann red herring", "connnect Ann red herring", "creat3 Ann red herring", "con Nan red herring"])
        func noPasswordIsShownBackAsAName(_ line: String) async throws {
            let game = TestGame.standard()
            await game.connected("create Ann red herring").disconnect()
            let ann = await game.connected(line)
            #expect(ann.account == nil && !ann.transcript.contains("herring"), "\(ann.heard)")
            await ann.type("Ann")
            #expect(ann.heard == "Password: ")
        }

        @Test func whoHasANameLikeTheBeginningOfAWordIsThemself() async throws {
            let game = TestGame.standard()
            await game.connected("create Qui red herring").disconnect()
            let qui = await game.connected("Qui", "red herring")
            #expect(qui.account?.name == "Qui")
        }

        @Test func theSameAccountAgainTakesOver() async throws {
            let game = TestGame.standard()
            let bob = try await game.player("Bob")
            let first = await game.connected("create Ann red herring")
            bob.forget()
            let second = await game.connected("connect Ann red herring")
            #expect(first.heard.contains("You have logged in from elsewhere."))
            #expect(!first.isConnected)
            #expect(second.puppet?.name == "Ann")
            #expect(second.puppet?.location === (try game.hall))
            #expect(bob.heard.isEmpty, "nobody notices: \(bob.heard)")
            #expect(second.account?.sessions.count == 1)
        }

        @Test func comingAndGoingIsSeen() async throws {
            let game = TestGame.standard()
            let bob = try await game.player("Bob")
            let ann = await game.connected("create Ann red herring")
            #expect(bob.heard == "Ann wakes and looks around.\n")
            bob.forget()
            await ann.type("quit")
            #expect(bob.heard == "Ann drifts off to sleep and fades from sight.\n")
            #expect(game.world.account(named: "Ann")?.characters.first?.location == nil)
        }

        @Test func whoHelpAndQuitBeforeALogin() async {
            let game = TestGame.standard()
            let player = await game.connected("who")
            #expect(player.heard.hasPrefix("No players here."))
            await player.type("help")
            #expect(player.heard.contains("connect name password"))
            await player.type("quit")
            #expect(!player.isConnected)
        }

        @Test func aGameSaysWhatItsPeopleAre() async throws {
            let game = TestGame.standard()
            let ann = await game.connected("create Ann red herring")
            #expect(ann.puppet is Sailor)
            #expect(ann.transcript.components(of: "Your name") == 1, "the hooks that it subclasses are not asked too")
            try await game.reload()
            #expect(ann.puppet is Sailor)
        }
    }
}

extension String {
    /// How often `part` stands in it.
    func components(of part: String) -> Int { ranges(of: part).count }
}
