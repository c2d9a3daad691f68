// Things that do something at a regular beat: those with the same interval share it, and no row is written for each.

extension Entity {
    /// How often ``tick()`` is called; nil, as it is at first, for never. At least a tenth of a second.
    ///
    /// All with the same interval tick together, so the first tick comes when the beat is due, within one interval. It
    /// goes on through reload, crash and restart. Beats that were missed meanwhile are one beat.
    /// ```swift
    /// override func created() { heartbeat = .seconds(10) }
    /// override func tick() { hunger += 1 }
    /// ```
    public final var heartbeat: Duration? {
        get { extras?.heartbeat.map { .milliseconds($0) } }
        set {
            let interval = newValue.map { max(100, $0.milliseconds) }
            guard extras?.heartbeat != interval, !isDeleted else { return }
            world.heartbeats.remove(self)
            ownExtras.heartbeat = interval
            if interval != nil { world.heartbeats.add(self) }
            changed()
        }
    }
}

/// Who ticks, by interval.
struct Heartbeats {
    struct Group {
        private(set) var members: [Entity] = []
        private var positions: [EntityID: Int] = [:]

        var isEmpty: Bool { members.isEmpty }

        mutating func add(_ entity: Entity) {
            guard positions[entity.id] == nil else { return }
            positions[entity.id] = members.count
            members.append(entity)
        }

        mutating func remove(_ id: EntityID) {
            guard let position = positions.removeValue(forKey: id), let last = members.popLast() else { return }
            guard last.id != id else { return }
            members[position] = last
            positions[last.id] = position
        }
    }

    private(set) var groups: [Int64: Group] = [:]
    /// Whether intervals came or went since the ticker looked.
    var isChanged = false

    mutating func add(_ entity: Entity) {
        guard let interval = entity.extras?.heartbeat else { return }
        if groups[interval] == nil { isChanged = true }
        groups[interval, default: Group()].add(entity)
    }

    mutating func remove(_ entity: Entity) {
        guard let interval = entity.extras?.heartbeat else { return }
        groups[interval]?.remove(entity.id)
        if groups[interval]?.isEmpty ?? false {
            groups[interval] = nil
            isChanged = true
        }
    }
}

/// Beats the time of all that tick. Beats lie at the multiples of their interval by the game's own clock; the last of
/// each is one row for all of them, so that none comes twice and a reload leaves none out.
final class Ticker {
    private unowned let game: Game
    /// By interval.
    private var lastBeats: [Int64: Int64] = [:]
    /// As the store has them.
    private var stored: [Int64: Int64] = [:]
    private var soonest: Int64?
    /// Those in whose tick the Server died, until when they wait.
    private var putOff: [EntityID: Int64] = [:]
    /// `Plugin.Class.tick`, made once a class.
    private var names: [ObjectIdentifier: String] = [:]

    private static let key = "beats"
    /// Tells an entity's number, in ``Running``, from a job's.
    private static let mark: UInt64 = 1 << 62

    init(game: Game) { self.game = game }

    func begin() {
        if case .map(let beats)? = game.world.value(Self.key) {
            for (key, value) in beats {
                if let interval = Int64(key), case .int(let last) = value { lastBeats[interval] = last }
            }
        }
        stored = lastBeats
        plan()
    }

    /// True when the number is that of something that ticked.
    func putOff(_ number: UInt64) -> Bool {
        guard number & Self.mark != 0 else { return false }
        let id = EntityID(rawValue: Int64(number & ~Self.mark))
        putOff[id] = game.chronometer.now + JobQueue.pauseAfterCrash
        return true
    }

    /// By the game's own clock; nil when nothing ticks.
    var nextDue: Int64? { soonest }

    /// Sees which intervals there are, at the end of a turn: their last beats are written with it.
    func lookAtIntervals() { if game.world.heartbeats.isChanged { plan() } }

    private func plan() {
        let now = game.chronometer.now
        let intervals = game.world.heartbeats.groups.keys
        lastBeats = lastBeats.filter { intervals.contains($0.key) }
        for interval in intervals where lastBeats[interval] == nil { lastBeats[interval] = now - now % interval }
        soonest = lastBeats.map { $0.value + $0.key }.min()
        game.world.heartbeats.isChanged = false
        guard lastBeats != stored else { return }
        stored = lastBeats
        game.world.setValue(
            Self.key, .map(Dictionary(uniqueKeysWithValues: lastBeats.map { ("\($0.key)", .int($0.value)) })))
    }

    func runDue() {
        guard let soonest else { return }
        let now = game.chronometer.now
        guard soonest <= now else { return }
        for interval in lastBeats.keys.sorted() {
            guard let last = lastBeats[interval], last + interval <= now else { continue }
            lastBeats[interval] = now - now % interval
            for entity in game.world.heartbeats.groups[interval]?.members ?? [] {
                // Another's tick may have ended it.
                if !entity.isDeleted, entity.extras?.heartbeat == interval { tick(entity, now) }
            }
        }
        plan()
    }

    private func tick(_ entity: Entity, _ now: Int64) {
        if !putOff.isEmpty, let until = putOff[entity.id] {
            guard until <= now else { return }
            putOff[entity.id] = nil
        }
        guard entity.works("tick") else { return }
        let number = UInt64(entity.id.rawValue) | Self.mark
        game.willRun(Running(session: 0, number: number, what: "a tick", who: entity.name))
        game.willEnter(name(of: type(of: entity)))
        entity.tick()
    }

    private func name(of type: Entity.Type) -> String {
        let key = ObjectIdentifier(type)
        if let name = names[key] { return name }
        let name = ClassRegistry.name(of: type) + ".tick"
        names[key] = name
        return name
    }
}

/// What ticks, for those who look after the game.
public struct TickingGroup {
    public var interval: Duration
    public var members: [Entity]
    /// Until the next beat.
    public var timeLeft: Duration
}

extension Game {
    /// All that ticks, the shortest interval first.
    public var tickingGroups: [TickingGroup] {
        world.heartbeats.groups.sorted { $0.key < $1.key }.map { interval, group in
            let now = chronometer.now
            let left = interval - now % interval
            return TickingGroup(
                interval: .milliseconds(interval), members: group.members.sorted { $0.id < $1.id },
                timeLeft: .milliseconds(left))
        }
    }
}
