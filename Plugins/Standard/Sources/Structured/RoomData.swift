import HearthKit

/// Where the player's character is: what mappers draw. Its number is the room's own.
///
/// The area is what a tag `area:` or `zone:` says, the environment what `environment:` or `terrain:` does.
open class RoomInfo: Publication {
    open override class var name: String { "Room.Info" }

    open override func value(for session: Session) -> StoredValue? {
        guard let puppet = session.puppet, let room = puppet.location else { return nil }
        return [
            "num": .int(room.id.rawValue), "name": room.name(for: puppet).plain.stored,
            "area": (area(of: room) ?? "").stored, "environment": (environment(of: room) ?? "").stored,
            "exits": .map(exits(of: room, for: puppet)),
        ]
    }

    open func area(of room: Object) -> String? { room.tagged("area") ?? room.tagged("zone") }
    open func environment(of room: Object) -> String? { room.tagged("environment") ?? room.tagged("terrain") }

    /// The ways out that it sees, as mappers know them (`n`, `up`, or the name of any other), with the numbers of where
    /// they lead.
    open func exits(of room: Object, for looker: Object) -> [String: StoredValue] {
        var exits: [String: StoredValue] = [:]
        for exit in room.exits where exit.isVisible(to: looker) {
            guard let place = exit.destination else { continue }
            let name = exit.name(for: looker).plain
            exits[Compass(rawValue: name.lowercased()).flatMap(short) ?? name] = .int(place.id.rawValue)
        }
        return exits
    }

    /// Mappers know `in` and `out` by these names.
    private func short(_ direction: Compass) -> String? { [.in, .out].contains(direction) ? nil : direction.short }

    open override func variables(of value: StoredValue) -> [String: StoredValue] {
        guard case .map(let room) = value else { return [:] }
        let names = ["num": "VNUM", "name": "NAME", "area": "AREA", "environment": "TERRAIN", "exits": "EXITS"]
        var table: [String: StoredValue] = [:]
        for (key, name) in names { table[name] = room[key] }
        var variables: [String: StoredValue] = ["ROOM": .map(table)]
        for (key, name) in ["num": "ROOM_VNUM", "name": "ROOM_NAME", "area": "AREA_NAME", "exits": "ROOM_EXITS"] {
            variables[name] = room[key]
        }
        return variables
    }

    open override class var variableNames: [String] {
        ["ROOM", "ROOM_VNUM", "ROOM_NAME", "AREA_NAME", "ROOM_EXITS"]
    }
}

/// The other people who are there.
open class RoomPlayers: Publication {
    open override class var name: String { "Room.Players" }

    open override func value(for session: Session) -> StoredValue? {
        guard let puppet = session.puppet, let room = puppet.location else { return nil }
        let people = room.contents.filter { $0 is Character && $0 !== puppet && $0.isVisible(to: puppet) }
        return [
            "room": .int(room.id.rawValue),
            "players": .list(people.map { .string($0.name(for: puppet).plain) }),
        ]
    }

    /// All of them for a new room, else who came and who left.
    open override func messages(from old: StoredValue?, to new: StoredValue) -> [StructuredMessage] {
        guard case .list(let people)? = new["players"] else { return [] }
        guard case .list(let before)? = old?["players"], old?["room"] == new["room"] else {
            return [StructuredMessage("Room.Players", .list(people.map(entry)))]
        }
        let left = before.filter { !people.contains($0) }.map { StructuredMessage("Room.RemovePlayer", $0) }
        let came = people.filter { !before.contains($0) }.map { StructuredMessage("Room.AddPlayer", entry($0)) }
        return left + came
    }

    private func entry(_ name: StoredValue) -> StoredValue { ["name": name, "fullname": name] }

    open override func variables(of value: StoredValue) -> [String: StoredValue] {
        value["players"].map { ["ROOM_PLAYERS": $0] } ?? [:]
    }

    open override class var variableNames: [String] { ["ROOM_PLAYERS"] }
}

extension Object {
    /// What a tag of this category says: `north shore` for `area:north shore`.
    fileprivate func tagged(_ category: String) -> String? {
        tags.filter { $0.hasPrefix(category + ":") }.sorted().first.map { String($0.dropFirst(category.count + 1)) }
    }
}
