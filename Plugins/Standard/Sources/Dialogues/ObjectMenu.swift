import HearthKit

/// Everything that a builder can change of an object, as a menu.
struct ObjectMenu: Menu {
    enum Node: Codable, Equatable {
        case top, name, aliases, tags, locks, triggers, values, exits, destination
        case value(of: String)
    }

    var target: Ref<Object>
    var node = Node.top

    func page(for session: Session) throws -> MenuPage<Self> {
        let builder = try Builder.of(session)
        guard let object = target.target, !object.isDeleted else { throw Refusal(.goneNow) }
        // Asked each time: rights may be others by now.
        try builder.mustBeAllowed(object)
        switch node {
        case .top: return top(object)
        case .name: return name(object)
        case .aliases: return list(.olcAliases, object.aliases) { object.aliases.remove(at: $0) } add: { typed, _ in
            object.aliases.append(typed)
        }
        case .tags:
            let tags = object.tags.sorted()
            return list(.olcTags, tags) { object.tags.remove(tags[$0]) } add: { typed, _ in
                object.tags.insert(typed.lowercased())
            }
        case .locks: return locks(object, builder)
        case .triggers: return triggers(object, builder)
        case .values: return values(object, builder)
        case .value(let field): return value(field, of: object, builder)
        case .exits: return exits(object, builder)
        case .destination: return destination(object, builder)
        }
    }

    // MARK: The first page

    private func top(_ object: Object) -> MenuPage<Self> {
        let text = Markup.crop(object.text.replacing("\n", with: " "), to: 50)
        let title = "|c\(object.name)|n (\(object.id)), \(English.withArticle("\(type(of: object))"))"
        return MenuPage(title, help: World.current.texts[.olcHelp]) {
            Choice(line("Name", object.name)) { menu, _ in menu.node = .name }
            Choice(line("Description", text)) { menu, session in try session.edit(Description(of: menu.target)) }
            Choice(line("Aliases", object.aliases)) { menu, _ in menu.node = .aliases }
            Choice(line("Tags", object.tags.sorted())) { menu, _ in menu.node = .tags }
            Choice(line("Locks", object.locks.accessTypes)) { menu, _ in menu.node = .locks }
            Choice(line("Triggers", object.triggers.keys.map(\.rawValue).sorted())) { menu, _ in
                menu.node = .triggers
            }
            Choice(line("Values", fields(of: object).map(\.name))) { menu, _ in menu.node = .values }
            if object is Room { Choice(line("Exits", object.exits.map(\.name))) { menu, _ in menu.node = .exits } }
            if let exit = object as? Exit {
                let there = exit.destination?.description ?? "-"
                Choice(line("Destination", there)) { menu, _ in menu.node = .destination }
            }
            Choice("Done", then: .end)
        }
    }

    private func line(_ label: String, _ value: String) -> String { value.isEmpty ? label : "\(label): \(value)" }

    private func line(_ label: String, _ values: [String]) -> String {
        line(label, Markup.crop(Markup.escape(values.joined(separator: ", ")), to: 50))
    }

    // MARK: Names

    private func name(_ object: Object) -> MenuPage<Self> {
        MenuPage(World.current.texts[.olcName, ["name": object.name]]).input("Name: ") { typed, menu, _ in
            menu.node = .top
            guard let names = Builder.names(typed) else { return }
            object.name = names.name
            if !names.aliases.isEmpty { object.aliases = names.aliases }
        }
    }

    /// A list that things are added to by typing them, and taken from by choosing them.
    private func list(
        _ text: TextKey, _ items: [String], remove: @escaping (Int) -> Void,
        add: @escaping (String, Session) throws -> Void
    ) -> MenuPage<Self> {
        MenuPage(World.current.texts[text]) {
            for (index, item) in items.enumerated() {
                Choice("Take away: \(Markup.escape(item))") { _, _ in remove(index) }
            }
        }.input("Add: ") { typed, menu, session in
            if typed.isEmpty { menu.node = .top } else { try add(typed, session) }
        }
    }

    // MARK: Locks

    private func locks(_ object: Object, _ builder: Builder) -> MenuPage<Self> {
        let types = object.locks.accessTypes
        let rules = types.map { "\($0): \(object.locks[$0] ?? "")" }
        return list(.olcLocks, rules) { object.locks.remove(types[$0]) } add: { typed, session in
            for remark in try builder.addLocks(typed, to: object) { session.send(remark) }
        }
    }

    private func triggers(_ object: Object, _ builder: Builder) -> MenuPage<Self> {
        let moments = Trigger.Moment.allCases.filter { object.triggers[$0] != nil }
        return list(.olcTriggers, object.triggerLines) { object.triggers[moments[$0]] = nil } add: { typed, session in
            if let remark = try builder.addTrigger(typed, to: object) { session.send(remark) }
        }
    }

    // MARK: Values

