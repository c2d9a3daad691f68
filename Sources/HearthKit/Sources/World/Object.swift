/// Something in the world: a thing, and the class above ``Character``, ``Room`` and ``Exit``.
open class Object: Entity {
    /// What one sees when looking at it. Markup allowed, and calls of functions; see ``InlineText``.
    public final var text = "" { didSet { changed("text") } }
    /// Where it goes when the place it is in ends.
    public final var home: Object? {
        get { homeReference?.target }
        set {
            homeReference = newValue.map { Ref($0) }
            changed("home")
        }
    }
    private final var homeReference: Ref<Object>?

    /// What data says should happen when something is done to it.
    public final var triggers: [Trigger.Moment: Trigger] = [:] { didSet { changed() } }

    /// Where it is.
    public final private(set) var location: Object?
    /// What is in it, in the order in which it came.
    public final private(set) var contents: [Object] = []
    /// The ways out of it, in the order in which they came: each line that a player types is held against them.
    public final private(set) var exits: [Exit] = []
    final private(set) var arrival: Int64 = 0

    /// Who sees through it now.
    public final internal(set) var sessions: [Session] = []

    // MARK: Hooks, in pairs: the one before may refuse by throwing a ``Refusal``

    /// Before it moves.
    open func willMove(to place: Object, by reason: MoveReason) throws {}
    /// After it moved.
    open func didMove(from place: Object?, by reason: MoveReason) {}
    /// Before something in it leaves.
    open func willRelease(_ thing: Object, to place: Object, by reason: MoveReason) throws {}
    open func didRelease(_ thing: Object, to place: Object, by reason: MoveReason) {}
    /// Before something comes in.
    open func willReceive(_ thing: Object, from place: Object?, by reason: MoveReason) throws {}
    open func didReceive(_ thing: Object, from place: Object?, by reason: MoveReason) {}
    /// Before a session gets to see through it.
    open func willPuppet(by session: Session) throws {}
    open func didPuppet(by session: Session) {}
    open func willUnpuppet(by session: Session) {}
    open func didUnpuppet(by session: Session) {}
    /// Tells those in `place` that it leaves by `exit`.
    open func announceLeaving(_ place: Object, by exit: Exit, to destination: Object) {
        place.announce(.leavesBy, from: self, ["exit": exit, "there": destination])
    }
    /// Tells those where it is now that it came, on foot.
    open func announceArriving(from place: Object?) {
        guard let location else { return }
        location.announce(.arrivesFrom, from: self, ["there": place ?? location], toSelf: false)
    }
    /// Before it says something, as typed. Throw a ``Refusal`` to stop it, or hand back other words.
    open func willSay(_ text: String, _ kind: Speech.Kind) throws -> String { text }
    /// What it hears of something that is said or shown where it is: the words as they were typed, or others, to one who
    /// does not know the language. Throw to have it hear nothing.
    open func willHear(_ speech: Speech) throws -> String { speech.text }
    /// Something was said or done where it is, in the words that it heard. What makes a guard turn its head.
    open func didHear(_ speech: Speech) {}

    // MARK: Commands

    /// Commands that it gives now; by itself those of its class, ``Entity/commands``. Asked with each line that is typed
    /// near it, so that it may depend on anything.
    open var commands: CommandSet { layout.commands }

    // MARK: Looks

    /// Its name as `looker` sees it.
    open func name(for looker: Object?) -> String { name }
    /// Its name where `looker` sees it among others: with its number behind it for those who build.
    public final func shownName(to looker: Object) -> String {
        looker.seesNumbers ? "\(name(for: looker))(\(id))" : name(for: looker)
    }
    /// The text of it, without its name and contents. What the README's lantern overrides.
    open func describe(to looker: Object) -> String {
        InlineCalls.expand(text, in: NativeContext(me: looker, here: self), of: self)
    }
    /// Whether `looker` sees it among the contents of a place, and finds it by its name: if the locks `view` and
    /// `search` let them. A way that nobody sees is still there for those who know its name.
    open func isVisible(to looker: Object) -> Bool {
        !hidesBehindLocks || allows("view", by: looker) && allows("search", by: looker)
    }
    /// A line above its text in a look at it, and one below all else; empty for none. What hangs over a whole area: the
    /// weather, the time of day.
    open func header(for looker: Object) -> String { "" }
    open func footer(for looker: Object) -> String { "" }
    /// Everything that a look at it shows.
    open func appearance(to looker: Object) -> String { Appearance.of(self, to: looker) }

    /// He, she, they or it.
    open var pronouns: Pronouns { .it }

    // MARK: Places

