// Something that has come to be of another class: by a builder's word, which takes effect with the next reload, or by
// another `class:` in a world file. What the new class wants done with what it was not made as, it is told once.

/// Kept with an entity until its new class has been told.
struct Becoming: Equatable {
    /// `Plugin.Class`, as it was.
    var from: String
    /// Whether it is to begin as if it had just been made.
    var startsOver = false

    init(from: String, startsOver: Bool) { (self.from, self.startsOver) = (from, startsOver) }

    init?(_ stored: StoredValue) {
        guard case .map(let parts) = stored, case .string(let from)? = parts["from"] else { return nil }
        self.from = from
        startsOver = parts["startsOver"] == .bool(true)
    }

    var stored: StoredValue { .map(["from": .string(from), "startsOver": .bool(startsOver)]) }
}

extension Entity {
    /// Has it be of another class from the next time that the world is read: the next reload. Until then it is what it
    /// was. All that is stored of it stays. In the first turn after that it is told: ``didBecome(from:)``.
    ///
    /// - Parameter startsOver: whether ``created()`` of the new class runs then too.
    public final func becomes(_ type: Entity.Type, startsOver: Bool = false) {
        let new = world.classes.id(of: type)
        guard new != classID || startsOver else { return }
        // What it was when it was last told, however often somebody changes their mind before the reload.
        let before = extras?.becoming?.from ?? ClassRegistry.name(of: Swift.type(of: self))
        classID = new
        ownExtras.becoming = Becoming(from: before, startsOver: startsOver)
        changed()
    }

    /// It is an instance of its new class already.
    final func became(from old: Entity.Type) {
        ownExtras.becoming = Becoming(from: ClassRegistry.name(of: old), startsOver: false)
        world.becoming.insert(id)
        changed()
    }

    /// The class under which it is stored: not its own when that is gone, or when it ``becomes(_:startsOver:)`` another.
    public final var storedClassName: String { world.classes.storedName(classID) ?? ClassRegistry.name(of: type(of: self)) }

    /// Runs ``created()`` anew, at once: for what is older than the code that now says what it begins with. All that is
    /// stored of it stays.
    public final func startOver() {
        if works("created") { created() }
    }
}

extension Game {
    /// Tells those who are what they were not. One whose class has no code waits until a reload brings that.
    func tellBecoming() {
        guard !world.becoming.isEmpty else { return }
        for id in world.becoming.sorted() {
            guard let entity = world.entity(id), let becoming = entity.extras?.becoming,
                entity.storedClassName == ClassRegistry.name(of: type(of: entity))
            else { continue }
            entity.extras?.becoming = nil
            entity.changed()
            willRunAtEnd("didBecome", who: entity.description)
            willEnter(codeName(type(of: entity)))
            if becoming.startsOver { entity.startOver() }
            // Who was set back to the class that it had all along has not become anything.
            let isOther = becoming.from != entity.storedClassName
            if isOther, entity.works("didBecome") { entity.didBecome(from: becoming.from) }
        }
        world.becoming.removeAll()
    }
}
