import Foundation
import NIOCore

/// What the bench makes in its game, by the administrator's `swift` command.
struct BenchWorld {
    let game: PrivateGame
    let generator: LoadGenerator
    static let password = "bench-password"
    /// Few enough that a look is a look: a room with a text and four others in it.
    static let playersInRoom = 5

    /// The room in which players are brought together.
    static let square = "Bench Square"

    static func player(_ number: Int) -> String { "Bench\(number)" }
    static func stone(_ number: Int) -> String { "stone\(number)x" }

    /// Accounts with a character each, in rooms of five; each carries a stone.
    func makePlayers(_ count: Int) async throws {
        try await evaluate(
            """
            let hash = await Game.current?.passwords?.hash("\(Self.password)") ?? ""; \
            var hall: Room?; for number in 0..<\(count) { \
            if number % \(Self.playersInRoom) == 0 { hall = Room.create("Bench Hall \\(number)") { $0.text = \
            "A long room under dark beams. Somebody has swept it and gone away, and the broom stands by the wall." \
            } }; \
            let account = Account.create("Bench\\(number)") { \
            $0.permissions = ["Player"]; $0.setPassword(hash: hash) }; \
            let someone = Character.create("Bench\\(number)") { \
            $0.account = account; $0.home = hall; $0.lastPlace = hall }; \
            account.characters = [someone]; account.lastCharacter = someone; \
            Object.create("stone\\(number)x", in: someone) }
            """)
    }

    /// Things that lie in rooms where nobody is.
    func makeObjects(_ count: Int) async throws {
        guard count > 0 else { return }
        try await evaluate(
            """
            var store: Room?; for number in 0..<\(count) { \
            if number % 1000 == 0 { store = Room.create("Bench Store \\(number)") }; \
            Object.create("a grey pebble", in: store) { $0.text = "Round, and smooth on one side." } }
            """)
    }

    /// Brings the first players together in one room.
    func gather(_ count: Int) async throws {
        try await evaluate(
            """
            let square = Room.create("\(Self.square)"); for number in 0..<\(count) { \
            world.account(named: "Bench\\(number)")?.lastCharacter?.place(in: square) }
            """)
    }

    /// Sends them back.
    func scatter(_ count: Int) async throws {
        try await evaluate(
            """
            for number in 0..<\(count) { let someone = world.account(named: "Bench\\(number)")?.lastCharacter; \
            someone?.place(in: someone?.home) }
            """)
    }

    /// Runs code in the game, and answers what the administrator read of it.
    @discardableResult
    func evaluate(_ code: String) async throws -> String {
        let (name, password) = try await game.administrator
        return try await generator.evaluate(code, as: name, password, on: game.port)
    }

    func login(_ count: Int) async throws {
        try await generator.login(count, on: game.port)
    }
}

extension LoadGenerator {
    /// Connects more players until there are `count`, each in a character of its own.
    func login(
        _ count: Int, on port: Int, below: (@Sendable () -> any ChannelHandler)? = nil
    ) async throws {
        let before = players.count
        for number in before..<max(before, count) {
            let name = BenchWorld.player(number)
            _ = try await open(port, below: below) { Conversation("connect \(name) \(BenchWorld.password)") }
        }
        try await wait(.seconds(120), for: "the login of \(count) players") {
            players.dropFirst(before).allSatisfy {
                ($0.script as? Conversation)?.text.contains("Bench Hall") ?? false
            }
        }
        for player in players.dropFirst(before) { player.begin(Silence()) }
    }

    /// Logs an administrator in. Answers the number among the players.
    func loginAdministrator(_ name: String, _ password: String, on port: Int) async throws -> Int {
        let number = try await open(port) { Conversation("connect \(name) \(password)") }
        let player = players[number]
        try await wait(.seconds(20), for: "the administrator's login") {
            (player.script as? Conversation)?.text.contains("elcome") ?? false
        }
        return number
    }

    /// Logs an administrator in, runs code by their `swift` command, and logs them out. The code may end in an
    /// expression for a text, with `+` behind it: that is answered, among what else the administrator read.
    @discardableResult
    func evaluate(_ code: String, as name: String, _ password: String, on port: Int) async throws -> String {
        let number = try await loginAdministrator(name, password, on: port)
        let player = players[number]
        func text() -> String { (player.script as? Conversation)?.text ?? "" }
        // Spelled so that the code itself, should it come back in a complaint, is not taken for its end.
        let value = code.hasSuffix("+") ? code : "\(code); return"
        player.begin(Conversation("swift \(value) \"bench\" + \"-is-done\""))
        let isDone = try await waited(.seconds(120)) { text().contains("bench-is-done") || text().contains("error:") }
        guard isDone, text().contains("bench-is-done") else {
            throw BenchError("the game did not run the bench's code, but said:\n\(text())")
        }
        let answer = text()
        player.close()
        players.remove(at: number)
        return answer
    }

    /// What the first player reads of a line, when nothing more has come for a while.
    func answer(to line: String) async throws -> String {
        guard let player = players.first else { throw BenchError("nobody is logged in") }
        let conversation = Conversation(line)
        player.begin(conversation)
        try await wait(.seconds(10), for: "an answer to \(line)") { conversation.text.utf8.last == 0x0A }
        try await Task.sleep(for: .milliseconds(100))
        player.begin(Silence())
        return conversation.text
    }
}