    /// Puts it there without asking and without telling anybody.
    public final func place(in place: Object?) {
        leave()
        arrival = world.nextArrival
        world.nextArrival += 1
        enter(place)
        changed("location")
    }

    private final func enter(_ place: Object?) {
        location = place
        if world.notesStirred, let place { world.stirred.insert(place.id) }
        place?.contents.append(self)
        if let exit = self as? Exit { place?.exits.append(exit) }
    }

    final func leave() {
        guard let old = location else { return }
        if world.notesStirred { world.stirred.insert(old.id) }
        if let index = old.contents.firstIndex(where: { $0 === self }) { old.contents.remove(at: index) }
        if !old.exits.isEmpty { old.exits.removeAll { $0 === self } }
        location = nil
    }

    final func restore(place: Object?, arrival: Int64) {
        leave()
        self.arrival = arrival
        enter(place)
    }

    final func sortContents() {
        contents.sort { $0.arrival < $1.arrival }
        exits.sort { $0.arrival < $1.arrival }
    }

    // MARK: Rows

    override final func storeExtras(_ add: (String, StoredValue) -> Void) {
        if !text.isEmpty { add(".text", .string(text)) }
        if let homeReference { add(".home", homeReference.stored) }
        if !triggers.isEmpty {
            add(".on", .map(Dictionary(uniqueKeysWithValues: triggers.map { ($0.rawValue, $1.data) })))
        }
    }

    override final func forgetExtras() {
        if !text.isEmpty { text = "" }
        if !triggers.isEmpty { triggers = [:] }
        homeReference = nil
    }

    override final func restoreExtra(_ key: String, _ value: StoredValue) -> Bool {
        switch (key, value) {
        case (".text", .string(let text)): self.text = text
        case (".home", .reference(let id)): homeReference = Ref(id: id)
        case (".on", .map(let map)):
            triggers = [:]
            for (name, data) in map {
                if let moment = Trigger.Moment(rawValue: name) { triggers[moment] = try? Trigger(data) }
            }
        default: return false
        }
        return true
    }
}

/// Why something moves, for the hooks that want to know.
nonisolated public struct MoveReason: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let walk = MoveReason(rawValue: "walk")
    public static let teleport = MoveReason(rawValue: "teleport")
    public static let get = MoveReason(rawValue: "get")
    public static let drop = MoveReason(rawValue: "drop")
    public static let give = MoveReason(rawValue: "give")
    public static let other = MoveReason(rawValue: "other")
}

extension Object {
    /// Moves it, asking every hook first: itself, what it leaves, what it enters. Throws the first ``Refusal``.
    public final func move(to place: Object, by reason: MoveReason = .other) throws {
        guard place !== self, !place.isInside(self) else { throw Refusal(.insideItself) }
        let old = location
        try mustWork("willMove")
        try willMove(to: place, by: reason)
        try old?.mustWork("willRelease")
        try old?.willRelease(self, to: place, by: reason)
        try place.mustWork("willReceive")
        try place.willReceive(self, from: old, by: reason)
        guard !isDeleted, !place.isDeleted else { throw Refusal(.goneNow) }
        self.place(in: place)
        if let old, old.works("didRelease") { old.didRelease(self, to: place, by: reason) }
        if place.works("didReceive") { place.didReceive(self, from: old, by: reason) }
        if works("didMove") { didMove(from: old, by: reason) }
        old?.fire(.leave, by: self)
        place.fire(.enter, by: self)
        switch reason {
        case .get: fire(.get, by: place)
        case .drop: fire(.drop, by: old)
        case .give: fire(.give, by: place)
        default: break
        }
    }

    /// What is in it of one kind: `room.contents(of: Lantern.self)`.
    public final func contents<T: Object>(of type: T.Type) -> [T] { contents.compactMap { $0 as? T } }

    /// The first thing of a kind that is in it: `caller.first(OilCan.self)`.
    public final func first<T: Object>(_ type: T.Type) -> T? { contents.lazy.compactMap { $0 as? T }.first }

    /// Does what a line says, as a player would: `keeper.perform("say The lamp is dark.")`. Nobody is told of a refusal.
    public final func perform(_ line: String) {
        Game.current?.execute(line, session: nil, account: nil, puppet: self)
    }

    /// Whether it is in `container`, at any depth.
    public final func isInside(_ container: Object) -> Bool {
        var next = location
        while let place = next {
            if place === container { return true }
            next = place.location
        }
        return false
    }

    /// The place at the end of the chain of locations: usually the room.
    public final var room: Object? {
        var next = location
        while let place = next, let outer = place.location { next = outer }
        return next
    }
}
