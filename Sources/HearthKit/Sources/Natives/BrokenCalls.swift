// Data outlives the code that it calls: what stored locks, texts, triggers, prototypes and jobs call may be gone from
// the plugins, or take other values than it did.

extension Game {
    /// What stored data calls and the code as it is cannot be called with, a line each: whose it is, where, and why.
    /// Nothing is refused for it: such a lock refuses, such a text stays as it is written.
    public var brokenCalls: [String] {
        world.asCurrent { BrokenCalls(world).lines + jobs.brokenCalls }
    }

    /// Notes what there is to call, so that a later Server knows what there was.
    func noteFunctions() { BrokenCalls.note(in: world) }
}

/// A walk through all that is stored.
struct BrokenCalls {
    private let world: World
    /// Names of functions that there were once, in lower case, and that no plugin has now.
    private let gone: Set<String>
    private var problems: [(reason: String, owner: String)] = []
    /// Many things share their locks.
    private var read: [String: [String]] = [:]

    private static let known = "functions known"
    private static let mostLines = 20

    init(_ world: World) {
        self.world = world
        gone = Self.known(in: world).subtracting(Self.present(in: world))
        guard !gone.isEmpty || !world.natives.isEmpty else { return }
        for (index, entity) in world.all(Entity.self).enumerated() {
            if index & 0xFF == 0xFF { world.breathe() }
            look(at: entity)
        }
        for (key, prototype) in world.prototypes.stored.sorted(by: { $0.key < $1.key }) {
            for problem in world.prototypes.problems(of: prototype) {
                problems.append(("\(problem)", "the prototype '\(key)'"))
            }
        }
    }

    /// Those that say the same are one line.
    var lines: [String] {
        var owners: [String: [String]] = [:]
        for problem in problems { owners[problem.reason, default: []].append(problem.owner) }
        let lines = owners.map { reason, owners in
            let others = owners.count > 1 ? " (and \(owners.count - 1) more)" : ""
            return "\(owners[0])\(others), \(reason)"
        }.sorted()
        let more = lines.count - Self.mostLines
        return lines.prefix(Self.mostLines) + (more > 0 ? ["… and \(more) more of stored data that cannot be called"] : [])
    }

    private mutating func look(at entity: Entity) {
        if !entity.locks.isEmpty {
            for reason in reasons(of: entity.locks) { problems.append((reason, "\(entity)")) }
        }
        guard let object = entity as? Object else { return }
        if object.text.utf8.contains(UInt8(ascii: "$")) {
            for problem in InlineCalls.problems(in: object.text, gone: gone) {
                problems.append(("text: \(problem)", "\(object)"))
            }
        }
        guard !object.triggers.isEmpty else { return }
        for (moment, trigger) in object.triggers.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if let problem = trigger.problem(in: world) {
                problems.append(("on.\(moment.rawValue): \(problem)", "\(object)"))
            }
        }
    }

    private mutating func reasons(of locks: Locks) -> [String] {
        if let known = read[locks.description] { return known }
        var reasons: [String] = []
        for access in locks.accessTypes {
            for call in locks.rule(for: access)?.calls ?? [] {
                if let problem = call.nativeProblem {
                    reasons.append("locks.\(access): \(problem)")
                } else if call.builtIn == nil, gone.contains(call.name), LockFunctions.find(call.name) == nil {
                    reasons.append("locks.\(access): \(call): no plugin has '\(call.name)' any more, so it refuses.")
                }
            }
        }
        read[locks.description] = reasons
        return reasons
    }

    // MARK: What there was

    static func note(in world: World) {
        let before = known(in: world)
        let all = before.union(present(in: world))
        if all != before { world.setValue(known, all.sorted().stored) }
    }

    private static func known(in world: World) -> Set<String> {
        Set(world.value(known).flatMap { try? [String].restored(from: $0) } ?? [])
    }

    /// Natives, and functions of texts that plugins bring.
    private static func present(in world: World) -> Set<String> {
        let ofTexts = Set(world.classes.inlineFunctions.all.map(\.name))
            .subtracting(CoreInlineFunctions.functions.map(\.name))
        return Set((world.natives.all.map(\.name) + ofTexts).map { $0.lowercased() })
    }
}

extension JobQueue {
    /// Stored calls of natives that cannot be made.
    var brokenCalls: [String] {
        let type = ClassRegistry.name(of: CallNative.self)
        return entries.values.map(\.row).filter { $0.type == type }.sorted { $0.id < $1.id }.compactMap { row in
            guard let call = ((try? job(of: row)) as? CallNative)?.call else { return nil }
            do { try Natives.check(call) } catch { return "job \(row.id), \(error)" }
            return nil
        }
    }
}
