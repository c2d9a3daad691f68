import HearthKit
import Testing

@testable import Standard

/// What a player types is read by others as it was typed, and is nothing else: no colours, no cursor, no line and no
/// prompt that the game did not write.
extension StandardTests {
    @Suite struct InjectionTests {
        let game = TestGame.standard()

        /// More than comes through the Portal, whose line assembler lets no control character pass.
        private static let hostile =
            "a\u{1B}[2J\u{1B}[1;1H\u{9B}31m\r\nBob says, \"hi\"\n\u{2028}> \u{2029}\u{85}\u{202E}x\u{2066}" + shown
        private static let shown = "|/|r|[g|-y$You(){text}b"

        @Test(arguments: ["say ", "'", ":", "pose ", "whisper bob = ", "page bob = ", "whisper bob ", "setdesc "])
        func othersReadWhatWasTyped(_ command: String) async throws {
            let ann = try await game.player("Ann")
            let bob = try await game.player("Bob")
            await ann.type(command + Self.hostile)
            if command == "setdesc " { await bob.type("look ann") }
            #expect(bob.heard.contains(Self.shown), "\(bob.heard)")
            #expect(bob.heard.split(separator: "\n").count == (command == "setdesc " ? 2 : 1))
            expectHarmless(bob.heard)
            expectHarmless(ann.heard)
        }

        @Test func whatIsTypedAtTheDoorIsHarmlessToo() async throws {
            let ann = try await game.player("Ann")
            await ann.type(Self.hostile)
            await ann.type("help " + Self.hostile)
            await ann.type("look " + Self.hostile)
            expectHarmless(ann.transcript)
            let stranger = await game.connected(Self.hostile, "new", Self.hostile, "connect \(Self.hostile)", "who")
            expectHarmless(stranger.transcript)
            #expect(game.world.accounts.count == 1)
        }

        private func expectHarmless(_ text: String, at place: SourceLocation = #_sourceLocation) {
            let harmful: [ClosedRange<UInt32>] = [0...9, 0x0B...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069]
            let found = text.unicodeScalars.filter { scalar in harmful.contains { $0.contains(scalar.value) } }
            #expect(found.isEmpty, "\(text.debugDescription)", sourceLocation: place)
        }
    }
}
