import Foundation
import NIOCore
import NIOPosix
import Testing
import Wire

extension EndToEnd {
    /// The socket in the run folder: who may use it, and what comes of using it wrongly.
    @Suite struct PortalSocket {
        @Test("Garbage closes its connection with a logged reason and harms nothing else")
        func garbage() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let socket = game.runFolder + "/" + portalSocketName
                let bad: [[UInt8]] = [
                    Array("GET / HTTP/1.0\r\n\r\n".utf8),
                    [0, 0],
                    [0, 2, 0xFF, 0xFE, 0, 0, 0, 0],
                    [0, 3] + Array("key".utf8) + [0, 1, 65, 0, 0],
                ]
                for bytes in bad {
                    let peer = try await AMPPeer.connect(socket)
                    await peer.send(bytes)
                    try await peer.expectEnd()
                }
                #expect(game.portalLog.ranges(of: "was dropped: ").count == bad.count)

                // A box that never ends, and one that is cut short.
                let endless = try await AMPPeer.connect(socket)
                let pair: [UInt8] = [0, 1, 65, 0xFF, 0xFF] + [UInt8](repeating: 65, count: 0xFFFF)
                for _ in 1...40 { await endless.send(pair) }
                try await endless.expectEnd()
                let short = try await AMPPeer.connect(socket)
                await short.send([0, 8, 95, 99])
                await short.close()

                try await ann.type("version", expecting: "This is version one.")
                #expect(try await game.status().server == "running")
            }
        }

        @Test("Random bytes from many connections harm nothing")
        func randomBytes() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                var seed: UInt64 = 2018
                for _ in 1...60 {
                    let peer = try await AMPPeer.connect(game.runFolder + "/" + portalSocketName)
                    let bytes = (0..<400).map { _ in
                        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                        return UInt8(truncatingIfNeeded: seed >> 56) >> (seed >> 40 & 7)
                    }
                    await peer.send(bytes)
                    await peer.close()
                }
                try await ann.type("version", expecting: "This is version one.")
                #expect(try await game.status().server == "running")
            }
        }

        @Test("Another game, another version, an unknown command, a missing key, a false Server: refused in words")
        func refusals() async throws {
            try await RunningGame.play { game in
                let peer = try await game.connectPeer()
                let otherGame = try await peer.refusal(of: Hello(game: "/some/where", role: "test", pid: 1))
                #expect(otherGame.code == .otherGame)
                #expect(otherGame.description.contains("/some/where"))
                var old = Hello(game: game.folder, role: "test", pid: 1)
                old.version = 99
                #expect(try await peer.refusal(of: old).code == .otherVersion)
                #expect(try await peer.refusal(of: Juggle()).code == .unhandled)
                #expect(try await peer.refusal(of: ReloadWithoutKeys()).code == .badArguments)
                let impostor = Hello(game: game.folder, role: "server", pid: 1, token: "guessed")
                #expect(try await peer.refusal(of: impostor).code == .refused)
                #expect(try await peer.refusal(of: Committed(turn: 1 << 40)).code == .unhandled)
                // None of these costs the connection.
                #expect(try await peer.ask(Status()).server == "running")
            }
        }

        private struct Juggle: AMPCommand {}
        private struct ReloadWithoutKeys: AMPCommand { static let name = "Reload" }

        @Test("The run folder and what is in it are their owner's alone")
        func modes() async throws {
            try await RunningGame.play { game in
                func mode(_ path: String) throws -> Int {
                    let attributes = try FileManager.default.attributesOfItem(atPath: path)
                    return try #require(attributes[.posixPermissions] as? Int)
                }
                let (folder, log) = try (mode(game.runFolder), mode(game.runFolder + "/portal.log"))
                #expect(folder & 0o077 == 0)
                #expect(log & 0o077 == 0)
                #expect(try mode(game.runFolder + "/" + portalSocketName) == 0o600)
            }
        }

        @Test("A second Portal of the same game is refused in words, and the first one plays on")
        func secondPortal() async throws {
            try await RunningGame.play { game in
                let second = try await Shell.run(Checkout.program("hearth-portal"), game.portalArguments)
                #expect(second.status != 0)
                #expect(second.all.contains("runs already"))
                #expect(second.all.split(separator: "\n").count == 1)
                let other = try await game.connectPeer()
                #expect(try await other.ask(Status()).portalPid == game.portalPid)
            }
        }

        @Test("A port that is in use: one sentence that names it, and a failure")
        func portInUse() async throws {
            try await RunningGame.play(isStarted: false) { game in
                let other = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                    .bind(host: "127.0.0.1", port: 0).get()
                let port = try #require(other.localAddress?.port)
                let portal = try await Shell.run(
                    Checkout.program("hearth-portal"), game.portalArguments + ["--telnet-port", "\(port)"])
                #expect(portal.status != 0)
                #expect(portal.all.contains("port \(port)"))
                #expect(portal.all.split(separator: "\n").count == 1)
                try await other.close()
            }
        }
    }
}
