extension World {
    /// What a read of rows found wrong.
    public struct LoadReport {
        public var problems: [FieldProblem] = []
        /// Stored classes that no plugin has, with the number of their entities: they live on as a base class.
        public var standIns: [String: Int] = [:]

        /// A line for each class and field: how many entities, and one to look at.
        public var problemLines: [String] {
            Dictionary(grouping: problems) { "\($0.className).\($0.field): \($0.reason)" }
                .map { "\($0.key); \($0.value.count) stored, for example \($0.value[0].entity)" }.sorted()
        }

        public var warningLines: [String] {
            standIns.map { "no plugin has the class \($0.key): its \($0.value) entities keep their data as a base class" }
                .sorted()
        }
    }

    /// Brings the world to the state of `snapshot`: all of it at first, then what changed since. Runs no hook.
    @discardableResult
    public func read(_ snapshot: Snapshot) throws -> LoadReport {
        try asCurrent { try readRows(snapshot) }
    }

    private func readRows(_ snapshot: Snapshot) throws -> LoadReport {
        var report = LoadReport()
        recordsChanges = false
        defer { recordsChanges = true }
        classes.read(snapshot.classes)
        nextEntity = max(nextEntity, snapshot.nextEntity)
        nextArrival = max(nextArrival, snapshot.nextArrival)

        // All instances first, so that fields find the entities that they refer to.
        var resolved: [Int64: (type: Entity.Type, standIn: Bool, name: String)] = [:]
        for (index, row) in snapshot.entities.enumerated() {
            if index & 0xFF == 0xFF { breathe() }
            let id = EntityID(rawValue: row.id)
            let found = resolved[row.classID] ?? classes.resolve(row.classID)
            resolved[row.classID] = found
            if found.standIn { report.standIns[found.name, default: 0] += 1 }
            if let existing = entity(id) {
                if type(of: existing) == found.type { continue }
                forget(id)  // it changed its class
            }
            make(found.type, id: id).classID = row.classID
        }
        for id in snapshot.deletedEntities { forget(EntityID(rawValue: id)) }

        var filled: Set<EntityID> = []
        for (index, row) in snapshot.entities.enumerated() {
            if index & 0xFF == 0xFF { breathe() }
            guard let entity = entity(EntityID(rawValue: row.id)) else { continue }
            entity.restore(row) { report.problems.append($0) }
            guard let object = entity as? Object else { continue }
            let place = row.location.flatMap { self.entity(EntityID(rawValue: $0)) } as? Object
            if object.location !== place || object.arrival != row.arrival {
                object.restore(place: place, arrival: row.arrival)
                if let place { filled.insert(place.id) }
            }
        }
        for id in filled { (entity(id) as? Object)?.sortContents() }
        try read(values: snapshot.values)
        return report
    }
}
