import Testing
import Wire

@testable import Portal
@testable import Telnet

/// What is drawn for clients that tell little of themselves.
@Suite struct KnownClientTests {
    @Test(arguments: [("KBtin", 3), ("MUSHclient", 2), ("KildClient", 2), ("BeipMU", 3), ("Unheard Of", 1)])
    func aNameTellsTheColours(_ name: String, _ colors: Int) {
        var client = TelnetClient()
        client.tellName(name)
        #expect(ClientState(client, transport: "telnet").colors == colors)
    }

    @Test func whoWantsNoPackagesIsNotOneThatDidNotSay() {
        var client = TelnetClient()
        #expect(ClientState(client, transport: "telnet").packages == [], "it takes what comes")
        client.packages = ["Char"]
        #expect(ClientState(client, transport: "telnet").packages == ["Char"])
        client.packages = []
        #expect(ClientState(client, transport: "telnet").packages == ["Core"])
    }

    @Test func whatItSaysItselfGoesBeforeItsName() {
        var client = TelnetClient()
        client.tellName("KBtin")
        client.tellAbilities(MTTS.ansi.rawValue)
        #expect(ClientState(client, transport: "telnet").colors == 1)
        client.tellAbilities(MTTS.colours256.rawValue)
        #expect(ClientState(client, transport: "telnet").colors == 2)
    }
}
