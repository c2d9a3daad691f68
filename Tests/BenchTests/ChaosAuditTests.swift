import Testing

@testable import Bench

/// The chaos run's word that nothing was lost is worth what its audit notices when something is.
@Suite struct ChaosAuditTests {
    /// Two players who have each said something, and one has given a coin to the other.
    private struct Game {
        var ann = Transcript(player: 0)
        var ben = Transcript(player: 1)
        var stored = ["coin0x": ["Bench1"], "stone0x": ["Bench Square"], "stone1x": ["Bench1"]]
        var cutOff = 0
        var stalled: [Int] = []

        var annReads = [
            "You say, \"no.0.\"", "You say, \"no.1.\"", "Bench1 says, \"no.0.\"", "You give coin0x to Bench1.",
            "You put down stone0x.",
        ]
        var benReads = [
            "Bench0 says, \"no.0.\"", "Bench0 says, \"no.1.\"", "You say, \"no.0.\"", "Bench0 gives coin0x to you.",
            "Bench0 puts down stone0x.",
        ]

        var audit: ChaosAudit {
            var (ann, ben) = (ann, ben)
            for _ in 0..<2 { _ = ann.say() }
            _ = ann.give(0, to: 1)
            _ = ann.dropStone()
            _ = ben.say()
            for line in annReads { _ = ann.read(line) }
            for line in benReads { _ = ben.read(line) }
            return ChaosAudit([ann, ben], coins: [0: 0], stored: stored, cutOff: cutOff, stalled: stalled)
        }
    }

    @Test func allIsWell() {
        let audit = Game().audit
        #expect(audit.findings == [])
        #expect(audit.isPassed)
        #expect((audit.typed, audit.answered, audit.heard, audit.passes) == (5, 5, 3, 1))
    }

    @Test func aLostLine() {
        var game = Game()
        game.annReads.remove(at: 1)
        game.benReads.remove(at: 1)
        let audit = game.audit
        #expect(audit.lost == 1)
        #expect(audit.findings == ["1 lines of Bench0 were never answered, the first: say no.1."])
    }

    @Test func aLineAnsweredTwice() {
        var game = Game()
        game.annReads.append("You say, \"no.0.\"")
        #expect(game.audit.doubled == 1)
        #expect(!game.audit.isPassed)
    }

    @Test func linesAnsweredOutOfOrder() {
        var game = Game()
        game.annReads.swapAt(0, 1)
        #expect(game.audit.disordered == 1)
        #expect(!game.audit.isPassed)
    }

    @Test func aLineThatAnotherDidNotHear() {
        var game = Game()
        game.benReads.remove(at: 0)
        #expect(game.audit.unheard == 1)
        #expect(!game.audit.isPassed)
    }

    @Test func aLineHeardTwice() {
        var game = Game()
        game.benReads.append("Bench0 says, \"no.1.\"")
        #expect(game.audit.heardTwice == 1)
        #expect(!game.audit.isPassed)
    }

    @Test func linesHeardOutOfOrder() {
        var game = Game()
        game.benReads.swapAt(0, 1)
        #expect(game.audit.heardDisordered == 1)
        #expect(!game.audit.isPassed)
    }

    @Test func aLineGivenUpIsNoLostLine() {
        var game = Game()
        game.annReads[1] = "Something went wrong with what you did last; it was given up. The game goes on."
        game.benReads.remove(at: 1)
        let audit = game.audit
        #expect(audit.isPassed, "\(audit.findings)")
        #expect((audit.givenUp, audit.lost) == (1, 0))
    }

    @Test func aLineGivenUpAndHeardAllTheSame() {
        var game = Game()
        game.annReads[1] = "Something went wrong with what you did last; it was given up. The game goes on."
        #expect(game.audit.heardUntold == 1)
        #expect(!game.audit.isPassed)
    }

    @Test func aDoubledCoin() {
        var game = Game()
        game.stored["coin0x"] = ["Bench0", "Bench1"]
        #expect(game.audit.findings.count == 1)
    }

    @Test func aLostCoin() {
        var game = Game()
        game.stored["coin0x"] = nil
        #expect(game.audit.findings == ["coin0x is stored with [], players were told [\"Bench1\"]"])
    }

    @Test func aCoinThatIsNotWherePlayersWereToldThatItIs() {
        var game = Game()
        game.stored["coin0x"] = ["Bench0"]
        #expect(!game.audit.isPassed)
    }

    @Test func aGiftThatTheOtherWasNotTold() {
        var game = Game()
        game.benReads.remove(at: 3)
        #expect(!game.audit.isPassed)
    }

    @Test func aStoneThatIsNotWhereItWasPut() {
        var game = Game()
        game.stored["stone0x"] = ["Bench0"]
        #expect(!game.audit.isPassed)
    }

    @Test func aConnectionLostAndACoinThatLiesStill() {
        var game = Game()
        (game.cutOff, game.stalled) = (1, [0])
        #expect(game.audit.findings.count == 2)
    }

    @Test func whatNobodyShouldRead() {
        var game = Game()
        game.annReads.append("You see no 'coin0x' here.")
        game.benReads.append("Bench9 says, \"half-a-line\"")
        #expect(game.audit.findings.count == 2)
    }
}
