import Testing

@testable import HearthKit

// One job at a time; `JobPropertyTests` has what must hold whatever happens.

struct SoonAgain: Job {
    var notes: Ref<Object>
    func run() {
        notes.target?.note("again", [0])
        schedule(self, in: .zero)
    }
}

struct Faulty: Job {
    func run() throws { throw NotStored(expected: "luck", found: .null) }
}

struct Thrice: Job {
    var notes: Ref<Object>
    func run() throws {
        notes.target?.note("thrice", [0])
        if notes.target?.strikes("thrice").count == 3 { throw Finished() }
    }
}

extension GameTests {
    @MainActor
    struct JobTests {
        let game = TestGame(types: [Strike.self, SoonAgain.self, Faulty.self, Thrice.self])
        let notes = Object.create("notes")
        func strike(_ name: String = "x") -> Strike { Strike(name: name, notes: Ref(notes)) }
        func count(_ name: String = "x") -> Int {
            (World.current.entity(notes.id) as? Object)?.strikes(name).count ?? -1
        }

        @Test func whatIsForAnEntityEndsWithIt() async throws {
            let lamp = Object.create("a lamp")
            let its = schedule(strike("its"), every: .seconds(1), for: lamp)
            schedule(strike("other"), in: .seconds(1))
            #expect(lamp.jobs == [its])
            await game.turn()
            try await game.reload()
            let same = try #require(game.world.entity(lamp.id))
            #expect(same.jobs == [its])
            try same.delete()
            await game.turn()
            #expect(!its.isThere)
            #expect(game.store.changes(after: -1).jobs.count == 1)
            await game.advance(.seconds(5))
            #expect((count("its"), count("other")) == (0, 1))
        }

        @Test func aPausedJobKeepsWhatWasLeft() async throws {
            let job = schedule(strike(), in: .seconds(10))
            await game.advance(.seconds(4))
            job.pause()
            await game.turn()
            try await game.reload()
            await game.advance(.seconds(100))
            #expect((job.isPaused, job.timeLeft, count()) == (true, .seconds(6), 0))
            job.resume()
            await game.advance(.seconds(5))
            #expect((job.timeLeft, count()) == (.seconds(1), 0))
            await game.advance(.seconds(1))
            #expect((job.timeLeft, job.isThere, count()) == (nil, false, 1))
        }

        @Test func runsNowBesidesItsMoments() async {
            let daily = schedule(strike("daily"), every: .realTime(hour: 4))
            let once = schedule(strike("once"), in: .hours(1))
            daily.runNow()
            once.runNow()
            await game.turn()
            #expect((count("daily"), count("once")) == (1, 1))
            #expect((daily.isThere, once.isThere) == (true, false))
            await game.advance(.hours(24))
            #expect((count("daily"), count("once")) == (2, 1))
        }

        @Test func oneThatStoresItselfForNowLeavesRoomForTheTurn() {
            schedule(SoonAgain(notes: Ref(notes)), in: .zero)
            for turn in 1...5 {
                _ = game.game.turn()
                #expect(count("again") == turn)
            }
        }

        @Test func endsWhenItSaysSo() async {
            let job = schedule(Thrice(notes: Ref(notes)), every: .seconds(1), missed: .catchUp)
            await game.advance(.seconds(60))
            #expect((count("thrice"), job.isThere) == (3, false))
        }

        @Test func catchingUpTakesSeveralTurns() throws {
            schedule(strike(), every: .seconds(1), missed: .catchUp)
            schedule(strike("other"), in: .seconds(200))
            _ = game.game.turn()
            game.wait(.seconds(250))
            let first = try #require(game.game.turn())
            #expect(first.changes != nil)
            #expect((count(), count("other")) == (Missed.mostPerTurn, 1))
            #expect(game.game.millisecondsToNextTurn == 0)
            _ = game.game.turn()
            _ = game.game.turn()
            #expect(count() == 250)
        }

        @Test func whatFailsIsToldAndRepeatsAllTheSame() async {
            let job = schedule(Faulty(), every: .seconds(1))
            await game.advance(.seconds(1))
            #expect(game.log.contains { $0.contains("Faulty") && $0.contains("luck") })
            #expect(job.isThere)
        }

        /// Its code is gone: it stays in the store until that is back.
        @Test func whatNobodyKnowsSleeps() async throws {
            schedule(strike(), in: .seconds(1))
            await game.turn()
            let poor = Game(world: World(), store: game.store, clock: game.game.clock)
            _ = try poor.load(game.store.changes(after: -1))
            try game.store.take(epoch: 50)
            poor.begin(.reload, epoch: 50, live: [])
            game.wait(.seconds(60))
            _ = poor.turn()
            #expect(poor.millisecondsToNextTurn == nil)
            #expect(game.store.changes(after: -1).jobs.count == 1)
        }

        @Test func oneInWhichTheServerDiedWaits() async throws {
            let job = schedule(strike(), in: .seconds(1))
            await game.turn()
            game.wait(.seconds(1))
            let next = Game(world: World(), store: game.store, clock: game.game.clock)
            next.world.classes.add([Strike.self])
            _ = try next.load(game.store.changes(after: -1))
            try game.store.take(epoch: 50)
            next.begin(.crash, epoch: 50, live: [], givenUp: [(0, UInt64(job.number))])
            _ = next.turn()
            #expect(count() == 0)
            game.wait(.seconds(60))
            _ = next.turn()
            #expect((count(), job.isThere) == (1, false))
        }

        /// What the rows of the first plugins look like: an interval, and the job.
        @Test func readsAPlainRow() async throws {
            let data = StoredValue.list([.int(5000), try StoredEncoder.encode(strike())])
            var changes = Changes(turn: 9, epoch: 60, nextEntity: 9, nextArrival: 9, nextJob: 9)
            changes.jobs = [JobRow(id: 3, due: game.now + 5000, type: "HearthKitTests.Strike", data: data.cbor)]
            await game.turn()
            try game.store.take(epoch: 60)
            try game.store.commit(changes)
            let next = Game(world: World(), store: game.store, clock: game.game.clock)
            next.world.classes.add([Strike.self])
            _ = try next.load(game.store.changes(after: -1))
            #expect(next.jobProblems.isEmpty)
            next.begin(.reload, epoch: 61, live: [])
            game.wait(.seconds(10))
            _ = next.turn()
            #expect((count(), JobID(number: 3).timeLeft) == (1, .seconds(5)))
        }

        @Test func neverIsRefused() async {
            let job = schedule(strike(), at: .realTime(month: 2, day: 31))
            #expect(!job.isThere)
            #expect(game.log.contains { $0.contains("no calendar ever shows real month 2 day 31") })
        }

        @Test func delaysWithoutEndAreNoOverflow() async {
            let job = schedule(strike(), in: .seconds(Int64.max))
            await game.turn()
            #expect(job.isThere)
        }

        @Test func aHundredThousandAreTakenInOrder() {
            var random = SeededRandom(seed: 7)
            var heap = DueHeap()
            var due: [Int64] = []
            for id in 0..<100_000 {
                due.append(Int64.random(in: 0...50_000, using: &random))
                heap.insert(due[id], Int64(id))
            }
            var taken: [Int64] = []
            while let first = heap.first {
                taken.append(first.due)
                heap.removeFirst()
            }
            #expect(taken == due.sorted())
            for id in 0..<1000 { heap.insert(Int64(id), Int64(id)) }
            heap.compact(live: 100) { $0.id.isMultiple(of: 10) }
            #expect(heap.count == 100 && heap.first?.id == 0)
        }
    }
}
