import Foundation
import Testing
import Wire

extension EndToEnd {
    @Suite struct WireVersions {
        private static let file = "Sources/Wire/Commands/PortalCommands.swift"

        /// It builds most of Hearth twice, which takes minutes: `Tests/long.sh` asks for it.
        @Test(
            "A Server that speaks another version of the wire is built, and refused in words as it warms",
            .enabled(if: ProcessInfo.processInfo.environment["HEARTH_TEST_INIT"] != nil))
        func otherVersion() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let pid = try await game.serverPid()
                let text = game.read(Self.file)
                let now = "public let wireVersion = \(wireVersion)"
                let next = "public let wireVersion = \(wireVersion + 1)"
                try #require(text.contains(now))
                try game.write(Self.file, text.replacing(now, with: next))
                do {
                    let peer = try await game.connectPeer()
                    let refusal = try await peer.refusal(of: Reload(by: "a test"))
                    print("the refusal: \(refusal)")
                    #expect(refusal.description.contains("version \(wireVersion) of the wire protocol"))
                    #expect(refusal.description.contains("hearth reboot"))
                    try await ann.type("version", expecting: "This is version one.")
                    #expect(try await game.serverPid() == pid)
                    #expect(try await game.status().generation == 1)
                    #expect(game.portalLog.contains("of the wire protocol"))
                } catch {
                    try await putBack(text, game)
                    throw error
                }
                try await putBack(text, game)
                // What is built now is what was live all the time.
                #expect(try await game.reload().generation == 1)
                try await ann.type("version", expecting: "This is version one.")
            }
        }

        /// The tests that follow use these programs.
        private func putBack(_ text: String, _ game: RunningGame) async throws {
            try game.write(Self.file, text)
            try await Shell.build(Workshop.game)
        }
    }
}
