import Testing

@testable import HearthKit

private final class Trip: Command {
    override class var key: String { "trip" }
    override func run() async throws { throw NotStored(expected: args, found: .null) }
}

private struct Stumble: Job {
    func run() throws { throw NotStored(expected: "a foothold", found: .null) }
}

extension GameTests {
    @MainActor
    struct FaultNewsTests {
        let game = TestGame(types: [Trip.self, Stumble.self])

        private func people() async throws -> (ann: TestPlayer, dev: TestPlayer, ada: TestPlayer) {
            let hall = Room.create("the hall")
            let ann = try await game.player("Ann", in: hall)
            let dev = try await game.player("Dev", in: hall, permissions: ["Developer"])
            let ada = try await game.player("Ada", in: hall, permissions: ["Developer"])
            for player in [ann, dev, ada] { player.forget() }
            return (ann, dev, ada)
        }

        @Test func allMakersReadOfAnError() async throws {
            let (ann, dev, ada) = try await people()
            await ann.type("trip a stone")
            #expect(ann.heard.contains("Something went wrong") && !ann.heard.contains("a stone"))
            for maker in [dev, ada] {
                #expect(maker.heard.contains("trip: ") && maker.heard.contains("a stone"), "\(maker.heard)")
                #expect(maker.heard.contains("(by Ann"))
            }
            ada.forget()
            await dev.type("trip a root")
            #expect(dev.heard.split(separator: "a root").count == 2, "who typed it reads it once: \(dev.heard)")
            #expect(ada.heard.contains("a root"))
        }

        @Test func aJobThatFailsAtEachBeatIsToldOnceAMinute() async throws {
            let (_, dev, _) = try await people()
            schedule(Stumble(), every: .seconds(1))
            for _ in 1...50 { await game.advance(.seconds(1)) }
            #expect(dev.heard.split(separator: "a foothold").count == 2, "\(dev.heard)")
            #expect(game.log.count { $0.contains("a foothold") } == 50)
            dev.forget()
            for _ in 1...12 { await game.advance(.seconds(1)) }
            #expect(dev.heard.contains("(and 59 more since the last: see the log)"), "\(dev.heard)")
        }

        @Test func ofManyErrorsAtOnceThereAreTen() {
            var news = FaultNews()
            let told = (1...100).filter { news.news(of: "error \($0)", at: 0) != nil }
            #expect(told.count == 10)
            #expect(news.news(of: "another", at: 60_000) == "another (and 90 more since the last: see the log)")
        }
    }
}
