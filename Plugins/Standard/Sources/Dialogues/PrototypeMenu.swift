import HearthKit

/// Everything that a prototype says, as a menu. It is kept when that is chosen, not before.
struct PrototypeMenu: Menu {
    enum Node: Codable, Equatable {
        case top
        case part(String)
    }

    /// What has one text, and what has a list of words; the others are written as values.
    private static let texts = ["name", "text", "about", "class", "locks", "access", "home", "location", "to"]
    private static let lists = ["parents", "aliases", "tags", "permissions", "things"]
    private static let values = ["fields", "attributes", "on"]

    var node = Node.top
    var key: String
    /// Each part as a value is written in a line.
    var parts: [String: String]

    init(_ prototype: Prototype) {
        key = prototype.key
        parts = [:]
        if case .map(let map) = prototype.data { parts = map.mapValues(\.description) }
    }

    func page(for session: Session) throws -> MenuPage<Self> {
        let builder = try Builder.of(session)
        if let old = World.current.prototypes[key] { try builder.mustBeAllowed("edit", old) }
        switch node {
        case .top: return try top(builder)
        case .part(let name): return part(name)
        }
    }

    private func prototype(_ parts: [String: String]) throws -> Prototype {
        let pairs = parts.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
        return try Builder.prototype(key, written: pairs.isEmpty ? "[:]" : "[\(pairs.joined(separator: ", "))]")
    }

    private func top(_ builder: Builder) throws -> MenuPage<Self> {
        MenuPage(World.current.texts[.prototypeMenu, ["key": Markup.escape(key)]]) {
            for name in Self.texts + Self.lists + Self.values {
                let value = parts[name].map { ": \(Markup.crop(Markup.escape($0), to: 60))" } ?? ""
                Choice("\(name)\(value)", key: name) { menu, _ in menu.node = .part(name) }
            }
            Choice("Keep it") { menu, session in
                try builder.save(try menu.prototype(menu.parts))
                session.send(.spawnSaved, ["key": menu.key])
            }
            Choice("Make one here", key: "make") { menu, session in
                // Of what is kept alone: keeping asks whether the builder may give what it gives.
                let thing = try builder.spawn(try builder.prototype(menu.key), in: session.puppet?.location)
                session.send(.spawned, Builder.values(of: thing))
            }
            Choice("Leave", then: .end)
        }
    }

    private func part(_ name: String) -> MenuPage<Self> {
        let shown = Markup.escape(parts[name] ?? "-")
        return MenuPage(World.current.texts[.prototypePart, ["part": name, "value": shown]]) {
            if parts[name] != nil {
                Choice("Take it away") { menu, _ in
                    menu.parts[name] = nil
                    menu.node = .top
                }
            }
        }.input("\(name): ") { typed, menu, _ in
            if !typed.isEmpty {
                var changed = menu.parts
                changed[name] = Self.literal(typed, for: name)
                _ = try menu.prototype(changed)
                menu.parts = changed
            }
            menu.node = .top
        }
    }

    /// Words need no quotes where words are meant.
    private static func literal(_ typed: String, for name: String) -> String {
        guard !typed.hasPrefix("["), !typed.hasPrefix("\"") else { return typed }
        if texts.contains(name) { return StoredValue.string(typed).description }
        guard lists.contains(name) else { return typed }
        let words = typed.split(separator: ",").map { StoredValue.string(String($0.trimmingSpaces)) }
        return StoredValue.list(words).description
    }
}

extension TextKey {
    static let prototypeMenu = TextKey(
        "prototype menu", "The prototype |c{key}|n. What you change here counts when you keep it.")
    static let prototypePart = TextKey(
        "prototype part",
        """
        {part} = {value}
        A text is typed as it is, a list with commas, anything else as a value: ["oil": 3], ["one of": ["red", "blue"]],
        ["random": [1, 6]], ["call": "roll(2, 6)"], ["same as": "name"]. Return keeps it.
        """)
}