    private func fields(of object: Object) -> [(name: String, value: StoredValue)] {
        object.storedFields.map { ($0.name, $0.value) }
            + object.attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func values(_ object: Object, _ builder: Builder) -> MenuPage<Self> {
        MenuPage(World.current.texts[.olcValues]) {
            for (name, value) in fields(of: object) {
                let shown = Markup.crop(Markup.escape("\(name) = \(value)"), to: 70)
                Choice(shown, key: name) { menu, _ in menu.node = .value(of: name) }
            }
        }.input("New: ") { typed, menu, _ in
            guard !typed.isEmpty else { return menu.node = .top }
            guard let equals = typed.firstIndex(of: "=") else { throw Refusal(.olcNewValue) }
            let name = String(typed[..<equals].trimmingSpaces)
            guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
                throw Refusal(.olcNewValue)
            }
            try builder.set(name, of: object, to: String(typed[typed.index(after: equals)...]))
        }
    }

    private func value(_ field: String, of object: Object, _ builder: Builder) -> MenuPage<Self> {
        let shown = Markup.escape("\(object.storedValue(field) ?? .null)")
        return MenuPage(World.current.texts[.olcValue, ["field": Markup.escape(field), "value": shown]]) {
            if object.attributes[field] != nil {
                Choice("Take it away") { menu, _ in
                    object.attributes[field] = nil
                    menu.node = .values
                }
            }
        }.input("Value: ") { typed, menu, _ in
            if !typed.isEmpty { try builder.set(field, of: object, to: typed) }
            menu.node = .values
        }
    }

    // MARK: Ways

    private func exits(_ room: Object, _ builder: Builder) -> MenuPage<Self> {
        MenuPage(World.current.texts[.olcExits]) {
            for exit in room.exits {
                Choice("\(exit.name), to \(exit.destination?.description ?? "nowhere")") { _, session in
                    session.begin(ObjectMenu(target: Ref(exit)))
                }
            }
        }.input("New: ") { typed, menu, session in
            guard !typed.isEmpty else { return menu.node = .top }
            guard let equals = typed.firstIndex(of: "="), let way = Builder.names(String(typed[..<equals])) else {
                throw Refusal(.olcNewExit)
            }
            let there = try builder.place(String(typed[typed.index(after: equals)...].trimmingSpaces))
            try builder.mustBeFree(way.name, in: room)
            try builder.mustHaveLeft(1)
            let exit = builder.open(way, from: room, to: there)
            session.send(.opened, ["exit": exit.description, "from": room.name, "to": there.name])
        }
    }

    private func destination(_ object: Object, _ builder: Builder) -> MenuPage<Self> {
        MenuPage(World.current.texts[.olcDestination]).input("Room: ") { typed, menu, _ in
            if !typed.isEmpty { (object as? Exit)?.destination = try builder.place(typed) }
            menu.node = .top
        }
    }
}

/// Opens the menu.
open class EditObject: BuildingCommand {
    open override class var key: String { "olc" }
    open override class var aliases: [String] { ["edit"] }
    open override class var help: String {
        """
        Usage: olc
               olc <thing>
        Shows all that you can change of something, as a menu; without a name, of where you are. What you change is
        changed at once.
        """
    }

    open override func run() async throws {
        let object = args.isEmpty ? try here : try object(args)
        try mustBeAllowed(object)
        try begin(ObjectMenu(target: Ref(object)))
    }
}

extension TextKey {
    static let olcHelp = TextKey(
        "olc help", "What you change is changed at once. |wexamine|n shows all there is to know.")
    static let olcName = TextKey(
        "olc name",
        "It is called {name}. Type another name, and aliases after it: |wa brass lamp;lamp|n. Return keeps it.")
    static let olcAliases = TextKey(
        "olc aliases", "What players may call it besides its name. Type one to add it; Return when you are done.")
    static let olcTags = TextKey(
        "olc tags", "Words to find it by, |wcategory:tag|n or plain. Type one to add it; Return when you are done.")
    static let olcLocks = TextKey(
        "olc locks",
        "Who may do what with it. Type a rule to add it: |wget: perm(Builder)|n; Return when you are done.")
    static let olcTriggers = TextKey(
        "olc triggers",
        """
        What happens by itself when something is done to it. Type one to add it: |wget: do say It is warm.|n, or a
        function as in |wenter: roll(2, 6)|n; Return when you are done.
        """)
    static let olcValues = TextKey(
        "olc values", "Choose one to change it, or add one: |wname = value|n. Return when you are done.")
    static let olcNewValue = TextKey("olc new value", "A new value is typed so: |wname = value|n.")
    static let olcValue = TextKey(
        "olc value",
        """
        {field} = {value}
        Values are written as in Swift: 12, 0.5, true, "text", [1, 2], ["a": 1], nil; #12 is an entity. Return keeps it.
        """)
    static let olcExits = TextKey(
        "olc exits", "Choose a way to change it, or make one: |wnorth;n = A cave|n. Return when you are done.")
    static let olcNewExit = TextKey("olc new exit", "A new way is typed so: |wname;alias = room|n.")
    static let olcDestination = TextKey("olc destination", "Name the room that it leads to. Return keeps it.")
}
