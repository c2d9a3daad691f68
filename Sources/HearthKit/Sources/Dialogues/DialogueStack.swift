/// The dialogues of a session: each began over the one beneath it, and the top one takes the lines.
struct DialogueStack {
    struct Level {
        /// Tells it from others of its type; this process's alone.
        let id: Int
        var dialogue: any Dialogue
        /// What is stored of it; nil when it has changed since.
        fileprivate var stored: StoredValue?
    }

    private var levels: [Level] = []
    private var lastID = 0

    /// So many may lie over each other: a player who begins menus from menus fills no disk.
    static let deepest = 12

    var isEmpty: Bool { levels.isEmpty }
    var isFull: Bool { levels.count >= Self.deepest }
    var top: Level? { levels.last }
    /// The lowest first.
    var all: [any Dialogue] { levels.map(\.dialogue) }

    func contains(_ id: Int) -> Bool { levels.contains { $0.id == id } }

    mutating func push(_ dialogue: any Dialogue) -> Int {
        lastID += 1
        levels.append(Level(id: lastID, dialogue: dialogue))
        return lastID
    }

    /// Puts back a dialogue that was worked on. Nothing when it has ended meanwhile.
    mutating func update(_ id: Int, _ dialogue: any Dialogue) {
        guard let index = levels.firstIndex(where: { $0.id == id }) else { return }
        levels[index].dialogue = dialogue
        levels[index].stored = nil
    }

    /// True when it was the top one.
    mutating func remove(_ id: Int) -> Bool {
        guard let index = levels.firstIndex(where: { $0.id == id }) else { return false }
        levels.remove(at: index)
        return index == levels.count
    }

    mutating func removeAll() { levels.removeAll() }

    // MARK: Stored

    /// A list of type and state, the lowest first. Only what has changed is encoded anew.
    mutating func store(_ report: (any Error, Any.Type) -> Void) -> StoredValue {
        for index in levels.indices where levels[index].stored == nil {
            let type = type(of: levels[index].dialogue)
            var state = StoredValue.null
            do { state = try StoredEncoder.encode(levels[index].dialogue) } catch { report(error, type) }
            levels[index].stored = .list([.string(ClassRegistry.name(of: type)), state])
        }
        return .list(levels.compactMap(\.stored))
    }

    /// A dialogue that this code cannot take up.
    struct Lost {
        var name: String
        var reason: String
        var wasTop: Bool
    }

    init() {}

    init(stored: StoredValue, classes: ClassRegistry, lost: inout [Lost]) {
        guard case .list(let rows) = stored else { return }
        for (index, row) in rows.enumerated() {
            guard case .list(let parts) = row, parts.count == 2, case .string(let name) = parts[0] else { continue }
            let wasTop = index == rows.count - 1
            guard let type = classes.dialogueType(named: name) else {
                lost.append(Lost(name: name, reason: "there is no such dialogue any more", wasTop: wasTop))
                continue
            }
            do { _ = push(try StoredDecoder.decode(type, parts[1])) } catch {
                lost.append(Lost(name: name, reason: "\(error)", wasTop: wasTop))
            }
        }
    }
}
