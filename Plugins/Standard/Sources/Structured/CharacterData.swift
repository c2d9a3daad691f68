import HearthKit

// What clients know of the player's character, under the names that IRE's games have made usual
// (nexus.ironrealms.com/GMCP) and MSDP's own (tintin.mudhalla.net/protocols/msdp).

/// Who it is.
open class CharacterName: Publication {
    open override class var name: String { "Char.Name" }

    open override func value(for session: Session) -> StoredValue? {
        session.puppet.map { puppet in
            let name = puppet.name(for: puppet).plain
            return ["name": name.stored, "fullname": name.stored]
        }
    }

    open override func variables(of value: StoredValue) -> [String: StoredValue] {
        value["name"].map { ["CHARACTER_NAME": $0] } ?? [:]
    }

    open override class var variableNames: [String] { ["CHARACTER_NAME"] }
}

/// What a ``Character`` declares as its ``Character/vitals``.
open class CharacterVitals: Publication {
    open override class var name: String { "Char.Vitals" }

    open override func value(for session: Session) -> StoredValue? {
        guard let vitals = (session.puppet as? Character)?.vitals, !vitals.isEmpty else { return nil }
        return .map(vitals.mapValues(\.stored))
    }

    /// MSDP's names for what has one; anything else by its own.
    open override func variables(of value: StoredValue) -> [String: StoredValue] {
        guard case .map(let vitals) = value else { return [:] }
        // Two may have one name: `hp` and `health`. The same one counts each time.
        let named = vitals.sorted { $0.key < $1.key }
            .map { (Self.variables[$0.key.lowercased()] ?? $0.key.uppercased(), $0.value) }
        return Dictionary(named) { first, _ in first }
    }

    /// What nearly every game has: which vitals a character has, is known when there is one.
    open override class var variableNames: [String] { ["HEALTH", "HEALTH_MAX"] }

    private static let variables = [
        "hp": "HEALTH", "maxhp": "HEALTH_MAX", "mp": "MANA", "maxmp": "MANA_MAX", "mv": "MOVEMENT",
        "maxmv": "MOVEMENT_MAX", "xp": "EXPERIENCE", "maxxp": "EXPERIENCE_MAX", "gold": "MONEY",
    ]
}

/// What a ``Character`` declares as its ``Character/status``.
open class CharacterStatus: Publication {
    open override class var name: String { "Char.Status" }

    open override func value(for session: Session) -> StoredValue? {
        guard let status = (session.puppet as? Character)?.status, !status.isEmpty else { return nil }
        return .map(status.mapValues(\.stored))
    }

    /// How the fields are called comes first; later, only what is other than before.
    open override func messages(from old: StoredValue?, to new: StoredValue) -> [StructuredMessage] {
        guard case .map(let status) = new else { return [] }
        var before: [String: StoredValue] = [:]
        if case .map(let known)? = old { before = known }
        var messages: [StructuredMessage] = []
        if Set(before.keys) != Set(status.keys) {
            let captions = status.keys.map { (Self.key($0), $0.stored) }
            messages.append(.gmcp("Char.StatusVars", .map(Dictionary(captions) { first, _ in first })))
        }
        let changed = status.filter { before[$0.key] != $0.value }.map { (Self.key($0.key), $0.value) }
        if !changed.isEmpty { messages.append(.gmcp("Char.Status", .map(Dictionary(changed) { first, _ in first }))) }
        return messages
    }

    /// As clients' scripts name it: `max_load` for "Max load".
    private static func key(_ caption: String) -> String { caption.lowercased().replacing(" ", with: "_") }

    open override func variables(of value: StoredValue) -> [String: StoredValue] {
        guard case .map(let status) = value else { return [:] }
        let variables = status.map { (Self.key($0.key).uppercased(), $0.value) }
        return Dictionary(variables) { first, _ in first }
    }

    open override class var variableNames: [String] { ["LEVEL"] }
}

/// What it carries.
open class CharacterItems: Publication {
    open override class var name: String { "Char.Items.Inv" }

    open override func value(for session: Session) -> StoredValue? {
        session.puppet.map { ["location": "inv", "items": .items($0.contents, seenBy: $0)] }
    }

    open override func messages(from old: StoredValue?, to new: StoredValue) -> [StructuredMessage] {
        [StructuredMessage("Char.Items.List", new)]
    }

    open override func variables(of value: StoredValue) -> [String: StoredValue] {
        value["items"].map { ["INVENTORY": $0] } ?? [:]
    }

    open override class var variableNames: [String] { ["INVENTORY"] }
}

/// The things that lie where it is.
open class RoomItems: CharacterItems {
    open override class var name: String { "Char.Items.Room" }

    open override func value(for session: Session) -> StoredValue? {
        guard let puppet = session.puppet, let place = puppet.location else { return nil }
        let things = place.contents.filter { !($0 is Exit) && !($0 is Character) }
        return ["location": "room", "items": .items(things, seenBy: puppet)]
    }

    open override func variables(of value: StoredValue) -> [String: StoredValue] {
        value["items"].map { ["ROOM_ITEMS": $0] } ?? [:]
    }

    open override class var variableNames: [String] { ["ROOM_ITEMS"] }
}

/// A client asks again for what is carried, and for what lies here.
class AsksForInventory: ClientMessage {
    override class var name: String { CharacterItems.name }
    override func run() { answer(with: CharacterItems()) }

    fileprivate func answer(with items: Publication) {
        guard let value = items.value(for: session) else { return }
        for message in items.messages(from: nil, to: value) { session.send(message) }
    }
}

final class AsksForRoomItems: AsksForInventory {
    override class var name: String { RoomItems.name }
    override func run() { answer(with: RoomItems()) }
}

extension StoredValue {
    /// More of them at once no client shows.
    private static var mostItems: Int { 200 }

    static func items(_ things: [Object], seenBy looker: Object) -> StoredValue {
        let seen = things.lazy.filter { $0 !== looker && $0.isVisible(to: looker) }.prefix(mostItems)
        return .list(seen.map { ["id": "\($0.id.rawValue)".stored, "name": $0.name(for: looker).plain.stored] })
    }

    subscript(key: String) -> StoredValue? { if case .map(let fields) = self { fields[key] } else { nil } }
}

extension String {
    /// Without markup: what a client shows in a window of its own.
    var plain: String { Markup.strip(self) }
}
