import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    /// `batch`, at once and line by line.
    struct BatchTests {
        let game = TestGame.standard()

        private func builder() async throws -> TestPlayer {
            try await game.player("Bil", permissions: ["Builder"])
        }

        private func file(_ lines: String...) {
            game.game.readData = { $0 == "batch/hill.txt" ? lines.joined(separator: "\n") : nil }
        }

        private func carried(by player: TestPlayer) -> [String] { player.puppet?.contents.map(\.name) ?? [] }

        // MARK: At once

        @Test func aFileIsTyped() async throws {
            file("# A hill.", "", "dig A hill = up, down", "up", "describe Grass,", "  and wind.", "create a stone")
            let bil = try await builder()
            await bil.type("batch hill")
            #expect(bil.heard.hasSuffix("4 done: all of batch/hill.txt.\n"))
            let hill = try #require(game.world.all(Room.self).first { $0.name == "A hill" })
            #expect(bil.puppet?.location === hill)
            #expect(hill.text == "Grass, and wind.")
            #expect(carried(by: bil) == ["a stone"])
        }

        @Test func itStopsAtWhatIsRefusedAndGoesOnFromThere() async throws {
            file("create a stone", "# next", "xyzzy now", "create a rock")
            let bil = try await builder()
            await bil.type("batch hill")
            #expect(bil.heard.contains("GameData/batch/hill.txt:3: You know no way to 'xyzzy'."))
            #expect(bil.heard.contains("1 done before it. batch hill = 3 goes on from there."))
            #expect(carried(by: bil) == ["a stone"])
            await bil.type("batch hill = 4")
            #expect(carried(by: bil) == ["a stone", "a rock"])
            await bil.type("batch hill = 5")
            #expect(bil.heard == "There is nothing at line 5 or after it.\n")
            for name in ["nowhere", "../settings.yaml", "/etc/passwd"] {
                await bil.type("batch \(name)")
                #expect(bil.heard.hasPrefix("There is no file"))
            }
        }

        @Test func aReloadSaysWhereItWas() async throws {
            file("create a stone", "destroy a stone", "create a rock")
            let bil = try await builder()
            await bil.type("batch hill")
            #expect(bil.heard.contains("End a stone"), "it asks")
            try await game.reload()
            #expect(bil.transcript.contains("(Left before GameData/batch/hill.txt:2; 1 done. batch hill = 2 goes on"))
            #expect(carried(by: bil) == ["a stone"])
        }

        @Test func whatALineRunsHasItsHooks() async throws {
            file("test_hooked", "test_hooked not", "test_hooked")
            let bil = try await builder()
            await bil.type("batch hill")
            #expect(bil.heard.hasPrefix("before\nnow\nafter\nbefore\n"))
            #expect(bil.heard.contains("hill.txt:2: Not now."))
            await bil.type("batch/interactive hill = 3")
            await bil.type("")
            #expect(bil.heard.hasPrefix("before\nnow\nafter\n"))
        }

        @Test func aFileThatRunsItselfEnds() async throws {
            file("create a stone", "batch hill")
            let bil = try await builder()
            await bil.type("batch hill")
            #expect(bil.heard.contains("it went too deep"), "\(bil.heard)")
            #expect(carried(by: bil).count == 50)
        }

        @Test func playersTypeNoFiles() async throws {
            file("create a stone")
            let ann = try await game.player("Ann", permissions: ["Player"])
            await ann.type("batch hill")
            #expect(carried(by: ann).isEmpty && !ann.heard.contains("done"))
        }

        // MARK: Line by line

        @Test func eachLineIsShownAndDoneOrNot() async throws {
            file("create a stone", "create a rock", "", "create a cliff", "create a hill")
            let bil = try await builder()
            await bil.type("batch/interactive hill")
            #expect(bil.heard.contains("GameData/batch/hill.txt:1 (1 of 4): create a stone"))
            await bil.type("")
            #expect(carried(by: bil) == ["a stone"])
            #expect(bil.heard.contains("hill.txt:2 (2 of 4): create a rock"))
            await bil.type("nn")
            #expect(bil.heard.contains("hill.txt:4 (3 of 4): create a cliff"))
            await bil.type("bb 2")
            #expect(bil.heard.contains("(1 of 4)"))
            await bil.type("bb")
            #expect(bil.heard.hasPrefix("Before that there is nothing."))
            await bil.type("jj 3")
            #expect(bil.heard.contains("hill.txt:4"))
            await bil.type("pp")
            #expect(carried(by: bil) == ["a stone", "a cliff"] && bil.heard.contains("hill.txt:4"))
            await bil.type("ll")
            #expect(bil.heard.contains("  2: create a rock\n> 4: create a cliff\n  5: create a hill"))
            await bil.type("hh")
            #expect(bil.heard.contains("reads the file again"))
            await bil.type("dance")
            #expect(bil.heard.hasPrefix("That is none of the words here"))
            await bil.type("nn")
            await bil.type("nn")
            #expect(bil.heard.hasPrefix("This is the last line."))
            await bil.type("qq")
            #expect(bil.heard == "Ended before GameData/batch/hill.txt:5; 2 done.\n")
            #expect(bil.session?.dialogue == nil)
        }

        @Test(arguments: [false, true])
        func whereOneIsOutlivesReloadAndCrash(crash: Bool) async throws {
            file("create a stone", "create a rock", "create a cliff")
            let bil = try await builder()
            await bil.type("batch/interactive hill")
            await bil.type("ss")
            if crash { try await game.crash(inTurn: true) } else { try await game.reload() }
            await bil.type("ss 5")
            #expect(carried(by: bil) == ["a stone", "a rock", "a cliff"])
            #expect(bil.heard.hasSuffix("3 done: all of batch/hill.txt.\n"))
            #expect(bil.session?.dialogue == nil)
        }

        @Test func whatIsRefusedStaysUntilTheFileIsMended() async throws {
            file("create a stone", "xyzzy", "create a rock")
            let bil = try await builder()
            await bil.type("batch/interactive hill")
            await bil.type("ss 3")
            #expect(bil.heard.contains("GameData/batch/hill.txt:2: You know no way to 'xyzzy'."))
            #expect(bil.heard.contains("(2 of 3): xyzzy"))
            file("create a stone", "create a pebble", "create a rock")
            await bil.type("rr")
            #expect(bil.heard.contains("(2 of 3): create a pebble"))
            await bil.type("cc")
            #expect(carried(by: bil) == ["a stone", "a pebble", "a rock"])
            #expect(bil.heard.hasSuffix("2 done: all of batch/hill.txt.\n"))
            #expect(bil.session?.dialogue == nil)
        }

        @Test func aLineMayAskOrBeginAMenu() async throws {
            file("create a stone", "destroy a stone", "olc here", "create a rock")
            let bil = try await builder()
            await bil.type("batch/interactive hill")
            await bil.type("ss")
            await bil.type("ss")
            #expect(bil.heard.contains("End a stone"))
            await bil.type("y")
            #expect(carried(by: bil).isEmpty && bil.heard.contains("(3 of 4): olc here"))
            await bil.type("ss")
            #expect(bil.heard.contains("the hall"))
            await bil.type("done")
            #expect(bil.heard.contains("(4 of 4): create a rock"))
            await bil.type("@say Wait.")
            #expect(bil.heard.contains("Wait."))
            await bil.type("@abort")
            #expect(bil.session?.dialogue == nil)
        }

        @Test func whoMayBuildNoMoreGoesNoFurther() async throws {
            file("create a stone", "create a rock")
            let bil = try await builder()
            await bil.type("batch/interactive hill")
            bil.account?.permissions = ["Player"]
            await bil.type("ss")
            #expect(carried(by: bil).isEmpty && bil.heard.contains("You may not build."))
        }
    }
}

private final class Hooked: Command {
    override class var key: String { "test_hooked" }
    override class var help: String { "Usage: test_hooked" }
    override class var locks: Locks { "cmd: perm(Builder)" }
    override func willRun() throws {
        tell("before")
        if args == "not" { throw Refusal("Not now.") }
    }
    override func run() async throws { tell("now") }
    override func didRun() { tell("after") }
}
