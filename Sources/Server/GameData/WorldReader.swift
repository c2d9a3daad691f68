import HearthKit
import Settings

/// Makes entries of what the files say, and checks what can be checked without a world: keys and references.
struct WorldReader {
    let report: FileReport
    private var world = WorldFiles()
    /// Where each key is.
    private var keys: [String: FilePlace] = [:]
    private var firstFile: FilePlace?

    init(report: FileReport) { self.report = report }

    mutating func read(_ file: YAMLValue) {
        firstFile = firstFile ?? FilePlace(file: file.place.file)
        guard let map = YAMLMap(file, report) else { return }
        if let value = map.value("start") { readStart(value, map) }
        if let rooms = map.map("rooms") {
            for entry in rooms.entries { readRoom(entry) }
        }
        map.finish()
    }

    /// All that was read. Throws `FileProblems`.
    func finish() throws -> WorldFiles {
        let roomKeys = Set(world.rooms.map(\.key))
        if let start = world.start {
            checkRoom(start, roomKeys)
        } else if let firstFile, !roomKeys.isEmpty {
            report.add(firstFile, "no file says where characters begin: add a line `start: KEY-OF-A-ROOM`")
        }
        for entry in world.entries {
            if let destination = entry.destination { checkRoom(destination, roomKeys) }
            if let home = entry.home { checkRoom(home, roomKeys) }
            for field in entry.fields { checkReferences(in: field.value) }
            for attribute in entry.attributes { checkReferences(in: attribute.value) }
        }
        try report.check()
        return world
    }

    // MARK: Entries

    private mutating func readStart(_ value: YAMLValue, _ map: YAMLMap) {
        if let first = world.start {
            report.add(value.place, "'start' is said a second time; \(first.place) has it already")
        } else if map.text("start", expected: "the key of a room") != nil {
            world.start = WrittenText(value)
        }
    }

    private mutating func readRoom(_ entry: YAMLValue.Entry) {
        guard let map = YAMLMap(entry.value, report) else { return }
        var room = WorldEntry(kind: .room, place: entry.place, key: take(entry.key, at: entry.place))
        read(map, into: &room)
        map.finish()
        nameContents(of: &room)
        world.rooms.append(room)
    }

    /// What every entry may have.
    private mutating func read(_ map: YAMLMap, into entry: inout WorldEntry) {
        if let value = map.value("class"), map.text("class", expected: "the name of a class") != nil {
            entry.className = WrittenText(value)
        }
        if let value = map.value("prototype"), map.text("prototype", expected: "the key of a prototype") != nil {
            entry.prototype = WrittenText(value)
        }
        if let name = map.text("name") {
            entry.name = name
        } else if entry.kind != .exit, entry.prototype == nil, map.value("name") == nil {
            report.add(entry.place, "'\(map.path)' has no name: add `name: …`")
        }
        entry.text = map.text("text") ?? ""
        entry.aliases = map.texts("aliases") ?? []
        entry.tags = map.texts("tags") ?? []
        entry.permissions = map.texts("permissions") ?? []
        let lock = "a lock, such as \"get: perm(Builder)\""
        if let value = map.value("locks"), map.text("locks", expected: lock) != nil { entry.locks = WrittenText(value) }
        if let locks = entry.locks {
            do { _ = try Locks(parsing: locks.text) } catch { report.add(locks.place, "\(error)") }
        }
        if let value = map.value("home"), map.text("home", expected: "the key of a room") != nil {
            entry.home = WrittenText(value)
        }
        entry.triggers = map.map("on")?.entries ?? []
        entry.fields = map.map("fields")?.entries ?? []
        entry.attributes = map.map("attributes")?.entries ?? []
        if entry.kind == .room { entry.contents = readExits(map, of: entry) }
        for value in map.list("things") ?? [] { readHeld(value, .thing, into: &entry) }
        for value in map.list("characters") ?? [] { readHeld(value, .character, into: &entry) }
    }

