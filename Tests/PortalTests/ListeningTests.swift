import NIOCore
import Settings
import Testing

@testable import Portal

@Suite struct ListeningTests {
    @Test func `players come in at each port of each address`() async throws {
        try await WebGame.with { game in
            var endpoints = Endpoints(port: 0)
            (endpoints.addresses, endpoints.ports) = (["127.0.0.1", "127.0.0.2"], [0, 0])
            try await game.portal.listenToTelnet(endpoints)
            let places = await game.portal.telnetPlaces
            #expect(places.map(\.address) == ["127.0.0.1", "127.0.0.2", "127.0.0.1", "127.0.0.2"])
            #expect(await game.portal.ports("telnet") == Set(places.map(\.port)).sorted())
            #expect(await game.portal.telnetPort == places.first?.port)
            for (number, place) in places.enumerated() {
                let client = try await game.client(host: place.address, port: place.port)
                _ = try await game.happenings { $0.count > number }
                try await client.close()
            }
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

extension Portal {
    fileprivate var telnetPlaces: [(address: String, port: Int)] {
        listeners.filter { $0.key.hasPrefix("telnet") }.sorted { $0.key < $1.key }.compactMap { _, channel in
            guard let place = channel.localAddress, let port = place.port else { return nil }
            return (ClientAddress(place).text, port)
        }
    }
}
