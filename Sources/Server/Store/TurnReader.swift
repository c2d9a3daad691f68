import GRDB
import HearthKit

/// Reads what changed, in one transaction that sees one turn's end.
final class TurnReader {
    private let begin, end, meta: PreparedStatement
    /// Everything, in the order of the table; and what changed after a turn, by the index on it.
    private let all, changed: Rows

    private struct Rows {
        let classes, entities, sessions, jobs, values: PreparedStatement
    }

    private let deletions: PreparedStatement

    init(_ database: Database) throws {
        func prepare(_ sql: String) throws -> PreparedStatement { try PreparedStatement(database, sql) }
        func rows(_ filter: (_ table: String) -> String) throws -> Rows {
            // A session's number is unsigned: those with the top bit set come last.
            Rows(
                classes: try prepare("SELECT id, name, bases FROM class \(filter("class")) ORDER BY id"),
                entities: try prepare("""
                    SELECT id, class, name, location, arrival, fields FROM entity \(filter("entity")) ORDER BY id
                    """),
                sessions: try prepare("""
                    SELECT id, account, puppet, state FROM session \(filter("session")) ORDER BY id < 0, id
                    """),
                jobs: try prepare("SELECT id, due, type, data FROM job \(filter("job")) ORDER BY id"),
                values: try prepare("SELECT name, data FROM value \(filter("value"))"))
        }
        begin = try prepare("BEGIN DEFERRED")
        end = try prepare("COMMIT")
        meta = try prepare("SELECT turn, epoch, next_entity, next_arrival, next_job FROM meta")
        all = try rows { _ in "" }
        changed = try rows { "INDEXED BY \($0)_turn WHERE turn > ?" }
        // What was deleted and came again is not gone.
        deletions = try prepare("""
            SELECT id FROM deletion INDEXED BY deletion_turn WHERE kind = ?1 AND turn > ?2 AND NOT CASE kind
                WHEN 'entity' THEN EXISTS (SELECT 1 FROM entity WHERE entity.id = deletion.id)
                WHEN 'session' THEN EXISTS (SELECT 1 FROM session WHERE session.id = deletion.id)
                ELSE EXISTS (SELECT 1 FROM job WHERE job.id = deletion.id) END
            ORDER BY id < 0, id
            """)
    }

    /// All that changed in turns after `turn`; everything, for -1.
    func changes(after turn: Int) throws -> Snapshot {
        try begin.run()
        defer { _ = try? end.run() }
        var snapshot = Snapshot()
        try meta.forEach { row in
            snapshot.turn = row.int(0)
            snapshot.epoch = row.int(1)
            (snapshot.nextEntity, snapshot.nextArrival, snapshot.nextJob) = (row.int64(2), row.int64(3), row.int64(4))
        }
        guard turn < snapshot.turn else { return snapshot }
        try read(turn < 0 ? all : changed, after: turn < 0 ? nil : turn, into: &snapshot)
        snapshot.deletedEntities = try deleted("entity", after: turn)
        snapshot.endedSessions = try deleted("session", after: turn).map { UInt64(bitPattern: $0) }
        snapshot.doneJobs = try deleted("job", after: turn)
        return snapshot
    }

    private func read(_ rows: Rows, after turn: Int?, into snapshot: inout Snapshot) throws {
        func each(_ statement: PreparedStatement, _ body: (PreparedStatement) -> Void) throws {
            if let turn { try statement.bind(turn, at: 1) }
            try statement.forEach(body)
        }
        try each(rows.classes) {
            let bases = $0.string(2).split(separator: "\n").map(String.init)
            snapshot.classes.append(ClassRow(id: $0.int64(0), name: $0.string(1), bases: bases))
        }
        try each(rows.entities) {
            snapshot.entities.append(EntityRow(
                id: $0.int64(0), classID: $0.int64(1), name: $0.string(2), location: $0.optionalInt64(3),
                arrival: $0.int64(4), fields: $0.bytes(5)))
        }
        try each(rows.sessions) {
            snapshot.sessions.append(SessionRow(
                id: UInt64(bitPattern: $0.int64(0)), account: $0.optionalInt64(1), puppet: $0.optionalInt64(2),
                state: $0.bytes(3)))
        }
        try each(rows.jobs) {
            snapshot.jobs.append(JobRow(id: $0.int64(0), due: $0.int64(1), type: $0.string(2), data: $0.bytes(3)))
        }
        try each(rows.values) { snapshot.values[$0.string(0)] = $0.bytes(1) }
    }

    private func deleted(_ kind: String, after turn: Int) throws -> [Int64] {
        var ids: [Int64] = []
        try deletions.bind(kind, at: 1)
        try deletions.bind(turn, at: 2)
        try deletions.forEach { ids.append($0.int64(0)) }
        return ids
    }
}
