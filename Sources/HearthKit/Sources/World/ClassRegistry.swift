/// The classes and types that the loaded plugins bring, found by the name under which they are stored.
///
/// Nobody registers: the Server walks each plugin's own type metadata and hands over all that it finds.
public final class ClassRegistry {
    private var entityTypes: [String: Entity.Type] = [:]
    private var jobTypes: [String: any Job.Type] = [:]
    private var dialogueTypes: [String: any Dialogue.Type] = [:]
    private var commandSetTypes: [String: any LastingCommandSet.Type] = [:]
    public private(set) var commands: [AnyCommand.Type] = []
    public private(set) var gameHooks: [GameHooks.Type] = []
    /// By their names in lower case.
    private var clientMessages: [String: ClientMessage.Type] = [:]
    private var publications: [String: Publication.Type] = [:]
    /// Hooks that no other plugin's hooks subclass: a subclass stands in for what it inherits from.
    var mostDerivedHooks: [GameHooks.Type] {
        gameHooks.filter { type in !gameHooks.contains { $0 != type && Self.isSubclass($0, of: type) } }
    }

    /// One for each name, in their order.
    var mostDerivedPublications: [Publication.Type] { publications.sorted { $0.key < $1.key }.map(\.value) }

    func clientMessage(named name: String) -> ClientMessage.Type? { clientMessages[name.lowercased()] }

    /// Of two of a name the subclass stands, else the later.
    private static func add<T: AnyObject>(_ type: T.Type, as name: String, to known: inout [String: T.Type]) {
        let key = name.lowercased()
        guard !key.isEmpty, known[key].map({ !isSubclass($0, of: type) }) ?? true else { return }
        known[key] = type
    }

    /// Whether a class is `base` or below it.
    public static func isKind(_ type: AnyClass, of base: AnyClass) -> Bool { type == base || isSubclass(type, of: base) }

    static func isSubclass(_ type: AnyClass, of base: AnyClass) -> Bool {
        var next: AnyClass? = _getSuperclass(type)
        while let current = next {
            if current == base { return true }
            next = _getSuperclass(current)
        }
        return false
    }

    let natives = Natives()
    /// By the codes of their languages.
    private var grammars: [String: Grammar] = [:]
    /// What texts can call.
    public let inlineFunctions = InlineFunctionTable()

    private var layouts: [ObjectIdentifier: FieldLayout] = [:]

    // The store's numbers of classes.
    private var rowsByID: [Int64: ClassRow] = [:]
    private var idsByName: [String: Int64] = [:]
    /// Rows that the store does not have yet.
    var newRows: [ClassRow] = []

    init() {
        add([Entity.self, Object.self, Character.self, Room.self, Exit.self, Account.self])
        add([Script.self, ScriptBeat.self])
        add(Dialogues.ofTheKit)
        add([CallNative.self, EndOfLinkDeath.self, CoreInlineFunctions.self, MSDP.self, Supports.self])
    }

    /// Takes in the types of a plugin, of which only the kit's own kinds matter.
    ///
    /// - Parameter function: looks up a C function of the plugin by its symbol; without it, one of the process.
    public func add(
        _ types: [Any.Type], function: ((_ symbol: String) -> UnsafeRawPointer?)? = nil
    ) {
        for type in types {
            switch type {
            case let type as Entity.Type:
                entityTypes[Self.name(of: type)] = type
                for former in type.formerly where entityTypes[former] == nil { entityTypes[former] = type }
            case let type as AnyCommand.Type: commands.append(type)
            case let type as GameHooks.Type: gameHooks.append(type)
            case let type as ClientMessage.Type: Self.add(type, as: type.name, to: &clientMessages)
            case let type as Publication.Type: Self.add(type, as: type.name, to: &publications)
            case let type as NativeFunctions.Type: natives.add(type, find: function ?? NativeMemory.symbol)
            case let type as InlineFunctions.Type: inlineFunctions.add(type)
            case let type as Grammar.Type: grammars[type.language] = type.init()
            // All that follow conform to it, which most types do not; to find out that one does not takes a while.
            case _ where !(type is any KitBuild.Type): break
            case let type as any Job.Type: jobTypes[Self.name(of: type)] = type
            case let type as any LastingCommandSet.Type: commandSetTypes[Self.name(of: type)] = type
            default: for dialogue in Dialogues.kinds(of: type) { dialogueTypes[Self.name(of: dialogue)] = dialogue }
            }
        }
    }

