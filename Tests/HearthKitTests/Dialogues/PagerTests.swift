import Testing

@testable import HearthKit

private final class Read: Command {
    override class var key: String { "read" }
    override func run() async throws {
        tell(paged: (1...(Int(args) ?? 100)).map { "line |r\($0)|n" }.joined(separator: "\n"))
    }
}

private final class North: Command {
    override class var key: String { "n" }
    override func run() async throws { tell("north") }
}

extension GameTests {
    @MainActor struct PagerTests {
        private let game = TestGame(types: [Read.self, North.self])

        /// A client of 11 lines: ten and the prompt.
        private func ann(_ change: (inout Client) -> Void = { _ in }) async throws -> TestPlayer {
            var client = TestGame.plainClient
            (client.width, client.height) = (60, 11)
            change(&client)
            return try await game.player("Ann", in: Room.create("the hall"), client: client)
        }

        private func first(_ player: TestPlayer) -> String { String(player.heard.prefix { $0 != "\n" }) }

        @Test func aScreenAtATime() async throws {
            let ann = try await ann()
            await ann.type("read 25")
            #expect(first(ann) == "line 1")
            #expect(ann.heard.hasSuffix("line 10\n(1/3: Return or n next, p back, t top, e end, q quit) "))
            await ann.type("n")
            #expect(first(ann) == "line 11")
            await ann.type("p")
            #expect(first(ann) == "line 1")
            await ann.type("e")
            #expect(ann.heard == "line 21\nline 22\nline 23\nline 24\nline 25\n(3/3: p back, t top)\n")
            await ann.type("t")
            #expect(first(ann) == "line 1")
            await ann.type("2")
            #expect(first(ann) == "line 11")
            await ann.type("99")
            #expect(first(ann) == "line 21")
        }

        @Test func whereOneIsOutlivesAReload() async throws {
            let ann = try await ann()
            await ann.type("read")
            await ann.type("")
            try await game.reload()
            await ann.type("")
            #expect(first(ann) == "line 21")
        }

        @Test func whatFitsIsJustShown() async throws {
            let ann = try await ann()
            await ann.type("read 10")
            #expect(ann.heard.hasSuffix("line 10\n"))
            #expect(ann.session?.dialogue == nil)
        }

        @Test func screenReadersGetAllOfIt() async throws {
            let ann = try await ann { $0.isScreenReader = true }
            await ann.type("read")
            #expect(ann.heard.hasSuffix("line 100\n"))
            #expect(ann.session?.dialogue == nil)
        }

        @Test func anythingElseIsACommand() async throws {
            let ann = try await ann()
            await ann.type("read")
            await ann.type("read 3")
            #expect(ann.heard == "line 1\nline 2\nline 3\n")
            #expect(ann.session?.dialogue == nil)
        }

        /// At the end there is nothing more to ask for, so `n` is a way again.
        @Test func theEndLetsGo() async throws {
            let ann = try await ann()
            await ann.type("read 15")
            await ann.type("n")
            #expect(ann.heard.hasSuffix("(2/2: p back, t top)\n"))
            await ann.type("n")
            #expect(ann.heard == "north\n")
            await ann.type("read 15")
            await ann.type("n")
            await ann.type("")
            #expect(ann.heard.isEmpty)
            #expect(ann.session?.dialogue == nil)
        }

        @Test func quitting() async throws {
            let ann = try await ann()
            for word in ["q", "quit", "@abort"] {
                await ann.type("read")
                await ann.type(word)
                #expect(ann.session?.dialogue == nil, "\(word)")
            }
        }

        @Test func longLinesAreWrappedBeforeTheyAreCounted() async throws {
            let ann = try await ann()
            ann.session?.send(paged: Array(repeating: "word", count: 200).joined(separator: " "))
            await game.turn()
            #expect(ann.heard.contains("(1/2:"))
            #expect(ann.heard.split(separator: "\n").allSatisfy { $0.count <= 60 })
        }

        // MARK: A client that told no width

        /// Laid out, and wider than what unknown screens are taken to be.
        private let usage = "Usage: mail <name>, <name> = <subject>/<text>        writes one;   without a subject, = <text>, too"

        @Test func whatWasLaidOutIsShownAsItIsPagedOrNot() async throws {
            let ann = try await ann { $0.width = 0 }
            ann.session?.send(usage)
            ann.session?.send(paged: usage)
            await game.turn()
            #expect(ann.heard == usage + "\n" + usage + "\n")
            ann.forget()
            ann.session?.send(paged: Array(repeating: usage, count: 20).joined(separator: "\n"))
            await game.turn()
            #expect(ann.heard.hasPrefix(usage + "\n" + usage + "\n"))
        }

        /// Its terminal breaks them, so each of these takes two lines of the screen.
        @Test func longLinesCountForAsManyAsTheyTake() async throws {
            let ann = try await ann { $0.width = 0 }
            ann.session?.send(paged: (1...12).map { "\($0) \(usage)" }.joined(separator: "\n"))
            await game.turn()
            #expect(ann.heard.contains("5 \(usage)\n(1/3:") && !ann.heard.contains("6 Usage"))
            await ann.type("")
            #expect(ann.heard.hasPrefix("6 Usage") && ann.heard.contains("10 \(usage)\n(2/3:"))
            await ann.type("p")
            #expect(ann.heard.hasPrefix("1 Usage"))
            await ann.type("e")
            #expect(ann.heard.hasPrefix("11 Usage") && ann.heard.contains("(3/3:"))
        }

        @Test func aLineLongerThanTheScreenHasAPage() async throws {
            let ann = try await ann { $0.width = 0 }
            let long = Array(repeating: "word", count: 400).joined(separator: " ")
            ann.session?.send(paged: "first\n\(long)\nlast")
            await game.turn()
            #expect(ann.heard.hasPrefix("first\n(1/3:"))
            await ann.type("")
            #expect(ann.heard.hasPrefix(long + "\n(2/3:"))
            await ann.type("")
            #expect(ann.heard.hasPrefix("last\n(3/3:"))
        }

        @Test func thereIsAMostOfIt() async throws {
            let ann = try await ann()
            ann.session?.send(paged: String(repeating: "|r\u{1F525}|n word\n", count: 200_000))
            await game.turn()
            let stored = try #require(game.store.changes(after: -1).sessions.first).state
            #expect(stored.count < 101_000)
            await ann.type("e")
            #expect(ann.heard.contains("…\n("))
        }
    }
}
