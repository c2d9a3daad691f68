/// Anything that is stored: the class above ``Object``, ``Account`` and ``Script``.
///
/// An entity exists once: two references to `#12` are the same instance. Make one with
/// ``Creatable/create(_:in:setup:)``; end it with ``delete()``.
open class Entity: Creatable {
    public final let id: EntityID
    public final unowned let world: World
    /// The saved properties, in the order of the layout's names.
    final private(set) var fields: [SavedField] = []
    final private(set) var layout = FieldLayout.empty

    /// What it is called. Articles belong to it: "a brass lantern".
    public final var name = "" { didSet { if name != oldValue { renamed(from: oldValue) } } }
    /// Other names that players may use.
    public final var aliases: [String] = [] { didSet { changed("aliases") } }
    /// Words to find it by, `category:tag` or plain.
    public final var tags: Set<String> = [] { didSet { if tags != oldValue { retagged(from: oldValue) } } }
    /// Who may do what with it; over ``defaultLocks``.
    public final var locks: Locks = "" {
        didSet {
            changed("locks")
            lookAtGiving()
        }
    }
    /// `Builder`, `Admin`, … and permissions of the game's own.
    public final var permissions: [String] = [] { didSet { permissionsChanged() } }
    /// Values that builders give it while the game runs; game code declares ``Saved`` properties instead.
    public final var attributes: [String: StoredValue] = [:] { didSet { changed("attributes") } }

    /// Sets of commands that were put on it, by their types' names; see ``LastingCommandSet``.
    public internal(set) final var commandSets: [String] = [] {
        didSet {
            changed("commandSets")
            lookAtGiving()
        }
    }
    /// Whether the commands of its class are all that it gives, and anybody has them: each line that is typed near it
    /// asks, and this is one question for three.
    final var givesPlainly: Bool { isPlain }
    /// Private, as nobody need then look whether another writes it meanwhile.
    final private var isPlain = true

    private func lookAtGiving() {
        // Most things have no locks, and a world has many things.
        let isLocked = !locks.isEmpty || !layout.defaultLocks.isEmpty
        isPlain = commandSets.isEmpty && !isLocked
        hidesBehindLocks = isLocked && (deciding("view").decide("view") || deciding("search").decide("search"))
    }

    /// Whether a lock says who sees it. Each look at a place asks this of all that is there, and of few things more.
    final private(set) var hidesBehindLocks = false

    /// Its player's own words for things; see ``Nick``.
    public final var nicks: [Nick] = [] { didSet { changed("nicks") } }

    /// True once it was deleted. It is then in no place and is never stored again.
    public final internal(set) var isDeleted = false
    /// Stored fields that no property of the code as it is now claims. They are kept.
    public final internal(set) var unclaimed: [String: StoredValue] = [:]
    /// The row of ``ClassRow`` it is stored as: another class than its own while that one is gone.
    final var classID: Int64 = 0
    final var isChanged = false
    /// What few entities have: a heartbeat, cooldowns, those who watch it.
    final var extras: EntityExtras?

    /// Called by the world alone. A subclass that needs an initialiser of its own overrides this one.
    public required init(_ birth: Birth) {
        id = birth.id
        world = birth.world
        layout = world.classes.layout(of: self, made: birth.fields)
        fields = layout.fields(of: self, made: birth.fields)
        for field in fields { field.owner = self }
        lookAtGiving()
    }

    /// Ties plugins to this build of the kit; see ``KitBuild``.
    open func builtFor(_: any KitBuild) {}

    // MARK: Hooks

    /// Called once in its life, after `setup`, in the turn in which it is created.
    open func created() {}
    /// It is of another class than it was, `Plugin.Class`: it was ``created()`` as that. Once, in the first turn that it
    /// is an instance of this one: here begins what the new class would have begun with.
    open func didBecome(from className: String) {}
    /// After it was made like another.
    open func didCopy(from original: Entity) {}
    /// After it was given another name.
    open func didRename(from old: String) {}
    /// Before it is deleted. Throw a ``Refusal`` to keep it.
    open func willDelete() throws {}
    /// The last thing that happens to it.
    open func didDelete() {}
    /// Each time that its ``heartbeat`` comes round.
    open func tick() {}
    /// Something changed of an entity that it has begun to ``watch(_:)``: a saved property by its name, or `name`,
    /// `aliases`, `tags`, `locks`, `permissions`, `attributes`, `text`, `home`, `location`. Called at the end of the
    /// turn, once for each property however often it changed.
    open func didNotice(_ property: String, of entity: Entity) {}

    /// Locks that each instance has unless its own say otherwise.
    open class var defaultLocks: Locks { "" }
    /// Commands that each of the class gives to those who carry it or are where it is; those of a character that is a
    /// player's are that player's alone. The lock `call` says who may have them, superusers too. Asked once; what changes
    /// is for ``Object/commands`` to say.
    open class var commands: CommandSet { .none }
    /// Former names of the class, as `Plugin.Class`: entities stored under them are found again.
    open class var formerly: [String] { [] }
    /// What a stored value that no longer fits `field` becomes; nil when there is no way.
    /// Without a way the reload is refused, naming class and field.
    open class func convert(_ field: String, from value: StoredValue) -> StoredValue? { nil }