    /// `Plugin.Class`. A private class goes by the same name: what the runtime calls its context, an address, would be
    /// another one in each build.
    public static func name(of type: Any.Type) -> String {
        let name = _typeName(type, qualified: true)
        guard name.utf8.contains(UInt8(ascii: "(")) else { return name }
        return name.replacing(/\(unknown context at [^)]*\)\./, with: "")
    }

    /// Classes of scripts, by name.
    var scriptTypes: [Script.Type] {
        entityTypes.sorted { $0.key < $1.key }.compactMap { $0.value as? Script.Type }
    }

    public var entityClassNames: [String] { entityTypes.keys.sorted() }

    /// A class by `Plugin.Class` or, when only one plugin has it, by `Class` alone in any case.
    public func entityType(named name: String) -> Entity.Type? {
        if let type = entityTypes[name] { return type }
        let wanted = name.lowercased()
        let found = entityTypes.filter { key, _ in
            key.lowercased() == wanted || key.split(separator: ".").last?.lowercased() == wanted
        }
        return found.count == 1 ? found.first?.value : nil
    }

    /// How a language makes sentences; nil for English, and where no plugin says.
    func grammar(of language: String?) -> Grammar? {
        guard !grammars.isEmpty, let language else { return nil }
        return grammars[language] ?? grammars[String(language.prefix { $0 != "-" })]
    }

    func jobType(named name: String) -> (any Job.Type)? { jobTypes[name] }
    func commandSetType(named name: String) -> (any LastingCommandSet.Type)? { commandSetTypes[name] }
    func dialogueType(named name: String) -> (any Dialogue.Type)? { dialogueTypes[name] }

    // MARK: Layouts

    func layout(of entity: Entity, made: [SavedField]) -> FieldLayout {
        let key = ObjectIdentifier(type(of: entity))
        if let layout = layouts[key] { return layout }
        let layout = FieldLayout(of: entity, made: made)
        layouts[key] = layout
        return layout
    }

    // MARK: Stored classes

    func read(_ rows: [ClassRow]) {
        for row in rows {
            rowsByID[row.id] = row
            idsByName[row.name] = row.id
        }
    }

    /// The class to make for a stored class number, and whether it only stands in for one that is gone.
    func resolve(_ id: Int64) -> (type: Entity.Type, standIn: Bool, name: String) {
        guard let row = rowsByID[id] else { return (Object.self, true, "?") }
        if let type = entityTypes[row.name] { return (type, false, row.name) }
        for base in row.bases { if let type = entityTypes[base] { return (type, true, row.name) } }
        return (Object.self, true, row.name)
    }

    func storedName(_ id: Int64) -> String? { rowsByID[id]?.name }

    /// The number under which `type` is stored.
    func id(of type: Entity.Type) -> Int64 {
        let name = Self.name(of: type)
        let bases = Self.bases(of: type)
        if let id = idsByName[name] {
            if rowsByID[id]?.bases != bases { add(ClassRow(id: id, name: name, bases: bases)) }
            return id
        }
        let id = (rowsByID.keys.max() ?? 0) + 1
        add(ClassRow(id: id, name: name, bases: bases))
        return id
    }

    private func add(_ row: ClassRow) {
        read([row])
        newRows.append(row)
    }

    private static func bases(of type: Entity.Type) -> [String] {
        var bases: [String] = []
        var next: AnyClass? = _getSuperclass(type)
        while let base = next as? Entity.Type {
            bases.append(name(of: base))
            next = _getSuperclass(base)
        }
        return bases
    }
}
