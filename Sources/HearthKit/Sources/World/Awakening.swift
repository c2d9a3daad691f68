/// An entity that wants to know when a process begins to play it: after a start, a reload or a crash.
///
/// What is not saved is made anew then. It runs in the first turn of the new code, for each that there is, also for those
/// that are older than the code.
/// ```swift
/// final class Beacon: Object, Awakening {
///     var beam: Beam?
///     func didAwake(_ beginning: Game.Beginning) { beam = Beam(length: strength) }
/// }
/// ```
@MainActor public protocol Awakening: Entity {
    func didAwake(_ beginning: Game.Beginning)
}

extension Game {
    func awake(_ beginning: Game.Beginning) {
        for id in world.awakening.sorted() {
            guard let entity = world.entity(id), let awakening = entity as? any Awakening, entity.works("didAwake")
            else { continue }
            willRun(Running(session: 0, number: 0, what: "didAwake", who: entity.description))
            willEnter(codeName(type(of: entity)))
            awakening.didAwake(beginning)
        }
    }
}
