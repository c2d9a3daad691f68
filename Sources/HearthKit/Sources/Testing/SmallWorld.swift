/// A little game to test code in, with all that the plugins under test declare: two rooms and the ways between them,
/// two players, a developer, and a lamp.
///
/// ```swift
/// @MainActor @Suite(.serialized) struct LampTests {
///     @Test func aLampCanBePickedUp() async throws {
///         let small = try await SmallWorld()
///         #expect(try await small.game.call("get lamp", as: small.ann) == "You pick up a lamp.\n")
///         #expect(small.bob.heard == "Ann picks up a lamp.\n")
///     }
/// }
/// ```
/// There is one world at a time: suites of other files go into the first, `extension LampTests { @MainActor struct … }`,
/// as suites beside each other run at the same time.
public struct SmallWorld {
    public let game: TestGame
    /// Where everybody is; the lamp too.
    public let hall: Room
    /// North of the hall.
    public let garden: Room
    public let lamp: Object
    /// Players without any right.
    public let ann: TestPlayer
    public let bob: TestPlayer
    /// A developer.
    public let ada: TestPlayer

    /// - Parameters:
    ///   - types: see ``TestGame/init(types:operations:)``.
    ///   - characters: of what class the three are.
    public init(types: [Any.Type]? = nil, characters: Character.Type = Character.self) async throws {
        game = TestGame(types: types)
        hall = Room.create("the hall") { $0.text = "A long hall." }
        garden = Room.create("the garden") { $0.text = "Roses, and a wall." }
        Exit.create("north", in: hall) { [garden] in ($0.aliases, $0.destination) = (["n"], garden) }
        Exit.create("south", in: garden) { [hall] in ($0.aliases, $0.destination) = (["s"], hall) }
        game.world.setValue("start", .reference(hall.id))
        lamp = Object.create("a lamp", in: hall)
        ann = try await game.player("Ann", as: characters, in: hall, permissions: ["Player"])
        bob = try await game.player("Bob", as: characters, in: hall, permissions: ["Player"])
        ada = try await game.player("Ada", as: characters, in: hall, permissions: ["Developer"])
        for player in [ann, bob, ada] { player.forget() }
    }
}

extension TestGame {
    /// What a player is shown when they type a line, without colours. What others were shown is in their
    /// ``TestPlayer/heard``, which begins anew with each call.
    ///
    /// - Parameter answers: what they type to the questions that follow.
    /// - Throws: ``NoSuchCommand`` when the line is nothing that they could do: a test's own mistake.
    public func call(_ line: String, as player: TestPlayer, answers: String...) async throws -> String {
        if let session = player.session, session.dialogue == nil, session.asks.isEmpty {
            guard game.understands(line, from: session) else { throw NoSuchCommand(line: line, player: player.puppet?.name) }
        }
        for other in players.values { other.forget() }
        var heard = ""
        for line in [line] + answers {
            await player.type(line)
            heard += player.heard
        }
        return heard
    }
}

/// A test had somebody type what is no command of theirs.
nonisolated public struct NoSuchCommand: Error, CustomStringConvertible {
    public var line: String
    public var player: String?

    public var description: String { "'\(line)' is nothing that \(player ?? "this connection") could do here" }
}
