import Testing

@testable import HearthKit

/// Logs in as the account that is there already.
struct Hatch: Dialogue {
    mutating func begin(_ session: Session) {}
    mutating func receive(_ line: String, from session: Session) -> Next {
        guard line == "in" else { return .go }
        session.login(World.current.account(named: "Ann"))
        return .end
    }
}

final class Murmur: AccountCommand {
    override class var key: String { "murmur" }
    override func run() async throws { tell("heard \(args)") }
}

extension GameTests {
    @MainActor
    struct StrangerTests {
        let types: [Any.Type] = [Hatch.self, Murmur.self]

        private func lines(_ count: Int, of player: TestPlayer, _ text: (Int) -> String) throws -> [SessionInput] {
            let done = try #require(player.session).done
            return (1...count).map { number in
                SessionInput(session: player.id, number: done + UInt64(number), .line(text(number)))
            }
        }

        private func said(_ outcome: TurnOutcome?) -> [String] {
            (outcome?.outputs ?? []).compactMap { output in
                if case .text(let text) = output.kind, text.hasPrefix("heard") { String(text.trimmingSpaces) } else { nil }
            }
        }

        @Test func whoPlaysGoesBeforeACrowdOfStrangers() async throws {
            let game = TestGame(types: types)
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            var inputs: [SessionInput] = []
            var crowd: [TestPlayer] = []
            for _ in 1...3 * StrangerQueue.eventsPerTurn {
                let stranger = await game.connect()
                stranger.session?.begin(Hatch())
                crowd.append(stranger)
                inputs += try lines(1, of: stranger) { _ in "noise" }
            }
            inputs += try lines(1, of: ann) { _ in "murmur me" }

            let first = try #require(game.game.turn(inputs))
            #expect(said(first) == ["heard me\n"])
            #expect(first.done.count == StrangerQueue.eventsPerTurn + 1)
            #expect(game.game.strangersWait)
            #expect(game.game.turn(takesStrangers: false) == nil)
            _ = game.game.turn()
            _ = game.game.turn()
            #expect(!game.game.strangersWait)
            let done = crowd.map { $0.session?.done }
            #expect(done.allSatisfy { $0 == done[0] && $0 != nil })
        }

        @Test func whoLogsInAmongThemKeepsTheOrderOfTheirLines() async throws {
            let game = TestGame(types: types)
            _ = try await game.player("Ann", in: Room.create("the hall"))
            let second = await game.connect()
            second.session?.begin(Hatch())
            let all = try lines(40, of: second) { $0 == 1 ? "in" : "murmur \($0)" }
            var words: [String] = []
            // Those that come later, when the session is a player's already, wait behind what is queued.
            for part in [all[..<30], all[30...], [], []] { words += said(game.game.turn(Array(part))) }
            #expect(words == (2...40).map { "heard \($0)\n" })
        }

        @Test func whatWaitsWhenTheGameFreezesIsTheSuccessors() async throws {
            let game = TestGame(types: types)
            let stranger = await game.connect()
            stranger.session?.begin(Hatch())
            let all = try lines(20, of: stranger) { _ in "noise" }
            let last = try #require(all.last).number
            _ = game.game.turn(all)
            _ = game.game.freeze()
            game.game.thaw(epoch: 2)
            #expect(game.game.turn() == nil)
            // The Portal gives again what was not acknowledged.
            _ = game.game.turn(all)
            #expect(stranger.session?.done == last)
        }
    }
}
