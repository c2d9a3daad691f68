@testable import HearthKit
@testable import Server
import Testing

/// Who the front page of the web says is there.
@MainActor
@Suite struct ShownGameTests {
    /// Other suites play at the same time: theirs is the current game again before anything is awaited.
    private func withGame(_ body: (TestGame) throws -> Void) rethrows {
        let (world, game) = (World.current, Game.current)
        defer { (World.current, Game.current) = (world, game) }
        try body(TestGame(types: []))
    }

    @Test func whoHasTwoConnectionsIsThereOnce() throws {
        try withGame { game in
            let (ann, bob) = (Account.create("Ann"), Account.create("Bob"))
            let anna = Character.create("Anna") { $0.account = ann }
            let wolf = Character.create("Wolf") { $0.account = ann }
            try game.play(1, ann, as: anna)
            try game.play(2, ann, as: anna)
            try game.play(3, nil)
            try game.play(4, bob)
            try game.play(5, bob)
            try game.play(6, ann, as: wolf)
            #expect(game.game.shown.names == "Anna\nBob\nWolf")
            #expect(game.game.shown.players == 3)
        }
    }

    @Test func whoWaitsForTheirPlayerIsThereAsWell() throws {
        try withGame { game in
            let ann = Account.create("Ann")
            let anna = Character.create("Anna") { $0.account = ann }
            anna.loseLink(for: .seconds(60))
            #expect(game.game.shown.names == "Anna" && game.game.shown.players == 1)
            try game.play(1, ann, as: anna)
            #expect(game.game.shown.names == "Anna" && game.game.shown.players == 1)
        }
    }

    @Test func ofVeryManyAllAreCountedAndTheFirstAreNamed() throws {
        try withGame { game in
            for number in 1...UInt64(503) { try game.play(number, Account.create("Player \(number)")) }
            let shown = game.game.shown
            let names = shown.names.split(separator: "\n")
            #expect(shown.players == 503 && names.count == 500)
            #expect(names.first == "Player 1" && names.last == "Player 500")
        }
    }
}

@MainActor
extension TestGame {
    fileprivate func play(_ number: UInt64, _ account: Account?, as character: Character? = nil) throws {
        let session = Session(id: number, address: "192.0.2.7", client: Client(), game: game)
        game.sessions[number] = session
        session.login(account)
        try session.puppet(character)
    }
}
