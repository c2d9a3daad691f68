import NIOCore
import Settings
import Testing

@testable import Portal

@Suite struct AddressLimitsTests {
    private let start = NIODeadline.now()

    private func address(_ text: String) throws -> ClientAddress {
        ClientAddress(try SocketAddress(ipAddress: text, port: 4000))
    }

    private func limits(perAddress: Int = 20, burst: Int = 20, perSecond: Int = 0) -> AddressLimits {
        var limits = Settings().limits
        limits.sessionsPerAddress = perAddress
        (limits.connectionBurst, limits.connectionsPerSecond) = (burst, perSecond)
        return AddressLimits(limits)
    }

    @Test func soManyAtTheSameTime() throws {
        var limits = limits(perAddress: 2)
        let (ann, bob) = (try address("203.0.113.1"), try address("203.0.113.2"))
        #expect(limits.admit(ann, at: start).words == nil)
        #expect(limits.admit(ann, at: start).words == nil)
        #expect(limits.admit(ann, at: start).words?.contains("2 connections from your address") == true)
        #expect(limits.admit(bob, at: start).words == nil)
        limits.left(ann)
        #expect(limits.admit(ann, at: start).words == nil)
        #expect(limits.admit(ann, at: start).words != nil)
    }

    @Test func soManyASecond() throws {
        var limits = limits(perAddress: 0, burst: 2, perSecond: 1)
        let ann = try address("203.0.113.1")
        for _ in 1...2 { #expect(limits.admit(ann, at: start).words == nil) }
        #expect(limits.admit(ann, at: start).words == "You connect too often. Try again in 2 seconds.")
        #expect(limits.admit(ann, at: start + .seconds(1)).words == nil)
    }

    @Test func theLogIsToldOnceAMinute() throws {
        var limits = limits(perAddress: 1)
        let ann = try address("203.0.113.1")
        _ = limits.admit(ann, at: start)
        let lines = (0..<200).compactMap { limits.admit(ann, at: start + .seconds(1) * $0).logLine }
        #expect(lines == [
            "a connection from 203.0.113.1 was turned away: it has 1",
            "a connection from 203.0.113.1 was turned away: it has 1 (59 more since that was last said)",
            "a connection from 203.0.113.1 was turned away: it has 1 (59 more since that was last said)",
            "a connection from 203.0.113.1 was turned away: it has 1 (59 more since that was last said)",
        ])
    }

    @Test func ofAFullGameTheLogIsToldOnceAMinuteToo() throws {
        var settings = Settings().limits
        settings.sessions = 3
        var limits = AddressLimits(settings)
        #expect(limits.admit(try address("127.0.0.1"), sessions: 2, at: start).words == nil)
        let verdicts = try (1...100).map { limits.admit(try address("203.0.113.\($0)"), sessions: 3, at: start) }
        #expect(verdicts.allSatisfy { $0.words == "The game is full just now. Please come back later." })
        #expect(verdicts.compactMap(\.logLine) == ["a connection from 203.0.113.1 was turned away: 3 are open"])
    }

    @Test func withIPv6ANetworkIsOneAddress() throws {
        var limits = limits(perAddress: 1)
        #expect(limits.admit(try address("2001:db8:1:2::1"), at: start).words == nil)
        #expect(limits.admit(try address("2001:db8:1:2:9::1"), at: start).words != nil)
        #expect(limits.admit(try address("2001:db8:1:3::1"), at: start).words == nil)
    }

    @Test(arguments: ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
    func thisMachineDoesNotCountUnlessItIsToldTo(_ text: String) throws {
        let address = try address(text)
        var limits = limits(perAddress: 1)
        for _ in 1...50 { #expect(limits.admit(address, at: start).words == nil) }
        var settings = Settings().limits
        (settings.sessionsPerAddress, settings.countsLoopback) = (1, true)
        limits = AddressLimits(settings)
        _ = limits.admit(address, at: start)
        #expect(limits.admit(address, at: start).words != nil)
    }

    @Test func anAddressByIPv6IsWhatItIs() throws {
        #expect(try address("::ffff:203.0.113.9") == address("203.0.113.9"))
        #expect(try address("2001:DB8::1").text == "2001:db8::1")
        #expect(try address("2001:DB8::1").network == "2001:db8:0:0::/64")
    }
}

extension AddressLimits.Verdict {
    var words: String? { if case .turnedAway(let words, _) = self { words } else { nil } }
    var logLine: String? { if case .turnedAway(_, let line) = self { line } else { nil } }
}
