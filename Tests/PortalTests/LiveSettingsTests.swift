import Settings
import Testing

@testable import Portal

/// What a reload brings a Portal that runs.
@Suite struct LiveSettingsTests {
    @Test func whatTheSettingsSayNowCounts() async throws {
        try await WebGame.with { game in
            var new = Settings()
            (new.name, new.web.origins) = ("Other", ["https://client.example.org"])
            new.limits.lineBytes = 100
            #expect(await game.portal.goBy(new) == [])
            _ = try await game.play(origin: "https://client.example.org") { browser in
                try await browser.read(until: #"{"game":"Other"}"#)
                try await browser.send(#"{"line":"\#(String(repeating: "x", count: 101))"}"#)
                try await browser.read(until: "That line was too long")
            }
        }
    }

    @Test func ofWhatWaitsMakersAreToldUntilItIsSo() async throws {
        try await WebGame.with { game in
            var new = Settings()
            (new.telnet.endpoints.ports, new.web.endpoints.addresses, new.tls.enabled) = ([4040], ["0.0.0.0"], false)
            new.name = "Other"
            let note = "in the settings, 'web.address', 'telnet.port', 'tls.enabled' will count from `hearth reboot` on; "
                + "all else does now"
            #expect(await game.portal.goBy(new) == [note])
            #expect(await game.portal.goBy(new) == [note])
            #expect(await game.portal.settings.telnet.endpoints.ports == [4000])
            #expect(await game.portal.settings.name == "Other")
            #expect(await game.portal.goBy(Settings()) == [])
            // Each of the addresses is that of the lockdown, then.
            new = Settings()
            new.lockdown = true
            new.web.endpoints.addresses = ["127.0.0.1", "::1"]
            #expect(await game.portal.goBy(new).first?.hasPrefix("in the settings, 'lockdown' will count") == true)
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
            try await game.portal.listenToTLS(Endpoints(port: 0))
            var new = Settings()
            (new.tls.certificate, new.tls.key) = ("missing.pem", "missing-key.pem")
            let notes = await game.portal.goBy(new)
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
