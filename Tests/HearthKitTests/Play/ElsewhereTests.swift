import Testing

@testable import HearthKit

/// Ends when the test says so.
final class Gate: Sendable {
    static let shared = Gate()
    private let stream: AsyncStream<Int>
    private let continuation: AsyncStream<Int>.Continuation
    nonisolated init() { (stream, continuation) = AsyncStream.makeStream() }
    nonisolated func open(_ value: Int) { continuation.yield(value) }
    nonisolated func value() async -> Int? {
        for await value in stream { return value }
        return nil
    }
}

final class Search: Command {
    override class var key: String { "search" }
    override func run() async throws {
        let wanted = args
        tell("Searching.")
        if wanted == "fault" { tell("\(try await elsewhere { () throws -> Int in throw Refusal("No such book.") })") }
        if wanted == "gate" { tell("\(try await elsewhere { await Gate.shared.value() } ?? 0)") }
        tell("\(try await elsewhere { wanted.count }) letters")
    }
    override func interrupted() { tell("hook") }
}

extension GameTests {
    @MainActor
    struct ElsewhereTests {
        let game = TestGame(types: [Search.self, Count.self])

        @Test func goesOnWithWhatTheWorkCameTo() async throws {
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            await ann.type("search lamps")
            #expect(ann.heard == "Searching.\n5 letters\n")
            await ann.type("search fault")
            #expect(ann.heard == "Searching.\nNo such book.\n")
        }

        @Test func othersPlayOnMeanwhileAndAnAbortEndsIt() async throws {
            game.waitsForElsewhere = false
            let hall = Room.create("the hall")
            let ann = try await game.player("Ann", in: hall)
            let bob = try await game.player("Bob", in: hall)
            await ann.type("search gate")
            await bob.type("count 3")
            #expect(bob.heard == "counted 3\n")
            await ann.type("count 4")
            #expect(ann.heard == "counted 4\n")
            await ann.type("abort")
            #expect(ann.heard.contains("(Your 'search' was interrupted.)"))
        }

        /// The process that did the work is gone: its successor tells.
        @Test(arguments: [true, false])
        func aReloadOrCrashInTheMiddleIsTold(isCrash: Bool) async throws {
            game.waitsForElsewhere = false
            let ann = try await game.player("Ann", in: Room.create("the hall"))
            await ann.type("search gate")
            ann.forget()
            try await isCrash ? game.crash() : game.reload()
            #expect(ann.heard.contains("(Your 'search' was interrupted.)\n"))
            #expect(ann.heard.contains("hook"))
            Gate.shared.open(5)
            await ann.type("count 1")
            #expect(ann.heard == "counted 1\n")
        }
    }
}
