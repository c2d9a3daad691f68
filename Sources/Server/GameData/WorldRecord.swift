import HearthKit

/// What an entry said when it was last brought into the world, and what it is there.
struct WorldRecord {
    var entity: EntityID?
    var said: [String: StoredValue]

    private static let prefix = "world file/"
    /// The key of the room that the files call `start`.
    static let start = "world file start"

    @MainActor
    static func all(in world: World) -> [String: WorldRecord] {
        world.values(under: prefix).compactMapValues(Self.init)
    }

    init(entity: EntityID?, said: [String: StoredValue]) { (self.entity, self.said) = (entity, said) }

    private init?(_ stored: StoredValue) {
        guard case .map(let map) = stored, case .map(let said)? = map["said"] else { return nil }
        self.said = said
        if case .reference(let id)? = map["is"] { entity = id }
    }

    @MainActor
    func keep(_ key: String, in world: World) {
        world.setValue(Self.prefix + key, .map(["is": entity.map { .reference($0) } ?? .null, "said": .map(said)]))
    }

    @MainActor
    static func forget(_ key: String, in world: World) { world.removeValue(prefix + key) }
}
