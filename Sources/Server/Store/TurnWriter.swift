import GRDB
import HearthKit

/// Writes turns, with statements that are prepared once.
final class TurnWriter {
    private let begin, commit, rollback: PreparedStatement
    private let advance, takeEpoch, readEpoch, prune: PreparedStatement
    private let classRow, entityRow, sessionRow, jobRow, value: PreparedStatement
    private let removeEntity, removeSession, removeJob, tombstone: PreparedStatement

    /// At a cold start nobody follows the changes, but for a process that is about to be discarded: this far back
    /// deletions are told all the same.
    private static let keptTurns = 10_000

    init(_ database: Database) throws {
        func prepare(_ sql: String) throws -> PreparedStatement { try PreparedStatement(database, sql) }
        begin = try prepare("BEGIN IMMEDIATE")
        commit = try prepare("COMMIT")
        rollback = try prepare("ROLLBACK")
        advance = try prepare("""
            UPDATE meta SET turn = ?, next_entity = ?, next_arrival = ?, next_job = ? WHERE epoch = ?
            """)
        takeEpoch = try prepare("UPDATE meta SET epoch = ?1 WHERE epoch < ?1")
        readEpoch = try prepare("SELECT epoch FROM meta")
        prune = try prepare("DELETE FROM deletion WHERE turn < (SELECT turn FROM meta) - \(Self.keptTurns)")
        classRow = try prepare("""
            INSERT INTO class (id, name, bases, turn) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, bases = excluded.bases, turn = excluded.turn
            """)
        entityRow = try prepare("""
            INSERT INTO entity (id, class, name, location, arrival, fields, turn) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET class = excluded.class, name = excluded.name,
            location = excluded.location, arrival = excluded.arrival, fields = excluded.fields, turn = excluded.turn
            """)
        sessionRow = try prepare("""
            INSERT INTO session (id, account, puppet, state, turn) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET account = excluded.account, puppet = excluded.puppet,
            state = excluded.state, turn = excluded.turn
            """)
        jobRow = try prepare("""
            INSERT INTO job (id, due, type, data, turn) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET due = excluded.due, type = excluded.type, data = excluded.data,
            turn = excluded.turn
            """)
        value = try prepare("""
            INSERT INTO value (name, data, turn) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET data = excluded.data, turn = excluded.turn
            """)
        removeEntity = try prepare("DELETE FROM entity WHERE id = ?")
        removeSession = try prepare("DELETE FROM session WHERE id = ?")
        removeJob = try prepare("DELETE FROM job WHERE id = ?")
        tombstone = try prepare("INSERT OR REPLACE INTO deletion (kind, id, turn) VALUES (?, ?, ?)")
    }

    /// Takes the right to write, if nobody has it by a newer epoch. At a cold start old deletions are forgotten.
    func take(epoch: Int, coldStart: Bool) throws {
        try transaction {
            try takeEpoch.bind(epoch, at: 1)
            guard try takeEpoch.run() == 1 else { throw try fenced(epoch) }
            if coldStart { try prune.run() }
        }
    }

    /// Writes a turn, whole or not at all.
    func write(_ changes: Changes) throws {
        try transaction {
            try advance.bind(changes.turn, at: 1)
            try advance.bind(changes.nextEntity, at: 2)
            try advance.bind(changes.nextArrival, at: 3)
            try advance.bind(changes.nextJob, at: 4)
            try advance.bind(changes.epoch, at: 5)
            guard try advance.run() == 1 else { throw try fenced(changes.epoch) }
            try writeRows(changes)
            try removeRows(changes)
        }
    }

    private func writeRows(_ changes: Changes) throws {
        for row in changes.classes {
            try classRow.bind(row.id, at: 1)
            try classRow.bind(row.name, at: 2)
            try classRow.bind(row.bases.joined(separator: "\n"), at: 3)
            try classRow.bind(changes.turn, at: 4)
            try classRow.run()
        }
        for row in changes.entities {
            try entityRow.bind(row.id, at: 1)
            try entityRow.bind(row.classID, at: 2)
            try entityRow.bind(row.name, at: 3)
            try entityRow.bind(row.location, at: 4)
            try entityRow.bind(row.arrival, at: 5)
            try entityRow.bind(row.fields, at: 6)
            try entityRow.bind(changes.turn, at: 7)
            try entityRow.run()
        }
        for row in changes.sessions {
            try sessionRow.bind(Int64(bitPattern: row.id), at: 1)
            try sessionRow.bind(row.account, at: 2)
            try sessionRow.bind(row.puppet, at: 3)
            try sessionRow.bind(row.state, at: 4)
            try sessionRow.bind(changes.turn, at: 5)
            try sessionRow.run()
        }
        for row in changes.jobs {
            try jobRow.bind(row.id, at: 1)
            try jobRow.bind(row.due, at: 2)
            try jobRow.bind(row.type, at: 3)
            try jobRow.bind(row.data, at: 4)
            try jobRow.bind(changes.turn, at: 5)
            try jobRow.run()
        }
        for (name, data) in changes.values {
            try value.bind(name, at: 1)
            try value.bind(data, at: 2)
            try value.bind(changes.turn, at: 3)
            try value.run()
        }
    }

    private func removeRows(_ changes: Changes) throws {
        func remove(_ id: Int64, _ kind: String, _ statement: PreparedStatement) throws {
            try statement.bind(id, at: 1)
            try statement.run()
            try tombstone.bind(kind, at: 1)
            try tombstone.bind(id, at: 2)
            try tombstone.bind(changes.turn, at: 3)
            try tombstone.run()
        }
        for id in changes.deletedEntities { try remove(id, "entity", removeEntity) }
        for id in changes.endedSessions { try remove(Int64(bitPattern: id), "session", removeSession) }
        for id in changes.doneJobs { try remove(id, "job", removeJob) }
    }

    private func fenced(_ epoch: Int) throws -> StoreFenced {
        var newest = 0
        try readEpoch.forEach { newest = $0.int(0) }
        return StoreFenced(epoch: epoch, newest: newest)
    }

    private func transaction(_ body: () throws -> Void) throws {
        try begin.run()
        do {
            try body()
            try commit.run()
        } catch {
            // SQLite may have rolled back by itself (disk full): then this fails, and nothing is left to do.
            _ = try? rollback.run()
            throw error
        }
    }
}
