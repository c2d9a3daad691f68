import Settings
import Testing

@testable import Portal

/// What a reload brings a Portal that runs.
@Suite(.timeLimit(.minutes(5))) struct LiveSettingsTests {
    @Test func whatTheSettingsSayNowCounts() async throws {
        try await WebGame.with { game in
            var new = await game.portal.settings
            (new.name, new.web.origins) = ("Other", ["https://client.example.org"])
            new.limits.lineBytes = 100
            let notes = await game.portal.follow(new)
            #expect(notes == ["players come in by telnet at 127.0.0.1 port \(await game.portal.telnetPort ?? 0) now"])
            #expect(await game.portal.follow(new) == [])
            _ = try await game.play(origin: "https://client.example.org") { browser in
                try await browser.read(until: #"{"game":"Other"}"#)
                try await browser.send(#"{"line":"\#(String(repeating: "x", count: 101))"}"#)
                try await browser.read(until: "That line was too long")
            }
        }
    }

    @Test func whoIsInStaysWherePlayersNoLongerComeIn() async throws {
        try await WebGame.with { game in
            let first = try await game.telnet()
            try await first.read(until: "asleep")
            let port = try #require(await game.portal.telnetPort)
            var new = await game.portal.settings
            new.telnet.endpoints.addresses = ["127.0.0.2"]
            let notes = await game.portal.follow(new)
            let moved = try #require(await game.portal.telnetPort)
            #expect(notes == ["players come in by telnet at 127.0.0.2 port \(moved) now"])
            #expect(await game.portal.follow(new) == [])
            await #expect(throws: (any Error).self) { try await game.client(port: port) }
            try await game.client(host: "127.0.0.2", port: moved).read(until: "asleep")
            try await first.send("look\n")
            _ = try await game.happenings { $0.contains { $0.hasSuffix("line look") } }
        }
    }

    @Test func portsMayChangePlaces() async throws {
        try await WebGame.with { game in
            var new = await game.portal.settings
            _ = await game.portal.follow(new)
            new.telnet.endpoints.ports = [try #require(await game.portal.telnetPort)]
            new.web.endpoints.ports = [game.port]
            #expect(await game.portal.follow(new).count == 2)
            (new.telnet.endpoints, new.web.endpoints) = (new.web.endpoints, new.telnet.endpoints)
            let notes = await game.portal.follow(new)
            #expect(notes.count == 3 && notes[2].hasPrefix("open pages play on; "))
            #expect(await game.portal.telnetPort == new.telnet.endpoints.ports[0])
            #expect(await game.portal.webPort == new.web.endpoints.ports[0])
        }
    }

    @Test func whoWaitsAtAPortThatStaysIsTouchedByNoFailure() async throws {
        try await WebGame.with { game in
            _ = try await game.telnet()
            let before = try #require(await game.portal.listeners[.telnet]?.first)
            var new = await game.portal.settings
            new.telnet.endpoints.ports = [game.port]
            #expect(await game.portal.follow(new).last?.hasSuffix("port \(before.port ?? 0), as before") == true)
            #expect(await game.portal.listeners[.telnet]?.first?.channel === before.channel)
        }
    }

    @Test func aPortThatIsTakenLeavesTheOneBeforeUntilItIsFree() async throws {
        try await WebGame.with { game in
            _ = try await game.telnet()
            let port = try #require(await game.portal.telnetPort)
            var new = await game.portal.settings
            new.telnet.endpoints.ports = [port]
            _ = await game.portal.follow(new)
            // The second is the web's.
            new.telnet.endpoints.ports = [0, game.port]
            let notes = await game.portal.follow(new)
            #expect(notes.count == 2)
            #expect(notes[0].hasPrefix("cannot listen for telnet on 127.0.0.1 port \(game.port): another game"))
            #expect(notes[1] == "players come in by telnet at 127.0.0.1 port \(port), as before")
            #expect(await game.portal.follow(new) == notes)
            #expect(await game.portal.ports(.telnet) == [port])
            try await game.client(port: port).read(until: "asleep")
            new.web.enabled = false
            let free = await game.portal.follow(new)
            let first = try #require(await game.portal.telnetPort)
            #expect(free == [
                "players come in by telnet at 127.0.0.1 port \(first), 127.0.0.1 port \(game.port) now",
                "nobody new comes in by the web now",
            ])
            #expect(await game.portal.webPort == nil)
            try await game.client(port: game.port).read(until: "asleep")
        }
    }

    @Test func tlsIsOpenedAndClosed() async throws {
        try await WebGame.with { game in
            var new = await game.portal.settings
            _ = await game.portal.follow(new)
            new.tls.enabled = true
            (new.tls.certificate, new.tls.key) = ("missing.pem", "missing-key.pem")
            let refused = await game.portal.follow(new)
            #expect(refused.count == 2 && refused[0].hasPrefix("the certificate for TLS, "))
            #expect(refused.last == "nobody new comes in by TLS, as before")
            (new.tls.certificate, new.tls.key) = (nil, nil)
            let opened = await game.portal.follow(new)
            #expect(opened == ["players come in by TLS at 127.0.0.1 port \(await game.portal.tlsPort ?? 0) now"])
            let certificate = game.folder.appending(path: "run/certificate.pem").path(percentEncoded: false)
            let client = try await game.tlsClient(trusting: certificate)
            try await client.read(until: "asleep")
            new.tls.enabled = false
            #expect(await game.portal.follow(new) == ["nobody new comes in by TLS now"])
            try await client.send("look\n")
            _ = try await game.happenings { $0.contains { $0.hasSuffix("line look") } }
        }
    }

    @Test func ofHowPluginsAreBuiltMakersAreToldThatItWaits() async throws {
        try await WebGame.with { game in
            var new = await game.portal.settings
            _ = await game.portal.follow(new)
            (new.build.configuration, new.name) = (.release, "Other")
            let note = "in the settings, 'build.configuration' will count from `hearth reboot` on"
            #expect(await game.portal.follow(new) == [note])
            #expect(await game.portal.follow(new) == [note])
            #expect(await game.portal.settings.name == "Other")
        }
    }

    @Test func portsOfTheCommandLineGoBeforeTheFile() async throws {
        var settings = Settings()
        settings.goBy(try PortalArguments(["hearth-portal", "--game", "/g", "--telnet-port", "4444", "--web-port", "0"]))
        #expect(settings.telnet.endpoints.ports == [4444] && settings.web.endpoints.ports == [0])
        #expect(settings.tls.endpoints.ports == Settings().tls.endpoints.ports)
    }

    @Test func aCertificateThatCannotBeUsedLeavesTheOneBefore() async throws {
        try await WebGame.with { game in
            var new = await game.portal.settings
            new.tls.enabled = true
            _ = await game.portal.follow(new)
            (new.tls.certificate, new.tls.key) = ("missing.pem", "missing-key.pem")
            let notes = await game.portal.follow(new)
            #expect(notes.count == 1 && notes[0].hasPrefix("TLS goes on with the certificate as it was: "))
            let certificate = game.folder.appending(path: "run/certificate.pem").path(percentEncoded: false)
            try await game.tlsClient(trusting: certificate).read(until: "asleep")
        }
    }

    @Test func whoCameUncountedLeavesUncounted() async throws {
        var limits = Settings().limits
        var addresses = AddressLimits(limits)
        let address = try ClientAddress(.init(ipAddress: "127.0.0.1", port: 1))
        _ = addresses.admit(address)
        (limits.countsLoopback, limits.sessionsPerAddress) = (true, 1)
        addresses.goBy(limits)
        guard case .admitted = addresses.admit(address) else { return #expect(Bool(false), "the first that counts") }
        addresses.left(address)
        addresses.left(address)
        guard case .admitted = addresses.admit(address) else { return #expect(Bool(false), "none is in") }
        guard case .turnedAway = addresses.admit(address) else { return #expect(Bool(false), "one is in") }
    }
}
