import HearthKit

/// Ends something for good.
open class Destroy: BuildingCommand {
    open override class var key: String { "destroy" }
    open override class var aliases: [String] { ["delete", "del"] }
    open override class var switches: [String] { ["force"] }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: destroy <thing>[, <thing>...]
               destroy #5-9
               destroy/force <thing>
        Ends something for good, or several things, or all from one number to another. You are asked first, unless you
        say /force. What was in it goes home; the ways to and from a room end with it.
        """
    }

    open override func run() async throws {
        let doomed = try doomed
        guard !doomed.isEmpty else { throw usage }
        for entity in doomed { try check(entity) }
        let name = English.list(doomed.prefix(Self.mostNamed).map(\.description) + more(doomed.count))
        let remark = doomed.contains { $0 is Room } ? text(.destroyMore) : ""
        if !has("force"), try await !confirm(text(.destroyAsk, ["name": name, "more": remark])) {
            return tell(.destroyNot, ["name": name])
        }
        // The world went on while the question stood, and what is in another may end with it.
        for entity in doomed where !entity.isDeleted || doomed.count == 1 {
            try check(entity)
            if let room = entity as? Room { try sendHome(from: room) }
            try entity.delete()
        }
        tell(.destroyed, ["name": name])
    }

    private static let mostNamed = 10

    private func more(_ count: Int) -> [String] { count > Self.mostNamed ? ["\(count - Self.mostNamed) more"] : [] }

    /// What is named, each once.
    private var doomed: [Entity] {
        get throws {
            var all: [Entity] = []
            for name in try required(args).split(separator: ",").map({ String($0.trimmingSpaces) }) where !name.isEmpty {
                let found = try NumberRange(name).map { range in
                    let found = world.entities(in: range)
                    guard !found.isEmpty else { throw Refusal(.notFoundAnywhere, ["what": name]) }
                    return found
                } ?? [entity(name)]
                for entity in found where !all.contains(entity) { all.append(entity) }
            }
            return all
        }
    }

    private func check(_ entity: Entity) throws {
        guard !entity.isDeleted else { throw Refusal(.goneNow) }
        try mustBeAllowed(entity, to: "delete")
        guard entity !== world.startRoom else { throw Refusal(.destroyStart, ["name": entity.name]) }
        let isPlayed = (entity as? Object).map { !$0.sessions.isEmpty } ?? false
        let isOnline = (entity as? Account).map { !$0.sessions.isEmpty } ?? false
        guard !isPlayed, !isOnline else { throw Refusal(.destroyPlayed, ["name": entity.name]) }
    }

    /// People are sent where they belong in a way that others see.
    private func sendHome(from room: Room) throws {
        for person in room.contents where !person.sessions.isEmpty {
            let home = person.home === room ? world.startRoom : person.home ?? world.startRoom
            if let home { try person.teleport(to: home) }
        }
    }
}

/// Numbers of entities from one to another, as they are typed: `#5-9` or `#5-#9`.
struct NumberRange {
    let ids: ClosedRange<EntityID>
    /// More than that nobody means.
    static let longest: Int64 = 1000

    /// Nil for what is no range.
    init?(_ typed: String) {
        guard typed.hasPrefix("#"), let dash = typed.firstIndex(of: "-"), let first = EntityID(typed[..<dash]),
            let last = EntityID(typed[typed.index(after: dash)...]), first <= last,
            last.rawValue - first.rawValue < Self.longest
        else { return nil }
        ids = first...last
    }
}

extension World {
    /// What there is of the numbers of a range.
    func entities(in range: NumberRange) -> [Entity] {
        (range.ids.lowerBound.rawValue...range.ids.upperBound.rawValue).compactMap { entity(EntityID(rawValue: $0)) }
    }
}