    private mutating func readHeld(_ value: YAMLValue, _ kind: WorldEntry.Kind, into holder: inout WorldEntry) {
        guard let map = YAMLMap(value, report) else { return }
        var entry = WorldEntry(kind: kind, place: value.place, hasOwnKey: false)
        if let key = map.value("key"), let text = map.text("key") {
            (entry.key, entry.hasOwnKey) = (take(text, at: key.place), true)
        }
        read(map, into: &entry)
        map.finish()
        holder.contents.append(entry)
    }

    private mutating func readExits(_ map: YAMLMap, of room: WorldEntry) -> [WorldEntry] {
        var exits: [WorldEntry] = []
        var words: [String: FilePlace] = [:]
        for written in map.map("exits")?.entries ?? [] {
            var exit = WorldEntry(kind: .exit, place: written.place)
            exit.key = take("\(room.key)/\(written.key)", at: written.place)
            if let destination = WrittenText(written.value) {
                exit.destination = destination
            } else if written.value.content != .null, let map = YAMLMap(written.value, report) {
                exit.destination = WrittenText(map.value("to"))
                read(map, into: &exit)
                map.finish()
            }
            if exit.destination == nil {
                report.add(written.place, "'\(written.value.path)' leads nowhere, expected the key of a room")
            }
            if exit.name.isEmpty { exit.name = written.key } else if exit.name != written.key {
                exit.aliases.insert(written.key, at: 0)
            }
            exit.aliases += Directions.aliases(of: written.key).filter { !exit.aliases.contains($0) && $0 != exit.name }
            for word in Set([exit.name] + exit.aliases) {
                if let other = words.updateValue(exit.place, forKey: word.lowercased()) {
                    report.add(exit.place, "'\(word)' is a way out of '\(room.key)' already, in \(other)")
                }
            }
            exits.append(exit)
        }
        return exits
    }

    // MARK: Keys

    private mutating func take(_ key: String, at place: FilePlace) -> String {
        if let first = keys[key] {
            report.add(place, "the key '\(key)' is used a second time; \(first) has it already")
        } else {
            keys[key] = place
        }
        return key
    }

    /// Gives keys to those that have none, when all others are known.
    private mutating func nameContents(of holder: inout WorldEntry) {
        for index in holder.contents.indices {
            var entry = holder.contents[index]
            entry.holder = holder.key
            if entry.key.isEmpty {
                let name = "\(holder.key)/\(entry.name.isEmpty ? entry.prototype?.text ?? "" : entry.name)"
                entry.key = (1...).lazy.map { $0 == 1 ? name : "\(name).\($0)" }.first { keys[$0] == nil } ?? name
                keys[entry.key] = entry.place
            }
            nameContents(of: &entry)
            holder.contents[index] = entry
        }
    }

    private func checkRoom(_ written: WrittenText, _ rooms: Set<String>) {
        guard !rooms.contains(written.text) else { return }
        let problem = keys[written.text] == nil ? "no file has a room with that key" : "that is the key of no room"
        report.add(
            written.place, "'\(written.path)' is \"\(written.text)\": \(problem)\(near(written.text, rooms.sorted()))")
    }

    private func checkReferences(in value: YAMLValue) {
        switch value.content {
        case .list(let values): values.forEach(checkReferences)
        case .map(let entries):
            guard let key = value.reference else { return entries.forEach { checkReferences(in: $0.value) } }
            guard keys[key] == nil else { return }
            let near = near(key, keys.keys.sorted())
            report.add(value.place, "'\(value.path)' is \"\(key)\": no file has anything with that key\(near)")
        default: break
        }
    }

    private func near(_ word: String, _ candidates: [String]) -> String {
        Suggestions.for(word, in: candidates, limit: 1).first.map { " (did you mean '\($0)'?)" } ?? ""
    }
}

extension YAMLValue {
    /// The key in `{ ref: KEY }`.
    var reference: String? {
        guard case .map(let entries) = content, entries.count == 1, entries[0].key == "ref" else { return nil }
        return entries[0].value.text
    }
}
