import Testing

@testable import HearthKit

/// Answers after a while, and fetches.
private final class Parrot: Object {
    @Saved var words = 0
    var delay: Delay?
    var errand: Errand?

    func squawk(in time: Duration) {
        delay = later(time, for: self) {
            self.words += 1
            self.location?.announce("Squawk.", from: self)
        }
    }
}

extension GameTests {
    @MainActor struct DelayTests {
        private let game = TestGame(types: [Parrot.self])

        private func parrot() async throws -> (TestPlayer, Parrot) {
            let hall = Room.create("the hall")
            let ann = try await game.player("Ann", in: hall)
            return (ann, Parrot.create("a parrot", in: hall))
        }

        // MARK: Later

        @Test func itHappensInATurn() async throws {
            let (ann, parrot) = try await parrot()
            parrot.squawk(in: .seconds(2))
            await game.turn()
            #expect(game.game.millisecondsToNextTurn == 2000)
            await game.advance(.seconds(1))
            #expect(ann.heard.isEmpty && parrot.delay?.isThere == true)
            await game.advance(.seconds(1))
            #expect(ann.heard == "Squawk.\n" && parrot.delay?.isThere == false)
            try await game.crash()
            #expect(game.world.all(Parrot.self).first?.words == 1, "what it did is stored with the turn")
        }

        @Test func theFirstAskedForIsFirst() async {
            var order: [Int] = []
            for number in 1...3 { later(.seconds(1)) { order.append(number) } }
            later(.zero) {
                order.append(0)
                later(.zero) { order.append(10) }
            }
            _ = game.game.turn()
            #expect(order == [0], "what it asks for waits for the next turn")
            await game.advance(.seconds(1))
            #expect(order == [0, 10, 1, 2, 3])
        }

        @Test(arguments: [true, false])
        func aReloadOrCrashDropsIt(isCrash: Bool) async throws {
            let (ann, parrot) = try await parrot()
            await game.turn()
            parrot.squawk(in: .seconds(1))
            try await isCrash ? game.crash() : game.reload()
            await game.advance(.seconds(2))
            #expect(ann.heard.isEmpty && game.world.all(Parrot.self).first?.words == 0)
        }

        @Test func itEndsWithWhatItIsForAndWhenItIsCancelled() async throws {
            let (ann, parrot) = try await parrot()
            parrot.squawk(in: .seconds(1))
            parrot.delay?.cancel()
            let other = Parrot.create("another", in: parrot.location)
            other.squawk(in: .seconds(1))
            try other.delete()
            await game.advance(.seconds(2))
            #expect(ann.heard.isEmpty)
            other.squawk(in: .zero)
            #expect(other.delay?.isThere == false)
        }

        @Test func whatItThrowsIsToldToWhoIsMeant() async throws {
            let (ann, parrot) = try await parrot()
            later(.zero, for: ann.puppet) { throw Refusal("No.") }
            later(.zero, for: parrot) { throw StoreFenced(epoch: 1, newest: 2) }
            await game.turn()
            #expect(ann.heard == "No.\n")
            #expect(game.log.count == 1 && game.log[0].contains("a parrot"))
        }

        // MARK: Elsewhere

        @Test func workElsewhereComesBackIntoATurn() async throws {
            let (ann, parrot) = try await parrot()
            elsewhere(for: parrot) { 20 + 1 } then: { parrot.words = $0 * 2 }
            await game.turn()
            #expect(parrot.words == 42)
            try await game.crash()
            #expect(game.world.all(Parrot.self).first?.words == 42)
            #expect(ann.heard.isEmpty)
        }

        @Test func aFailureIsItsOwnersOrInTheLog() async throws {
            let (_, parrot) = try await parrot()
            var failure = ""
            elsewhere(for: parrot) { () throws -> Int in throw Refusal("Lost.") } then: { parrot.words = $0 } failed: {
                failure = "\($0)"
            }
            await game.turn()
            #expect(failure == "Lost.")
            elsewhere { () throws -> Int in throw StoreFenced(epoch: 1, newest: 2) } then: { parrot.words = $0 }
            await game.turn()
            #expect(game.log.count == 1 && parrot.words == 0)
        }

        @Test(arguments: ["reload", "delete", "cancel"])
        func whatEndsIt(_ how: String) async throws {
            game.waitsForElsewhere = false
            let (_, parrot) = try await parrot()
            var came = false
            let gate = Gate()
            let (end, left) = AsyncStream<Never>.makeStream()
            parrot.errand = elsewhere(for: parrot) {
                defer { left.finish() }
                return await gate.value()
            } then: { _ in
                came = true
            }
            await game.turn()
            #expect(parrot.errand?.isThere == true && game.game.elsewhere == 1)
            let old = game.game
            switch how {
            case "reload": try await game.reload()
            case "delete": try parrot.delete()
            default: parrot.errand?.cancel()
            }
            #expect(parrot.errand?.isThere == false && old.elsewhere == 0)
            gate.open(1)
            for await _ in end {}
            for _ in 0..<20 { await Task.yield() }
            await game.turn()
            #expect(!came)
        }
    }
}