    // MARK: Changing

    /// Marks it to be written with this turn.
    public final func changed() {
        guard !isChanged, !isDeleted, world.recordsChanges else { return }
        isChanged = true
        world.changedEntities.append(self)
    }

    private func permissionsChanged() {
        changed("permissions")
        (self as? Account)?.rightsChanged()
    }

    /// Marks it, and tells those who watch it.
    final func changed(_ property: String) {
        changed()
        if let extras, !extras.watchers.isEmpty { world.note(property, of: self) }
    }

    final func changed(_ field: SavedField) {
        changed()
        guard let extras, !extras.watchers.isEmpty, let position = fields.firstIndex(where: { $0 === field }) else {
            return
        }
        world.note(layout.names[position], of: self)
    }

    private func renamed(from old: String) {
        world.renamed(self, from: old)
        changed("name")
        if !old.isEmpty, world.recordsChanges, works("didRename") { didRename(from: old) }
    }

    private func retagged(from old: Set<String>) {
        world.retagged(self, from: old)
        changed("tags")
    }

    /// Ends it: throws the ``Refusal`` of ``willDelete()``. What is in it goes home; with a room end the ways in it and
    /// those that lead to it, and what belongs nowhere else goes where characters begin.
    public final func delete() throws {
        guard !isDeleted else { return }
        try mustWork("willDelete")
        try willDelete()
        Game.current?.tell("willDelete") { $0.willDelete(self) }
        let people = (self as? Object)?.contents.filter { !$0.sessions.isEmpty } ?? []
        if let room = self as? Room { world.endWays(of: room) }
        world.remove(self)
        for person in people where !person.isDeleted && person.location != nil {
            person.send(.placeIsGone, ["place": name])
            person.look()
        }
        if works("didDelete") { didDelete() }
    }

    /// The world no longer has it.
    func didLeaveWorld() {}
    /// The last step of its making: its hook, and those of the game.
    public final func finishCreation() {
        if works("created") { created() }
        Game.current?.tell("didCreate") { $0.didCreate(self) }
    }

    // What a subclass of the kit's keeps beside saved properties, under names that begin with a dot.
    func storeExtras(_ add: (String, StoredValue) -> Void) {}
    func restoreExtra(_ key: String, _ value: StoredValue) -> Bool { false }
    func forgetExtras() {}

    /// Whether `accessor` may do `access` with it ("get", "edit", "traverse", …).
    ///
    /// - Parameters:
    ///   - open: the answer where no lock speaks of it; without one that of ``isOpen(_:to:)``.
    ///   - superuserPasses: false where a rule for nobody is to hold a superuser too.
    public final func allows(
        _ access: String, by accessor: any LockSubject, default open: Bool? = nil, superuserPasses: Bool = true
    ) -> Bool {
        let rules = deciding(access)
        let isOpen = rules.decide(access) ? false : open ?? self.isOpen(access, to: accessor)
        return rules.check(
            access, accessor: accessor, accessed: self, default: isOpen, superuserPasses: superuserPasses)
    }

    /// Its own locks where they speak of an access, else those of its class.
    final func deciding(_ access: String) -> Locks { locks.decide(access) ? locks : layout.defaultLocks }

    /// What a type of access comes to where no lock speaks of it: as in the table ``AccessType/standard``, and closed
    /// where that has none.
    open func isOpen(_ access: String, to accessor: any LockSubject) -> Bool { AccessType.standard[access] ?? false }
}

/// Lets every entity class be created by name: `Lantern.create("a lantern", in: hall) { $0.oil = 50 }`.
public protocol Creatable {}

extension Creatable where Self: Entity {
    /// Makes a new entity, in this turn, and calls ``Entity/created()``.
    @discardableResult
    public static func create(_ name: String, in place: Object? = nil, setup: (Self) -> Void = { _ in }) -> Self {
        let entity = World.current.make(self)  // not Self.self: the class may be known only now
        entity.name = name
        if let object = entity as? Object { object.place(in: place) }
        setup(entity)
        entity.finishCreation()
        return entity
    }
}

extension Entity: Hashable {
    public nonisolated static func == (a: Entity, b: Entity) -> Bool { a === b }
    public nonisolated func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension Entity: Storable {
    public var stored: StoredValue { isDeleted ? .null : .reference(id) }
    public var isGone: Bool { isDeleted }
    public static var mayBeGone: Bool { true }
    public static func restored(from value: StoredValue) throws -> Self {
        guard case .reference(let id) = value else { throw NotStored(expected: "an entity", found: value) }
        guard let entity = World.current.entity(id) as? Self else {
            throw NotStored(expected: "a \(self)", found: value)
        }
        return entity
    }
}

extension Entity: CustomStringConvertible {
    public nonisolated var description: String {
        MainActor.assumeIsolated { "\(name)(\(id))" }
    }
}
