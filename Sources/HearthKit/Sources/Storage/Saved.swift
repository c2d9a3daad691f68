/// A property that is kept: through reload, crash and restart.
///
/// ```swift
/// final class Lantern: Object {
///     @Saved var oil = 100
///     @Saved(was: "lit") var isLit = false   // renamed: what was stored as `lit` is found again
/// }
/// ```
/// It is stored under its own name once it has been set; until then it follows the default in the code.
/// The property must be declared in an ``Entity`` subclass, and its type must be ``Storable``.
@propertyWrapper
public final class Saved<Value: Storable>: SavedField {
    @usableFromInline var value: Value

    public init(wrappedValue: Value, was: String...) {
        value = wrappedValue
        super.init(formerNames: was)
    }

    public init() where Value: ExpressibleByNilLiteral {
        value = nil
        super.init(formerNames: [])
    }

    public init(was: String...) where Value: ExpressibleByNilLiteral {
        value = nil
        super.init(formerNames: was)
    }

    @inlinable public var wrappedValue: Value {
        get { value.current }
        set {
            value = newValue
            changed()
        }
        _modify {
            yield &value
            changed()
        }
    }

    override func store() -> StoredValue { value.stored }
    override func restore(_ stored: StoredValue) throws { value = try Value.restored(from: stored) }
}

/// What the world sees of a ``Saved`` property, whatever its type.
public class SavedField {
    let formerNames: [String]
    /// Set once the property has been assigned or restored: before that there is nothing to keep.
    var isSet = false
    unowned var owner: Entity?

    init(formerNames: [String]) {
        self.formerNames = formerNames
        Birth.current?.fields.append(self)
    }

    func store() -> StoredValue { .null }
    func restore(_ stored: StoredValue) throws {}

    @usableFromInline func changed() {
        isSet = true
        owner?.changed(self)
    }
}

/// The coming into being of one entity; what ``Entity/init(_:)`` is given. Only the ``World`` makes one.
public final class Birth {
    static var current: Birth?

    let id: EntityID
    let world: World
    /// The saved fields in the order in which they came to be, which is the same for each instance of a class.
    var fields: [SavedField] = []

    init(id: EntityID, world: World) { (self.id, self.world) = (id, world) }
}

/// The names of a class's saved fields, found once by reflection, then used by position.
final class FieldLayout {
    /// Those of the class, read once.
    let defaultLocks: Locks
    let commands: CommandSet
    /// Whether its instances are told when a process begins to play them.
    let isAwakening: Bool
    let names: [String]
    /// Where a stored name is found: present and former names.
    let positions: [String: Int]
    private let madeFields: Int
    private let madePositions: [Int]

    static let empty = FieldLayout()

    private init() { 
        (names, positions, madePositions, madeFields, defaultLocks, isAwakening) = ([], [:], [], 0, "", false)
        commands = .none
    }

    /// `made` are the fields that came to be with `entity`, the first instance of its class to be seen.
    init(of entity: Entity, made: [SavedField]) {
        (defaultLocks, commands) = (type(of: entity).defaultLocks, type(of: entity).commands)
        isAwakening = entity is any Awakening
        let named = FieldLayout.reflect(entity)
        var names: [String] = []
        var madePositions: [Int] = []
        var positions: [String: Int] = [:]
        for (index, field) in made.enumerated() {
            guard let name = named[ObjectIdentifier(field)] else { continue }
            positions[name] = names.count
            names.append(name)
            madePositions.append(index)
        }
        for (position, index) in madePositions.enumerated() {
            for former in made[index].formerNames where positions[former] == nil { positions[former] = position }
        }
        (self.names, self.positions, self.madePositions, madeFields) = (names, positions, madePositions, made.count)
    }

    /// The fields of `entity` in the order of `names`.
    func fields(of entity: Entity, made: [SavedField]) -> [SavedField] {
        if made.count == madeFields {
            return madePositions.count == madeFields ? made : madePositions.map { made[$0] }
        }
        // An initialiser of the maker's replaced a wrapper: look at this instance itself.
        let named = FieldLayout.reflect(entity)
        var byName: [String: SavedField] = [:]
        for field in made { if let name = named[ObjectIdentifier(field)] { byName[name] = field } }
        return names.compactMap { byName[$0] }
    }

    private static func reflect(_ entity: Entity) -> [ObjectIdentifier: String] {
        var names: [ObjectIdentifier: String] = [:]
        var mirror: Mirror? = Mirror(reflecting: entity)
        while let level = mirror {
            for child in level.children {
                // A wrapper's storage is labelled with an underscore.
                guard let label = child.label, label.hasPrefix("_"), let field = child.value as? SavedField
                else { continue }
                names[ObjectIdentifier(field)] = String(label.dropFirst())
            }
            mirror = level.superclassMirror
        }
        return names
    }
}
