/// Where the world is kept. One process writes at a time: who has the newest epoch.
///
/// The world loop calls it between turns, never game code. SQLite stands behind it in a running game
/// (the Server's `SQLiteStore`), ``MemoryStore`` in a plugin's tests.
public protocol Store: AnyObject {
    /// All that changed in turns after `turn`; everything, for -1. Read in one snapshot.
    func changes(after turn: Int) throws -> Snapshot
    /// Takes the right to write. Throws ``StoreFenced`` when a newer epoch has it.
    func take(epoch: Int) throws
    /// Writes a turn, whole or not at all. Throws ``StoreFenced`` when the epoch is no longer this one's.
    func commit(_ changes: Changes) throws
}

/// A newer epoch writes now: this process's time is over.
nonisolated public struct StoreFenced: Error, CustomStringConvertible {
    public var epoch: Int
    public var newest: Int

    public init(epoch: Int, newest: Int) { (self.epoch, self.newest) = (epoch, newest) }

    public var description: String {
        "this Server's epoch \(epoch) is over: epoch \(newest) writes to the database now"
    }
}

/// What was read: rows in the order of their numbers.
nonisolated public struct Snapshot: Sendable {
    /// The last turn that the snapshot contains.
    public var turn = 0
    public var epoch = 0
    public var nextEntity: Int64 = 1
    public var nextArrival: Int64 = 1
    public var nextJob: Int64 = 1
    public var classes: [ClassRow] = []
    public var entities: [EntityRow] = []
    public var deletedEntities: [Int64] = []
    public var sessions: [SessionRow] = []
    public var endedSessions: [UInt64] = []
    public var jobs: [JobRow] = []
    public var doneJobs: [Int64] = []
    public var values: [String: [UInt8]] = [:]

    public init() {}

    /// How many rows it has, to know when a follower is close behind.
    public var count: Int {
        classes.count + entities.count + deletedEntities.count + sessions.count + endedSessions.count + jobs.count
            + doneJobs.count + values.count
    }
}

/// What a turn changed.
nonisolated public struct Changes: Sendable {
    public var turn: Int
    public var epoch: Int
    public var nextEntity: Int64
    public var nextArrival: Int64
    public var nextJob: Int64
    public var classes: [ClassRow] = []
    public var entities: [EntityRow] = []
    public var deletedEntities: [Int64] = []
    public var sessions: [SessionRow] = []
    public var endedSessions: [UInt64] = []
    public var jobs: [JobRow] = []
    public var doneJobs: [Int64] = []
    public var values: [String: [UInt8]] = [:]

    public var isEmpty: Bool {
        classes.isEmpty && entities.isEmpty && deletedEntities.isEmpty && sessions.isEmpty && endedSessions.isEmpty
            && jobs.isEmpty && doneJobs.isEmpty && values.isEmpty
    }
}

/// A class that entities are of, with the classes above it: so that an entity whose class is gone lives on as the
/// nearest that is left.
nonisolated public struct ClassRow: Sendable, Hashable {
    public var id: Int64
    /// `Plugin.Class`.
    public var name: String
    /// From the nearest to the root.
    public var bases: [String]

    public init(id: Int64, name: String, bases: [String]) { (self.id, self.name, self.bases) = (id, name, bases) }
}

nonisolated public struct EntityRow: Sendable, Hashable {
    public var id: Int64
    public var classID: Int64
    public var name: String
    public var location: Int64?
    /// Orders the contents of a place by when they came.
    public var arrival: Int64
    /// A CBOR map of fields by name.
    public var fields: [UInt8]

    public init(id: Int64, classID: Int64, name: String, location: Int64?, arrival: Int64, fields: [UInt8]) {
        (self.id, self.classID, self.name) = (id, classID, name)
        (self.location, self.arrival, self.fields) = (location, arrival, fields)
    }
}

nonisolated public struct SessionRow: Sendable, Hashable {
    public var id: UInt64
    public var account: Int64?
    public var puppet: Int64?
    /// A CBOR map: dialogue, suspended commands.
    public var state: [UInt8]

    public init(id: UInt64, account: Int64?, puppet: Int64?, state: [UInt8]) {
        (self.id, self.account, self.puppet, self.state) = (id, account, puppet, state)
    }
}

nonisolated public struct JobRow: Sendable, Hashable {
    public var id: Int64
    /// Milliseconds since 1970.
    public var due: Int64
    /// `Plugin.Type`.
    public var type: String
    public var data: [UInt8]

    public init(id: Int64, due: Int64, type: String, data: [UInt8]) {
        (self.id, self.due, self.type, self.data) = (id, due, type, data)
    }
}

/// A store that lasts as long as its process: for tests of game code.
public final class MemoryStore: Store {
    private var classes: [Int64: (turn: Int, row: ClassRow)] = [:]
    private var entities: [Int64: (turn: Int, row: EntityRow?)] = [:]
    private var sessions: [UInt64: (turn: Int, row: SessionRow?)] = [:]
    private var jobs: [Int64: (turn: Int, row: JobRow?)] = [:]
    private var values: [String: (turn: Int, value: [UInt8])] = [:]
    private var head = Snapshot()

    public init() {}

    public func changes(after turn: Int) -> Snapshot {
        var snapshot = head
        snapshot.classes = classes.values.filter { $0.turn > turn }.map(\.row).sorted { $0.id < $1.id }
        for (id, entry) in entities.sorted(by: { $0.key < $1.key }) where entry.turn > turn {
            if let row = entry.row { snapshot.entities.append(row) } else { snapshot.deletedEntities.append(id) }
        }
        for (id, entry) in sessions.sorted(by: { $0.key < $1.key }) where entry.turn > turn {
            if let row = entry.row { snapshot.sessions.append(row) } else { snapshot.endedSessions.append(id) }
        }
        for (id, entry) in jobs.sorted(by: { $0.key < $1.key }) where entry.turn > turn {
            if let row = entry.row { snapshot.jobs.append(row) } else { snapshot.doneJobs.append(id) }
        }
        snapshot.values = values.filter { $0.value.turn > turn }.mapValues(\.value)
        return snapshot
    }

    public func take(epoch: Int) throws {
        guard epoch > head.epoch else { throw StoreFenced(epoch: epoch, newest: head.epoch) }
        head.epoch = epoch
    }

    public func commit(_ changes: Changes) throws {
        guard changes.epoch == head.epoch else { throw StoreFenced(epoch: changes.epoch, newest: head.epoch) }
        let turn = changes.turn
        head.turn = turn
        (head.nextEntity, head.nextArrival, head.nextJob) =
            (changes.nextEntity, changes.nextArrival, changes.nextJob)
        for row in changes.classes { classes[row.id] = (turn, row) }
        for row in changes.entities { entities[row.id] = (turn, row) }
        for id in changes.deletedEntities { entities[id] = (turn, nil) }
        for row in changes.sessions { sessions[row.id] = (turn, row) }
        for id in changes.endedSessions { sessions[id] = (turn, nil) }
        for row in changes.jobs { jobs[row.id] = (turn, row) }
        for id in changes.doneJobs { jobs[id] = (turn, nil) }
        for (key, value) in changes.values { values[key] = (turn, value) }
    }
}
