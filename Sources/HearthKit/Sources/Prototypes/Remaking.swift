// A thing that was made from one prototype becomes as if it had been made from another.

extension World {
    /// Has `object` be what the prototype `new` says where it still is what `old` said: what was done to it since
    /// stays, and so does what is its own. Where a prototype says "one of these", or what else is found anew each time, it is
    /// found anew. Its class is the caller's to change.
    ///
    /// - Parameters:
    ///   - old: nil for a thing that was made of no prototype. One that there is no more is taken to have said
    ///     everything.
    ///   - new: nil for a thing that is to be of no prototype any more.
    ///   - own: what something else says of the thing, a world file for one.
    ///   - released: what that said until now, and says no more.
    ///   - made: what is put into it, which is not whole before ``Entity/finishCreation()``.
    /// - Throws: ``DataProblem``.
    public func remake(
        _ object: Object, from old: String?, to new: String?, keeping own: Set<Facet>, released: Set<Facet> = [],
        made: inout [Object]
    ) throws {
        let before = old.flatMap { try? prototypes.flattened($0) }
        let after = try new.map { try prototypes.flattened($0) }
        let (past, next) = (before?.facets ?? [:], after?.facets ?? [:])
        // Of one that there is no more nobody knows what it said.
        let isUnknown = old != nil && before == nil
        var random = SystemRandomNumberGenerator()
        var values = PrototypeValues(next, in: self)

        for (facet, value) in past where next[facet] == nil && !own.contains(facet) {
            if object.stands(facet, as: value, in: self) { try object.set(facet, to: nil) }
        }
        for (facet, value) in next where !own.contains(facet) {
            if !released.contains(facet), !isUnknown {
                let isTheirs = past[facet].map { object.stands(facet, as: $0, in: self) } ?? !object.says(facet)
                // What both say in the same words was found once, and is not found anew.
                guard isTheirs, past[facet] != value else { continue }
            }
            try object.set(facet, to: try values.value(of: facet, using: &random))
        }
        if !own.contains(.home), let home = after?.home, before?.home != home { object.home = place(named: home) }
        if !own.contains(.destination), let there = after?.destination, before?.destination != there {
            (object as? Exit)?.destination = place(named: there)
        }
        if before?.contents != after?.contents || isUnknown {
            try replaceContents(of: object, before?.contents ?? [], by: after?.contents ?? [], made: &made)
        }
        if let old { object.tags.remove(Prototype.tag(of: old)) }
        if let new { object.tags.insert(Prototype.tag(of: new)) }
    }

    /// What the old prototype put into it and is there still goes. What players have is theirs.
    private func replaceContents(
        of object: Object, _ old: [Prototype], by new: [Prototype], made: inout [Object]
    ) throws {
        for held in old {
            let name = (try? prototypes.flattened(held))?.name
            let thing = object.contents.first { thing in
                guard thing.prototypeKey == held.origin, !thing.tags.contains(where: { $0.hasPrefix("world:") }),
                    (thing as? Character)?.account == nil
                else { return false }
                return held.origin != nil || name.map { thing.stands(.name, as: $0, in: self) } ?? false
            }
            if let thing { end(thing) }
        }
        for held in new { try begin(held, in: object, made: &made) }
    }

    /// With what is in it. What may not be deleted stays.
    private func end(_ object: Object) {
        for thing in object.contents { end(thing) }
        try? object.delete()
    }
}

extension Object {
    /// Whether it is in one respect as a prototype that it was made from says. What is found anew each time may have
    /// been anything.
    fileprivate func stands(_ facet: Facet, as value: PrototypeValue, in world: World) -> Bool {
        guard !value.isComputed else { return true }
        var random = SystemRandomNumberGenerator()
        guard let wanted = try? value.value(in: world, using: &random) else { return true }
        return has(wanted, as: facet)
    }

    /// Whether there is anything of its own there: another value than its class has.
    fileprivate func says(_ facet: Facet) -> Bool {
        switch facet {
        case .name: !name.isEmpty
        case .field(let name): storedFields.first { $0.name == name }?.isSet ?? false
        default: value(of: facet) != nil
        }
    }
}
