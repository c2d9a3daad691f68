import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @Suite struct AccountHookTests {
        @Test func anAccountIsAskedAndTold() async throws {
            let game = TestGame.standard()
            Watchful.seen = []
            let account = Watchful.create("Ann") {
                $0.setPassword(hash: "plain:red herring")
                $0.permissions = ["Player"]
            }
            account.characters = [Character.create("Ann") { $0.account = account }]
            account.attributes["shut"] = true
            let ann = await game.connected("connect Ann red herring")
            #expect(ann.account == nil && ann.heard.hasPrefix("The door is shut.\n"))
            account.attributes["shut"] = nil
            await ann.type("connect Ann red herring")
            #expect(ann.account === account)
            await ann.disconnect()
            let again = await game.connected("connect Ann red herring")
            await again.type("password")
            for line in ["red herring", "blue herring", "blue herring"] { await again.type(line) }
            await again.type("quit")
            #expect(
                Watchful.seen == [
                    "asked, first", "asked, first", "first login", "login", "logout", "asked", "login",
                    "password", "logout",
                ])
        }
    }
}

private final class Watchful: Account {
    static var seen: [String] = []
    override func willLogin(_ session: Session) throws {
        Self.seen.append(lastLogin == 0 ? "asked, first" : "asked")
        if value("shut", as: Bool.self) ?? false { throw Refusal("The door is shut.") }
    }
    override func didFirstLogin(_ session: Session) { Self.seen.append("first login") }
    override func didLogin(_ session: Session) { Self.seen.append("login") }
    override func didLogout() { Self.seen.append("logout") }
    override func didChangePassword() { Self.seen.append("password") }
}
