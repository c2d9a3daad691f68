import HearthKit
import Settings

/// What an entry says, taken apart: what is kept of each entry from one reading of the files to the next.
///
/// By the paths of ``Facet``, and `class`, `prototype` and `in`. References are kept by key, as the file has them.
struct SaidByEntry: Hashable {
    private(set) var values: [String: StoredValue] = [:]

    @MainActor
    init(_ entry: WorldEntry) {
        values["class"] = entry.className.map { .string($0.text) }
        values["prototype"] = entry.prototype.map { .string($0.text) }
        values["in"] = entry.holder.map(StoredValue.string)
        func say(_ facet: Facet, _ value: StoredValue?) { values[facet.path] = value }
        if !entry.name.isEmpty { say(.name, .string(entry.name)) }
        if !entry.text.isEmpty { say(.text, .string(entry.text)) }
        say(.home, entry.home.map { .map(["ref": .string($0.text)]) })
        say(.destination, entry.destination.map { .map(["ref": .string($0.text)]) })
        for alias in entry.aliases { say(.alias(alias), true) }
        for tag in entry.tags { say(.tag(tag), true) }
        for permission in entry.permissions { say(.permission(permission), true) }
        let locks = Locks(stringLiteral: entry.locks?.text ?? "")
        for access in locks.accessTypes { say(.lock(access), locks[access].map(StoredValue.string)) }
        for field in entry.fields { say(.field(field.key), field.value.data) }
        for attribute in entry.attributes { say(.attribute(attribute.key), attribute.value.data) }
        for trigger in entry.triggers { values["on.\(trigger.key)"] = trigger.value.data }
    }
}

extension WorldEntry.Kind {
    @MainActor var base: Object.Type {
        switch self {
        case .room: Room.self
        case .exit: Exit.self
        case .thing: Object.self
        case .character: Character.self
        }
    }

    /// What an object would be in a file.
    @MainActor init(of object: Object) {
        switch object {
        case is Room: self = .room
        case is Exit: self = .exit
        case is Character: self = .character
        default: self = .thing
        }
    }
}

extension StoredValue {
    /// With `{ ref: KEY }` as what the key stands for; nothing for what there is not.
    @MainActor func resolved(_ entity: (String) -> Entity?) -> StoredValue {
        switch self {
        case .list(let values): .list(values.map { $0.resolved(entity) })
        case .map(let values):
            if let key = reference {
                entity(key).map { .reference($0.id) } ?? .null
            } else {
                .map(values.mapValues { $0.resolved(entity) })
            }
        default: self
        }
    }

    /// The key in `{ ref: KEY }`.
    var reference: String? {
        guard case .map(let map) = self, map.count == 1, case .string(let key)? = map["ref"] else { return nil }
        return key
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }

    /// Whether it names another entity.
    var hasReference: Bool {
        switch self {
        case .list(let values): values.contains(where: \.hasReference)
        case .map(let values): reference != nil || values.values.contains(where: \.hasReference)
        case .reference: true
        default: false
        }
    }
}
