import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    @Suite struct OperationsTests {
        private let portal = StandInOperations()
        private let game: TestGame

        init() { game = TestGame.standard(operations: portal) }

        private func developer() async throws -> TestPlayer {
            try await game.player("Dev", permissions: ["Developer"])
        }

        @Test(arguments: [
            ("reload", "reload"), ("@reload", "reload"), ("restart", "reload"),
            ("reload/set-aside", "reload, setting aside"),
            ("rollback", "rollback to the last"), ("rollback 3", "rollback to 3"),
        ])
        func asksThePortal(_ line: String, _ asked: String) async throws {
            let dev = try await developer()
            await dev.type(line)
            #expect(portal.asked == [asked])
        }

        @Test func oneConnectionAloneIsSentOut() async throws {
            let dev = try await developer()
            let ann = try await game.player("Ann")
            let second = await game.connect()
            let id = try #require(second.session?.id)
            await dev.type("boot/sid \(id) = Wrong door.")
            #expect(second.session == nil && second.heard.contains("Wrong door.") && ann.session != nil)
            await dev.type("boot/sid \(id)")
            #expect(dev.heard == "There is no session \(id).\n")
            await dev.type("boot/sid \(dev.session?.id ?? 0)")
            #expect(dev.session != nil)
            ann.forget()
            await dev.type("boot/quiet Ann")
            #expect(ann.session == nil && ann.heard.isEmpty)
        }

        @Test(arguments: [
            "reload", "shutdown", "swift 1 + 1", "rollback", "generations", "status", "wall hi", "boot Dev", "ban Dev",
        ])
        func closedToPlayers(_ line: String) async throws {
            let dev = try await developer()
            let ann = try await game.player("Ann", permissions: ["Player"])
            await ann.type(line)
            #expect(portal.asked.isEmpty)
            #expect(dev.isConnected)
            #expect(dev.heard.isEmpty)
            #expect(ann.heard.contains("no command") || ann.heard.contains("know no way"), "\(ann.heard)")
        }

        @Test(arguments: ["relo", "shutdow", "rollb"])
        func whatEndsThingsIsTypedInFull(_ line: String) async throws {
            let dev = try await developer()
            await dev.type(line)
            #expect(portal.asked.isEmpty)
        }

        @Test func rollbackWantsANumber() async throws {
            let dev = try await developer()
            await dev.type("rollback yesterday")
            #expect(dev.heard == "Which generation? (generations lists them.)\n")
            #expect(portal.asked.isEmpty)
        }

        @Test func shutdownAsksFirst() async throws {
            let dev = try await developer()
            let ann = try await game.player("Ann")
            await dev.type("shutdown for tea")
            #expect(dev.heard == "Stop the game, for everybody? [y/N] ")
            await dev.type("")
            #expect(dev.heard == "The game goes on.\n")
            #expect(portal.asked.isEmpty)
            await dev.type("shutdown for tea")
            await dev.type("yes")
            #expect(portal.asked == ["stop by Dev"])
            #expect(ann.heard == "The game is stopping. for tea\n")
        }

        @Test func aReloadEndsTheQuestion() async throws {
            let dev = try await developer()
            await dev.type("shutdown")
            dev.forget()
            try await game.reload()
            #expect(dev.heard == "(Your 'shutdown' was interrupted.)\n")
            await dev.type("yes")
            #expect(portal.asked.isEmpty)
        }

        @Test func generationsAndStatus() async throws {
            let dev = try await developer()
            await dev.type("generations")
            #expect(dev.heard.contains("\n8  bad    today                       Dev  it |broke\n"))
            #expect(dev.heard.contains("\n7  live   yesterday  debug  0badcafe  Dev"))
            await dev.type("status")
            #expect(dev.heard.hasPrefix("All is |well.\n"), "what is no markup is shown as it stands")
            let figures = /Game +up .*, \d+ entities, [1-9]\d* MB of memory/
            #expect(dev.heard.contains(figures), "\(dev.heard)")
            #expect(dev.heard.contains(/load \d+\.\d\d, \d+\.\d\d, \d+\.\d\d \(over/), "\(dev.heard)")
        }

        @Test func whatTakesTheTimeIsShown() async throws {
            let dev = try await developer()
            await dev.type("profile")
            #expect(dev.heard == "Nobody counts the time. (profile on)\n")
            await dev.type("profile on")
            for _ in 1...3 { await dev.type("look") }
            await dev.type("profile off")
            await dev.type("look")
            await dev.type("profile")
            #expect(dev.heard.contains(/Standard\.Look +3 +\d+\.\d{3} +\d+\.\d{3} +\d+\.\d{3}\n/), "\(dev.heard)")
            #expect(dev.heard.hasSuffix("kinds of code had run when it ended.\n"))
            await dev.type("profile sideways")
            #expect(dev.heard.hasPrefix("Usage: profile on"))
        }

        @Test func runsSwift() async throws {
            let dev = try await developer()
            await dev.type("swift /* a */ 1 + 1")
            #expect(portal.asked == ["evaluate /* a */ 1 + 1 as Dev"])
            #expect(dev.heard == "= [2]\n")
        }

        @Test func withoutAPortal() async throws {
            let game = TestGame.standard()
            let dev = try await game.player("Dev", permissions: ["Developer"])
            await dev.type("reload")
            #expect(dev.heard == "Nobody outside the game is there to do that.\n")
        }

        @Test func wall() async throws {
            let dev = try await developer()
            let ann = try await game.player("Ann")
            let stranger = await game.connect()
            stranger.forget()
            await dev.type("wall Dinner!")
            #expect(ann.heard == "Dev tells everybody: Dinner!\n")
            #expect(stranger.heard.isEmpty)
        }

        @Test func ban() async throws {
            let dev = try await developer()
            let ann = await game.connected("create Ann red herring")
            await dev.type("ban ann")
            #expect(dev.heard == "ann is kept out from now on.\nAnn drifts off to sleep and fades from sight.\n")
            #expect(!ann.isConnected)
            let again = await game.connected("connect Ann red herring")
            #expect(again.heard == "The door is closed to you here.\n")
            #expect(!again.isConnected)
            await dev.type("unban Ann")
            #expect(await game.connected("connect Ann red herring").account?.name == "Ann")
        }

        @Test func userPassword() async throws {
            let dev = try await developer()
            let ann = await game.connected("create Ann red herring")
            await ann.disconnect()
            await dev.type("userpassword ann")
            let password = try #require(dev.heard.split(separator: " ").last).dropLast()
            #expect(await game.connected("connect Ann red herring").account == nil)
            #expect(await game.connected("connect Ann \(password)").account?.name == "Ann")
        }

        @Test func boot() async throws {
            let dev = try await developer()
            let ann = try await game.player("Ann", permissions: ["Admin"])
            await ann.type("boot Dev")
            #expect(ann.heard == "Dev stands above you.\n")
            await dev.type("boot ann = Enough.")
            #expect(!ann.isConnected)
            #expect(ann.heard.contains("You have been sent out by Dev. Enough.\n"))
            await dev.type("boot dev")
            #expect(dev.isConnected)
        }
    }
}

/// A Portal that does nothing but remember what it was asked.
private final class StandInOperations: Operations {
    var asked: [String] = []

    func reload(for session: Session?, setAside: Bool) { asked.append(setAside ? "reload, setting aside" : "reload") }
    func rollback(to generation: Int?, for session: Session?) {
        asked.append("rollback to \(generation.map(String.init) ?? "the last")")
    }
    func stop(by name: String) { asked.append("stop by \(name)") }
    func status() async throws -> String { "All is |well." }
    func generations() async throws -> [OperationsGeneration] {
        [
            OperationsGeneration(number: 8, isLive: false, state: "bad", reason: "it |broke", built: "today", by: "Dev"),
            OperationsGeneration(
                number: 7, isLive: true, state: "good", built: "yesterday", by: "Dev", configuration: "debug",
                revision: "0badcafe"),
        ]
    }
    func evaluate(_ code: String, for caller: Object) async throws -> String {
        asked.append("evaluate \(code) as \(caller.name)")
        return "[2]"
    }
}
