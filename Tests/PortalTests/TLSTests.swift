import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Settings
import Testing

@testable import Portal

/// The TLS port on real sockets.
@Suite(.timeLimit(.minutes(5))) struct TLSTests {
    @Test func theGameSignsItsOwnCertificateOnceAndPlaysOverIt() async throws {
        try await WebGame.with { game in
            try await game.portal.listenToTLS(Endpoints(port: 0))
            let paths = game.paths
            let first = try Data(contentsOf: URL(filePath: paths.ownCertificate))
            let mode = try FileManager.default.attributesOfItem(atPath: paths.ownKey)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let client = try await game.tlsClient(trusting: paths.ownCertificate)
            try await client.read(until: "asleep")
            try await client.send("look\r\n")
            // Its size, which must not make a plain telnet client of it.
            try await client.send([255, 251, 31, 255, 250, 31, 0, 132, 0, 43, 255, 240])
            let all = try await game.happenings { $0.count == 3 }
            #expect(all[0].hasPrefix("opened tls from ") && all[1] == "line look", "\(all)")
            #expect(await game.portal.transports == ["tls"])
            try await client.close()
            _ = try await game.happenings { $0.last?.hasPrefix("closed") ?? false }
            #expect(await game.portal.handshakes == 0)

            let notes = try TLSIdentity(Settings().tls, paths).notes
            #expect(notes.count == 1 && notes[0].contains("run/certificate.pem, which the game has signed itself"))
            #expect(try Data(contentsOf: URL(filePath: paths.ownCertificate)) == first)
        }
    }

    @Test func clientsAreToldOfThePortWhenSomebodyVouchesForItsCertificate() async throws {
        try await WebGame.with { game in
            try await game.portal.listenToTLS(Endpoints(port: 0))
            let listed = await game.portal.listed
            #expect(listed["NAME"] == ["Hearth"] && listed["SSL"] == nil && listed["TLS"] == nil)
        }
        var settings = Settings()
        (settings.tls.certificate, settings.tls.key) = ("run/certificate.pem", "run/certificate.key")
        try await WebGame.with(settings: settings) { game in
            _ = try TLSIdentity(Settings().tls, game.paths)
            try await game.portal.listenToTLS(Endpoints(port: 0))
            let port = try #require(await game.portal.tlsPort)
            let listed = await game.portal.listed
            #expect(listed["SSL"] == ["\(port)"] && listed["TLS"] == ["\(port)"])
        }
    }

    @Test func aRenewedCertificateIsTakenAndABrokenOneIsNot() async throws {
        try await WebGame.with { game in
            let paths = game.paths
            try await game.portal.listenToTLS(Endpoints(port: 0), renewal: .zero)
            let old = try Data(contentsOf: URL(filePath: paths.ownCertificate))
            try await game.tlsClient(trusting: paths.ownCertificate).read(until: "asleep")

            try Data("garbage".utf8).write(to: URL(filePath: paths.ownKey))
            let kept = game.folder.appending(path: "old.pem")
            try old.write(to: kept)
            try await game.tlsClient(trusting: kept.path(percentEncoded: false)).read(until: "asleep")

            for name in [paths.ownCertificate, paths.ownKey] { try FileManager.default.removeItem(atPath: name) }
            _ = try TLSIdentity(Settings().tls, paths)
            #expect(try Data(contentsOf: URL(filePath: paths.ownCertificate)) != old)
            // It trusts this one alone.
            try await game.tlsClient(trusting: paths.ownCertificate).read(until: "asleep")
        }
    }

    @Test func silenceAndGarbageAreNoSessionsAndAreGoneSoon() async throws {
        var settings = Settings()
        settings.limits.countsLoopback = true
        settings.limits.sessionsPerAddress = 2
        try await WebGame.with(settings: settings) { game in
            try await game.portal.listenToTLS(Endpoints(port: 0), deadline: .milliseconds(200))
            let port = try #require(await game.portal.tlsPort)
            try await game.client(port: port).readEnd()
            let beginnings = String(repeating: "\u{16}\u{3}\u{1}", count: 9999)
            for garbage in ["GET / HTTP/1.1\r\n\r\n", "connect Ann secret\r\n", beginnings] {
                let client = try await game.client(port: port)
                try? await client.send(garbage)
                try await client.readEnd()
            }
            #expect(await game.portal.handshakes == 0)
            #expect(await game.portal.transports == [])

            // What does not finish counts while it lasts, and is forgotten then. Who does finish is given the time for it.
            try await game.portal.listenToTLS(Endpoints(port: 0), deadline: .seconds(30))
            let path = game.paths.ownCertificate
            let one = try await game.tlsClient(trusting: path)
            try await one.read(until: "asleep")
            let two = try await game.tlsClient(trusting: path)
            try await two.read(until: "asleep")
            try await game.client(port: port).readEnd()
            #expect(await game.portal.handshakes == 0)
            #expect(await game.portal.transports.count == 2)
        }
    }

    @Test func aBadCertificateIsToldInWords() async throws {
        try await WebGame.with { game in
            let paths = game.paths
            func words(_ certificate: String, _ key: String) -> String {
                var tls = Settings().tls
                (tls.certificate, tls.key) = (certificate, key)
                do { _ = try TLSIdentity(tls, paths) } catch { return "\(error)" }
                return ""
            }
            _ = try TLSIdentity(Settings().tls, paths)
            let key = try String(contentsOfFile: paths.ownKey, encoding: .utf8)
            for name in [paths.ownCertificate, paths.ownKey] {
                try FileManager.default.moveItem(atPath: name, toPath: name + ".old")
            }
            _ = try TLSIdentity(Settings().tls, paths)
            try Data("garbage".utf8).write(to: game.folder.appending(path: "garbage.pem"))
            try Data(key.dropLast(60).utf8).write(to: game.folder.appending(path: "cut.pem"))

            #expect(words("run/certificate.pem", "run/certificate.key") == "")
            let missing = words("nowhere.pem", "run/certificate.key")
            #expect(missing.hasPrefix("the certificate for TLS, nowhere.pem, cannot be used: no such file or dir"))
            #expect(missing.contains("GameData/settings.yaml"))
            #expect(words("garbage.pem", "run/certificate.key").contains("garbage.pem, cannot be used: it holds none"))
            #expect(words("run/certificate.pem", "cut.pem").contains("key for TLS, cut.pem, cannot be used: it holds"))
            #expect(words("run/certificate.pem", paths.ownKey + ".old").contains("does not belong to the certificate"))
        }
    }
}

extension Portal {
    fileprivate var transports: [String] { sessions.values.map(\.client.transport) }

    /// What lists of games are told.
    fileprivate var listed: [String: [String]] {
        Dictionary(uniqueKeysWithValues: listing().map { ($0.name, $0.values) })
    }
}

extension WebGame {
    fileprivate var paths: GamePaths { GamePaths(folder.path(percentEncoded: false)) }

    /// - Parameter header: what a proxy sends before the handshake begins.
    func tlsClient(trusting path: String, behind header: [UInt8] = []) async throws -> TestTelnet {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .file(path)
        let context = try NIOSSLContext(configuration: configuration)
        return try await client(port: try #require(await portal.tlsPort)) { channel in
            try channel.pipeline.syncOperations.addHandlers([
                FirstBytes(header), NIOSSLClientHandler(context: context, serverHostname: "localhost"),
            ])
        }
    }
}

/// Sends them before all others.
private final class FirstBytes: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        context.fireChannelActive()
    }
}
