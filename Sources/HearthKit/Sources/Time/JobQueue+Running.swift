// Running what is due. A job is out of the store, or its next moment in it, before it runs: it and what it did are one
// transaction.

extension JobQueue {
    /// So many jobs run in one turn; the rest in the turns that follow at once, with what players type between them.
    static let mostPerTurn = 1000

    func runDue() {
        guard count > 0 else { return }
        lookAtWall()
        let (own, wall, firstNew) = (game.chronometer.now, game.clock.milliseconds, nextJob)
        var runs = 0
        var held: [Int64] = []
        var catchingUp: [Int64: Int] = [:]
        while runs < Self.mostPerTurn, let id = takeNext(own: own, wall: wall) {
            guard let entry = entries[id] else { continue }
            // What was stored in this turn waits for the next: a job that stores itself for now is no endless loop.
            guard id < firstNew else {
                held.append(id)
                continue
            }
            if entry.timing.missed == .catchUp {
                guard catchingUp[id, default: 0] < Missed.mostPerTurn else {
                    held.append(id)
                    continue
                }
                catchingUp[id, default: 0] += 1
            }
            runs += 1
            run(entry, now: entry.timing.isByWall ? wall : own)
        }
        for id in held { putBack(id) }
    }

    private func run(_ entry: Entry, now: Int64) {
        let (id, type) = (entry.row.id, entry.row.type)
        guard game.world.classes.jobType(named: type) != nil, !game.outOfOrder.contains(type) else {
            return letSleep(id)
        }
        let job: any Job
        do { job = try self.job(of: entry.row) } catch {
            letSleep(id)
            return game.report(fault: "job \(type) (\(id)) sleeps until a reload: \(error)")
        }
        guard advance(entry, now: now) else { return }
        game.willRun(Running(session: 0, number: UInt64(id), what: "a job", who: ""))
        game.willEnter(type)
        do { try job.run() } catch is Finished { remove(id) } catch { game.report(fault: "job \(type): \(error)") }
    }

    /// Moves an entry to its next moment, or takes it out. False when the moments that have come are not to be run.
    private func advance(_ entry: Entry, now: Int64) -> Bool {
        let (id, timing) = (entry.row.id, entry.timing)
        let grace = Missed.grace.milliseconds
        func isPunctual(_ moment: Int64) -> Bool { timing.missed != .skip || now - moment <= grace }
        guard timing.repeats else {
            remove(id)
            return isPunctual(entry.row.due)
        }
        var next: Int64?
        var latest = entry.row.due
        var gameMoment = timing.gameMoment
        if case .every(let interval) = timing.rule {
            if timing.missed != .catchUp { latest += (now - latest) / interval * interval }
            next = latest + interval
        } else if let pattern = timing.pattern {
            (latest, next, gameMoment) = moments(pattern, entry, now: now)
        }
        let runs = isPunctual(latest)
        guard let next, !runs || timing.runsLeft != 1 else {
            remove(id)
            return runs
        }
        update(id, due: next) { timing in
            timing.gameMoment = gameMoment
            if runs, let left = timing.runsLeft { timing.runsLeft = left - 1 }
        }
        return runs
    }

    /// Of a calendar's moments from the one that is due on: the last that has come, and the first that is to come. For
    /// one that catches up the one that is due, and the one after it.
    private func moments(
        _ pattern: CalendarPattern, _ entry: Entry, now: Int64
    ) -> (latest: Int64, next: Int64?, gameMoment: Int64?) {
        var timing = entry.timing
        guard var next = next(pattern, after: entry.row.due, &timing) else {
            return (entry.row.due, nil, nil)
        }
        guard next <= now, entry.timing.missed != .catchUp else { return (entry.row.due, next, timing.gameMoment) }
        // Those between are not counted one by one: there may be a year of them.
        let early = now - Missed.grace.milliseconds
        var recent = timing
        recent.gameMoment = timing.gameMoment.map { max($0, Int64(game.gameSecond(at: early))) }
        let probe = self.next(pattern, after: max(next, early), &recent)
        let latest = probe.map { $0 <= now ? $0 : next } ?? next
        timing.gameMoment = timing.gameMoment.map { max($0, Int64(game.gameSecond(at: now))) }
        repeat {
            guard let later = self.next(pattern, after: max(next, now), &timing) else { return (latest, nil, nil) }
            next = later
        } while next <= now
        return (latest, next, timing.gameMoment)
    }
}
