import HearthKit
import Testing

@testable import Standard

/// The world is one: suites of this plugin run one after the other, as extensions of this one.
@Suite(.serialized) enum StandardTests {}

extension TestGame {
    /// A game with this plugin, and a room to be in.
    static func standard(operations: (any Operations)? = nil) -> TestGame {
        let game = TestGame(operations: operations)
        let hall = Room.create("the hall") { $0.text = "A long hall." }
        game.world.setValue("start", .reference(hall.id))
        return game
    }

    var hall: Room {
        get throws { try #require(world.startRoom as? Room) }
    }

    /// What the log has beside what it tells of every good day.
    var faults: [String] { log.filter { !$0.hasPrefix("info: ") } }

    /// What operators find in the log of who did what.
    var audit: [String] {
        log.compactMap { line in
            let mark = "info: audit: "
            return line.hasPrefix(mark) ? String(line.dropFirst(mark.count)) : nil
        }
    }

    /// Two players in the hall; Ann has read nothing yet.
    func annAndBob() async throws -> (TestPlayer, TestPlayer) {
        let (ann, bob) = (try await player("Ann"), try await player("Bob"))
        ann.forget()
        return (ann, bob)
    }

    /// Opens a connection and types lines.
    func connected(_ lines: String...) async -> TestPlayer {
        let player = await connect()
        for line in lines { await player.type(line) }
        return player
    }
}

final class Sailor: Character {}

/// A game that has classes of its own: those that a test sets, it sets back.
final class SeaHooks: StandardHooks {
    static var accounts: Account.Type = Account.self
    static var channelsAre: Channel.Type = Channel.self

    override var characterClass: Character.Type { Sailor.self }
    override var accountClass: Account.Type { Self.accounts }
    override var channelClass: Channel.Type { Self.channelsAre }
}
