import HearthKit
import Testing

@testable import Standard

struct Chime: Job {
    var bell: Ref<Object>
    func run() { bell.target?.text += "dong " }
}

final class Drizzle: Script {
    override class var interval: Duration? { .minutes(2) }
    override class var repeats: Int? { 5 }
}

final class Clockwork: Object {
    override func created() { heartbeat = .seconds(10) }
}

extension StandardTests {
    @MainActor
    struct TimeTests {
        let game = TestGame.standard()

        private func player(_ permission: String) async throws -> TestPlayer {
            try await game.player("Dev", permissions: [permission])
        }

        /// The words of each line.
        private func lines(_ player: TestPlayer) -> [String] {
            player.heard.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        }

        @Test func jobs() async throws {
            let dev = try await player("Developer")
            await dev.type("jobs")
            #expect(dev.heard == "Nothing is stored to be done later.\n")
            let bell = Object.create("a bell")
            let once = schedule(Chime(bell: Ref(bell)), in: .seconds(90))
            let dawn = schedule(Chime(bell: Ref(bell)), every: .gameTime(hour: 6), for: bell)
            await dev.type("tasks")
            #expect(lines(dev).contains("\(once.number) 1 minute and 30 seconds once Chime"), "\(dev.heard)")
            #expect(lines(dev).contains("\(dawn.number) 6 hours game hour 6 a bell(\(bell.id)) Chime"), "\(dev.heard)")
            #expect(lines(dev).last == "2 jobs, 2 shown.")
            await dev.type("jobs bell")
            #expect(lines(dev).last == "1 jobs, 1 shown.")
            await dev.type("jobs \(dawn.number)")
            #expect(lines(dev).contains("Data [bell: \(bell.id)]"), "\(dev.heard)")

            await dev.type("jobs/pause \(once.number)")
            #expect(dev.heard == "Job \(once.number) (Chime) is paused.\n")
            await game.advance(.minutes(5))
            #expect(bell.text.isEmpty)
            await dev.type("jobs/unpause \(once.number)")
            await dev.type("jobs/run \(dawn.number)")
            #expect(bell.text == "dong ")
            await game.advance(.seconds(90))
            #expect(bell.text == "dong dong ")
            await dev.type("jobs/cancel \(dawn.number)")
            #expect(!dawn.isThere)
            await dev.type("jobs/cancel \(dawn.number)")
            #expect(dev.heard.hasPrefix("There is no job '\(dawn.number)'."))
        }

        @Test func jobsAreForDevelopers() async throws {
            let builder = try await player("Builder")
            await builder.type("jobs")
            #expect(builder.heard.hasPrefix("You know no way to 'jobs'") || builder.heard.contains("is no command"))
        }

        @Test func scripts() async throws {
            let dev = try await player("Builder")
            await dev.type("scripts me")
            #expect(dev.heard == "There is no script there.\n")
            await dev.type("scripts me = drizzle")
            let script = try #require(game.world.script(Drizzle.self))
            #expect(dev.heard == "drizzle(\(script.id)) belongs to Dev(\(dev.puppet?.id.description ?? "")) now.\n")
            await dev.type("scripts me")
            #expect(dev.heard.contains("running") && dev.heard.contains("2m") && dev.heard.contains("1 found."))
            await dev.type("script/pause drizzle")
            #expect(dev.heard == "drizzle(\(script.id)) paused.\n")
            #expect(script.isPaused)
            await dev.type("scripts/start \(script.id)")
            await dev.type("scripts/stop drizzle")
            #expect(!script.isRunning)
            await dev.type("scripts/delete drizzle")
            #expect(dev.heard == "drizzle(\(script.id)) is no more.\n")
            #expect(script.isDeleted)
            await dev.type("scripts/stop drizzle")
            #expect(dev.heard.hasPrefix("There is no script 'drizzle'."))
        }

        @Test func whatPlayersWriteIsListedByItsClassAlone() async throws {
            let dev = try await game.player("Dev", permissions: ["Developer"])
            let ann = try await game.player("Ann", permissions: ["Player"])
            func count() async -> String {
                await dev.type("objects")
                return dev.heard.split(separator: "\n").first { $0.hasPrefix("Scripts") }.map(String.init) ?? ""
            }
            let before = await count()
            await ann.type("mail dev = Secret/The tide turns at six.")
            await ann.type("channel/sub public")
            await ann.type("public hello")
            #expect(game.world.all(Message.self).count == 1 && game.world.all(ChannelPage.self).count == 1)
            #expect(await count() == before)
            await dev.type("scripts")
            #expect(!dev.heard.contains("Message") && !dev.heard.contains("ChannelPage"), "\(dev.heard)")
            await dev.type("scripts secret")
            #expect(!dev.heard.contains("Message"), "\(dev.heard)")
            await dev.type("scripts message")
            #expect(dev.heard.contains("Message"))
        }

        @Test func tickers() async throws {
            let dev = try await player("Builder")
            await dev.type("tickers")
            #expect(dev.heard == "Nothing ticks there.\n")
            for _ in 0..<3 { Clockwork.create("a clock") }
            await game.turn()
            await dev.type("tickers")
            #expect(lines(dev).last == "10 seconds 10 seconds Clockwork 3", "\(dev.heard)")
            await dev.type("tickers clockwork")
            #expect(lines(dev).last == "3 found.")
        }

        @Test func aSnippetThatIsBeingCompiledIsTold() async throws {
            let portal = SlowPortal()
            let game = TestGame.standard(operations: portal)
            game.waitsForElsewhere = false
            let dev = try await game.player("Dev", permissions: ["Developer"])
            await dev.type("swift 1 + 1")
            dev.forget()
            try await game.crash()
            #expect(dev.heard.contains("(Your 'swift' was interrupted.)"))
        }
    }
}

/// Compiles for ever.
@MainActor private struct SlowPortal: Operations {
    func reload(for session: Session?, setAside: Bool) {}
    func rollback(to generation: Int?, for session: Session?) {}
    func stop(by name: String) {}
    func status() async throws -> String { "" }
    func generations() async throws -> [OperationsGeneration] { [] }
    func evaluate(_ code: String, for caller: Object) async throws -> String {
        let (nothing, source) = AsyncStream.makeStream(of: Never.self)
        defer { source.finish() }
        for await _ in nothing {}
        return ""
    }
}
