@testable import HearthKit

extension FuzzTarget {
    /// Any text is a lock or an error. What was read means the same when it is written and read again, and a check
    /// says what its explanation says.
    static let locks = FuzzTarget(name: "locks") { input in
        let locks: Locks
        do throws(LockError) {
            locks = try Locks(parsing: input.text)
        } catch {
            try require(!error.description.isEmpty && !error.marked.isEmpty, "an error without words")
            let closed = Locks(stringLiteral: input.text)
            try require(!closed.check("get", accessor: cast.ann, accessed: cast.box, default: true), "an open door")
            return
        }
        try checkWriting(locks.merging(Locks()))
        try checkChanges(locks)
        for access in locks.accessTypes {
            for (accessor, accessed) in cast.pairs {
                let answer = locks.check(access, accessor: accessor, accessed: accessed)
                let explanation = locks.explain(access, accessor: accessor, accessed: accessed)
                try require(answer == explanation.isAllowed, "\(answer), but: \(explanation)")
            }
        }
        _ = locks.unknownFunctions
    }

    /// `locks` written by the kit, not as they were typed.
    private static func checkWriting(_ locks: Locks) throws {
        let again: Locks
        do { again = try Locks(parsing: locks.description) } catch { throw BrokenPromise(description: "\(error)") }
        try require(again.accessTypes == locks.accessTypes, "other types of access in '\(locks)'")
        for access in locks.accessTypes {
            try require(again.rule(for: access) == locks.rule(for: access), "another rule for \(access) in '\(locks)'")
        }
    }

    private static func checkChanges(_ locks: Locks) throws {
        guard let access = locks.accessTypes.first, let rule = locks[access] else { return }
        for joint in [Locks.Joint.and, .or] {
            var changed = locks
            do throws(LockError) { try changed.append(rule, to: access, joint) } catch { continue }
            try checkWriting(changed)
            changed.remove(access)
            try require(!changed.accessTypes.contains(access), "a rule that stays")
            try checkWriting(changed)
        }
    }

    private static let cast = Cast()
}

/// Those who open, and what is opened: Ann, a builder with a lamp, a nobody, and a box.
private final class Cast {
    let ann = Subject(1, "Ann"), nobody = Subject(2, "nobody"), box = Subject(3, "a box"), lamp = Subject(4, "a lamp")
    let pairs: [(any LockSubject, (any LockSubject)?)]

    init() {
        ann.lockPermissions = ["Builder", "müller"]
        ann.lockAccount = ann
        ann.lockLocation = box
        ann.lockContents = [lamp]
        lamp.lockLocation = ann
        box.lockLocation = box  // must not hang the game
        pairs = [(ann, box), (nobody, ann), (nobody, nil), (lamp, ann)]
        LockFunctions.register("sober") { $0.argument(0) != "drunk" }
        LockFunctions.register("broken") { _ in throw BrokenPromise(description: "broken") }
    }
}

private final class Subject: LockSubject {
    let lockID: Int
    let lockName: String
    var lockPermissions: [String] = []
    var lockAccount: (any LockSubject)?
    var lockLocation: (any LockSubject)?
    var lockContents: [any LockSubject] = []

    init(_ id: Int, _ name: String) { (lockID, lockName) = (id, name) }

    func lockValue(of name: String) -> LockValue? {
        switch name {
        case "strength": .integer(10)
        case "weight": .number(.nan)
        case "lit": .flag(true)
        case "colour": .text("red")
        default: nil
        }
    }

    func hasLockTag(_ key: String, category: String?) -> Bool { key == "ghost" && category == nil }
}
