import HearthKit

/// What a file need not say of an object, for the prototype that it was made from says it.
@MainActor
struct SaidByPrototype {
    let key: String
    private let prototype: Prototype
    private let facets: [Facet: PrototypeValue]

    /// Nil for an object that an entry with its prototype would not give: one without a prototype in the files, one
    /// from which something was taken that its prototype says, and one whose prototype fills it with things, which are
    /// exported by themselves.
    init?(_ object: Object) {
        let registry = object.world.prototypes
        guard let key = object.prototypeKey, registry.files[key] != nil, let whole = try? registry.flattened(key),
            whole.contents?.isEmpty ?? true, whole.home == nil || object.home != nil,
            whole.destination == nil || (object as? Exit)?.destination != nil
        else { return nil }
        let facets = whole.facets
        guard facets.keys.allSatisfy({ object.value(of: $0) != nil }) else { return nil }
        (self.key, prototype, self.facets) = (key, whole, facets)
    }

    /// Whether an entry of that kind that names no class gives an object of this one.
    func implies(_ type: Object.Type, for kind: WorldEntry.Kind, in world: World) -> Bool {
        guard let name = prototype.className else { return type == kind.base }
        return world.classes.entityType(named: name) == type
    }

    /// Whether every thing made from it has that.
    func says(_ facet: Facet, _ value: StoredValue?) -> Bool {
        if case .plain(let plain)? = facets[facet] { plain == value } else { false }
    }

    /// Whether it says anything of that.
    func speaks(of facet: Facet) -> Bool { facets[facet] != nil }
}
