/// All scripts, and those of each entity.
struct ScriptIndex {
    var all: [EntityID: Script] = [:]
    private var attached: [EntityID: Set<EntityID>] = [:]

    mutating func attach(_ script: Script, from old: EntityID?, to new: EntityID?) {
        if let old {
            attached[old]?.remove(script.id)
            if attached[old]?.isEmpty ?? false { attached[old] = nil }
        }
        if let new { attached[new, default: []].insert(script.id) }
    }

    func scripts(of owner: EntityID) -> [Script] {
        (attached[owner] ?? []).sorted().compactMap { all[$0] }
    }
}

extension World {
    /// Every script there is, by number.
    public var allScripts: [Script] { scripts.all.values.sorted { $0.id < $1.id } }

    /// The script of a class that declares itself global; the first when there are more. `world.script(Weather.self)`
    public func script<T: Script>(_ type: T.Type = T.self) -> T? {
        allScripts.lazy.compactMap { $0 as? T }.first
    }

    /// What belongs to something ends with it, whether it would or not.
    func endScripts(of owner: EntityID) {
        for script in scripts.scripts(of: owner) {
            script.stop()
            remove(script)
            if script.works("didDelete") { script.didDelete() }
        }
    }
}

extension Entity {
    /// The scripts that belong to it, by number.
    public final var scripts: [Script] { world.scripts.scripts(of: id) }
}

extension Game {
    /// Makes the global scripts that are missing.
    func makeGlobalScripts() {
        let types = world.classes.scriptTypes.filter(\.isGlobal)
        for type in types {
            // A subclass stands in for what it inherits from.
            guard !types.contains(where: { $0 != type && ClassRegistry.isSubclass($0, of: type) }),
                !world.scripts.all.values.contains(where: { Swift.type(of: $0) == type })
            else { continue }
            willRun(Running(session: 0, number: 0, what: "makes the script \(type)", who: ""))
            willEnter(codeName(type) + ".created")
            guard !outOfOrder.contains(codeName(type) + ".created") else { continue }
            type.create("\(type)")
        }
    }
}
