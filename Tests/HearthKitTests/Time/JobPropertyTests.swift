import Testing

@testable import HearthKit

// Whatever happens to the process and to the machine's clock, in whatever order: each job runs as its policy says.

/// Notes when it ran in the world itself, so that what a crash undoes is not in its notes.
struct Strike: Job {
    var name: String
    var notes: Ref<Object>

    func run() throws {
        guard let game = Game.current, let notes = notes.target else { throw Finished() }
        notes.note(name, [game.chronometer.now, game.clock.milliseconds, Int64(game.gameSeconds)])
    }
}

extension Object {
    func note(_ name: String, _ numbers: [Int64]) {
        var list: [StoredValue] = []
        if case .list(let before)? = attributes[name] { list = before }
        attributes[name] = .list(list + [.list(numbers.map { .int($0) })])
    }

    /// Each run: the game's own clock, the machine's, and game time.
    func strikes(_ name: String) -> [[Int64]] {
        guard case .list(let list)? = attributes[name] else { return [] }
        return list.map { entry in
            guard case .list(let numbers) = entry else { return [] }
            return numbers.map { if case .int(let number) = $0 { number } else { 0 } }
        }
    }
}

extension GameTests {
    @MainActor
    struct JobPropertyTests {
        static let interval: Int64 = 7000
        static let day: Int64 = 86_400_000

        @Test(arguments: 1...30)
        func eachJobRunsAsItsPolicySays(seed: UInt64) async throws {
            var random = SeededRandom(seed: seed)
            let game = TestGame(types: [Strike.self])
            game.timeSettings.factor = [0.5, 1, 2, 12].randomElement(using: &random) ?? 1
            try await game.restart()
            let notes = Object.create("notes")
            let reference = Ref(notes)
            let start = game.game.chronometer.now
            let beginning = game.game.clock.milliseconds
            let gameBeginning = game.game.gameSeconds
            let policies: [Missed] = [.skip, .once, .catchUp]
            for policy in policies {
                let job = Strike(name: policy.rawValue, notes: reference)
                schedule(job, every: .milliseconds(Self.interval), missed: policy)
                schedule(
                    Strike(name: "few \(policy.rawValue)", notes: reference), every: .milliseconds(Self.interval),
                    after: .zero, times: 3, missed: policy)
            }
            let delay = Int64.random(in: 1...3_600_000, using: &random)
            schedule(Strike(name: "delay", notes: reference), in: .milliseconds(delay))
            let date = Moment(milliseconds: beginning + Int64.random(in: 1...2 * Self.day, using: &random))
            schedule(Strike(name: "date", notes: reference), at: date)
            schedule(Strike(name: "daily", notes: reference), every: .realTime(hour: 4))
            schedule(Strike(name: "dusk", notes: reference), every: .gameTime(hour: 18))
            await game.turn()

            var farthestWall = game.game.clock.milliseconds
            var ownBefore = start
            for _ in 0..<25 {
                switch Int.random(in: 0..<7, using: &random) {
                case 0: try await game.reload()
                case 1: try await game.crash()
                case 2:
                    game.wait(.milliseconds(Int64.random(in: 0...20_000, using: &random)))
                    try await game.crash(inTurn: true)
                case 3: try await game.restart(after: .milliseconds(Int64.random(in: 0...3_600_000, using: &random)))
                case 4:
                    // A day behind the farthest that it has shown it would be taken to have been wrong.
                    let behind = farthestWall - game.game.clock.milliseconds
                    let jump = Int64.random(in: (behind - Self.day + 1)...Self.day, using: &random)
                    await game.setWallClock(by: .milliseconds(jump))
                case 5: await game.advance(.milliseconds(Int64.random(in: 0...8000, using: &random)))
                default: await game.advance(.milliseconds(Int64.random(in: 0...400_000, using: &random)))
                }
                farthestWall = max(farthestWall, game.game.clock.milliseconds)
                let own = game.game.chronometer.now
                #expect(own >= ownBefore, "the game's own clock went back")
                ownBefore = own
                let notes = try #require(reference.target)
                for policy in policies { check(notes, policy, start: start, own: own) }
                let late = notes.strikes("delay")
                #expect(late.count == (own >= start + delay ? 1 : 0))
                #expect(late.allSatisfy { $0[0] >= start + delay })
                #expect(notes.strikes("date").count == (farthestWall >= date.milliseconds ? 1 : 0))
                checkSlots(
                    notes.strikes("daily").map { Self.slot($0[1]) }, from: Self.slot(beginning),
                    to: Self.slot(farthestWall))
                let dusks = notes.strikes("dusk").map { Self.dusk($0[2]) }
                checkSlots(
                    dusks, from: Self.dusk(Int64(gameBeginning)), to: Self.dusk(Int64(game.game.gameSeconds)))
            }
            let log = game.log.filter { $0.hasPrefix("error") }
            #expect(log.isEmpty, "\(log)")
        }

        /// The moment of each run by `every`, counted from the beginning.
        private func check(_ notes: Object, _ policy: Missed, start: Int64, own: Int64) {
            let runs = notes.strikes(policy.rawValue).map { ($0[0] - start) / Self.interval }
            let few = notes.strikes("few \(policy.rawValue)").map { ($0[0] - start) / Self.interval }
            let reached = (own - start) / Self.interval
            let late = (own - start) % Self.interval
            switch policy {
            case .catchUp:
                #expect(runs.count == Int(reached))
                #expect(few.count == Int(min(3, reached + 1)))
            case .once:
                checkSlots(runs, from: 0, to: reached)
                #expect(few.count <= 3 && Set(few).count == few.count)
            case .skip:
                #expect(Set(runs).count == runs.count)
                if late <= Missed.grace.milliseconds { #expect((runs.last ?? 0) == reached) }
                #expect(few.count <= 3 && Set(few).count == few.count)
            }
        }

        /// None twice, and the last that was reached is not waited for any more.
        private func checkSlots(_ slots: [Int64], from first: Int64, to reached: Int64) {
            #expect(zip(slots, slots.dropFirst()).allSatisfy { $0 < $1 }, "twice for one moment: \(slots)")
            #expect((slots.last ?? first) == reached, "\(slots) \(first) \(reached)")
        }

        /// Which four o'clock it is after.
        private static func slot(_ wall: Int64) -> Int64 { (wall - 4 * 3_600_000) / day }
        private static func dusk(_ seconds: Int64) -> Int64 { (seconds + 86_400 - 18 * 3600) / 86_400 }

        /// A clock that stood years ahead for a moment does not stall what is due each day.
        @Test(arguments: [-400, -30, -2])
        func aClockThatWasWrongStallsNothing(days: Int) async throws {
            let game = TestGame(types: [Strike.self])
            let notes = Object.create("notes")
            let daily = schedule(Strike(name: "daily", notes: Ref(notes)), every: .realTime(hour: 4))
            await game.turn()
            await game.setWallClock(by: .hours(-24 * days))
            #expect(notes.strikes("daily").count == 1)
            await game.setWallClock(by: .hours(24 * days))
            #expect(notes.strikes("daily").count == 1)
            #expect(try #require(daily.timeLeft) <= .hours(24))
            // …also when it is put right while the game is down.
            await game.setWallClock(by: .hours(-24 * days))
            try await game.restart()
            await game.setWallClock(by: .hours(24 * days))
            try await game.restart()
            #expect(try #require(daily.timeLeft) <= .hours(24))
        }
    }
}
