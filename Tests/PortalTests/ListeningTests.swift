import NIOCore
import Settings
import Testing

@testable import Portal

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

@Suite(.timeLimit(.minutes(5))) struct ListeningTests {
    @Test func `players come in at each port of each address`() async throws {
        try await WebGame.with { game in
            var endpoints = Endpoints(port: 0)
            (endpoints.addresses, endpoints.ports) = (["127.0.0.1", "127.0.0.2"], [0, 0])
            try await game.portal.listenToTelnet(endpoints)
            let places = await game.portal.telnetPlaces
            #expect(places.map(\.address) == ["127.0.0.1", "127.0.0.2", "127.0.0.1", "127.0.0.2"])
            #expect(await game.portal.ports(.telnet) == Set(places.map(\.port)).sorted())
            #expect(await game.portal.telnetPort == places.first?.port)
            for (number, place) in places.enumerated() {
                let client = try await game.client(host: place.address, port: place.port)
                _ = try await game.happenings { $0.count { $0.hasPrefix("opened") } > number }
                try await client.close()
            }
        }
    }

    @Test func `the urgent byte of a Synch takes no letter with it`() async throws {
        try await WebGame.with { game in
            try await game.portal.listenToTelnet(Endpoints(port: 0))
            let client = try RawSocket(port: try #require(await game.portal.telnetPort))
            // What `telnet` sends when it is told to interrupt: IP, then DM as the urgent byte.
            client.send([255, 244, 255, 242], urgent: true)
            client.send(Array("look\r\n".utf8))
            let all = try await game.happenings { $0.count >= 3 }
            #expect(all.suffix(2) == ["line @abort", "line look"])
        }
    }

    @Test func `a socket that the system closes is opened again`() async throws {
        try await WebGame.with { game in
            _ = await game.portal.follow(game.portal.settings)
            await game.portal.loseTelnet()
            try await game.eventually { await game.portal.isTelnetOpen }
            try await game.client(port: try #require(await game.portal.telnetPort)).read(until: "asleep")
        }
    }

    @Test func `a port is free at once, also when a child has a copy of its socket`() async throws {
        try await WebGame.with { game in
            try await game.portal.listenToTelnet(Endpoints(port: 0))
            let copy = try #require(await game.portal.copyOfTelnet())
            defer { _ = close(copy) }
            let port = try #require(await game.portal.telnetPort)
            var new = await game.portal.settings
            new.telnet.endpoints = Endpoints("0.0.0.0", port: port)
            #expect(await game.portal.follow(new) == ["players come in by telnet at 0.0.0.0 port \(port) now"])
            try await game.client(port: port).read(until: "asleep")
        }
    }

    @Test func `a name of nobody is told as such`() async throws {
        try await WebGame.with { game in
            // No name is that long: nobody is asked for it.
            let endpoints = Endpoints(String(repeating: "x", count: 70), port: 0)
            let error = await #expect(throws: PortalError.self) { try await game.portal.listenToTelnet(endpoints) }
            #expect(error?.problem == "cannot listen for telnet on \(endpoints.first): no machine is known by that name.")
        }
    }

    @Test func `a port that is in use is told with its address`() async throws {
        try await WebGame.with { game in
            var endpoints = Endpoints(port: 0)
            endpoints.ports = [0, game.port]
            let error = await #expect(throws: PortalError.self) { try await game.portal.listenToTelnet(endpoints) }
            #expect(error?.description.hasPrefix("cannot listen for telnet on 127.0.0.1 port \(game.port): another") == true)
        }
    }
}

/// A client's socket, for what NIO has no word for.
private final class RawSocket {
    private let descriptor: CInt

    init(port: Int) throws {
        #if canImport(Glibc)
            descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard case .v4(let place) = try SocketAddress(ipAddress: "127.0.0.1", port: port) else { return }
        let outcome = withUnsafePointer(to: place.address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(outcome == 0, "the port cannot be reached")
    }

    deinit { _ = close(descriptor) }

    /// - Parameter urgent: whether the last byte is TCP's urgent one.
    func send(_ bytes: [UInt8], urgent: Bool = false) {
        let flags = urgent ? CInt(MSG_OOB) : 0
        #if canImport(Glibc)
            #expect(Glibc.send(descriptor, bytes, bytes.count, flags) == bytes.count)
        #else
            #expect(Darwin.send(descriptor, bytes, bytes.count, flags) == bytes.count)
        #endif
    }
}

extension Portal {
    fileprivate func loseTelnet() { listeners[.telnet]?.first?.channel.close(promise: nil) }

    fileprivate var isTelnetOpen: Bool { listeners[.telnet]?.first?.channel.isActive == true }

    fileprivate func copyOfTelnet() -> CInt? { listeners[.telnet]?.first?.channel.descriptor.map { dup($0) } }

    fileprivate var telnetPlaces: [(address: String, port: Int)] {
        (listeners[.telnet] ?? []).compactMap { listener in
            listener.port.map { (ClientAddress(listener.channel.localAddress).text, $0) }
        }
    }
}
