/// Knows what each client has been told of what is published, and tells it what has changed.
///
/// It costs those nothing whose clients want no data: it looks only at who does, and then only when something near them
/// has changed. What it knows ends with its process: the next one tells everything again.
final class Publisher {
    /// A session whose client takes data.
    private final class Subscriber {
        let session: Session
        /// The places in `publications` of those that it takes.
        var wanted: [Int] = []
        /// What it was told last, by name of the publication, and of the variable.
        var told: [String: StoredValue] = [:]
        var toldVariables: [String: StoredValue] = [:]

        init(_ session: Session) { self.session = session }
    }

    private unowned let game: Game
    private(set) lazy var publications = game.world.classes.mostDerivedPublications.map { $0.init() }
    private var subscribers: [Subscriber] = []
    /// Sessions that are looked at whatever has changed.
    private var due: Set<UInt64> = []
    private var duePublications: Set<ObjectIdentifier> = []

    init(game: Game) { self.game = game }

    // MARK: Who

    /// A session began, or its client told something new.
    func clientChanged(_ session: Session) {
        let known = subscribers.firstIndex { $0.session === session }
        guard session.client.isStructured else {
            if let known { subscribers.remove(at: known) }
            return updateWorld()
        }
        let subscriber: Subscriber
        if let known {
            subscriber = subscribers[known]
        } else {
            subscriber = Subscriber(session)
            subscribers.append(subscriber)
        }
        subscriber.wanted = publications.indices.filter { session.client.takes(type(of: publications[$0]).name) }
        let names = Set(subscriber.wanted.map { type(of: publications[$0]).name })
        subscriber.told = subscriber.told.filter { names.contains($0.key) }
        due.insert(session.id)
        updateWorld()
    }

    func ended(_ session: Session) {
        guard !subscribers.isEmpty else { return }
        subscribers.removeAll { $0.session === session }
        due.remove(session.id)
        updateWorld()
    }

    /// Asks for all that the session may be told, at the end of the turn.
    func look(at session: Session) { due.insert(session.id) }

    /// It is told everything again: it has forgotten what it was told.
    func forget(_ session: Session) {
        guard let subscriber = subscribers.first(where: { $0.session === session }) else { return }
        (subscriber.told, subscriber.toldVariables) = ([:], [:])
        due.insert(session.id)
    }

    /// The variables of which the client is told; it has asked for other ones.
    func reportsChanged(of session: Session) {
        guard let subscriber = subscribers.first(where: { $0.session === session }) else { return }
        subscriber.toldVariables = subscriber.toldVariables.filter { session.reported.contains($0.key) }
        due.insert(session.id)
    }

    func changed(_ publication: Publication.Type) {
        guard !subscribers.isEmpty else { return }
        for known in publications where ClassRegistry.isKind(type(of: known), of: publication) {
            duePublications.insert(ObjectIdentifier(type(of: known)))
        }
    }

    /// Whether any client takes data.
    var hasSubscribers: Bool { !subscribers.isEmpty }

    private func updateWorld() { game.world.notesStirred = hasSubscribers }

    // MARK: At the end of a turn

    func publish() {
        guard !subscribers.isEmpty else { return }
        let world = game.world
        let hasChanges = !world.changedEntities.isEmpty || !world.stirred.isEmpty || !game.changedSessions.isEmpty
        guard hasChanges || !due.isEmpty || !duePublications.isEmpty else { return }
        let stirred = stirredPlaces()
        for subscriber in subscribers {
            let session = subscriber.session
            let near = [session.puppet?.id, session.puppet?.location?.id, session.account?.id]
            let isNear = near.contains { $0.map(stirred.contains) ?? false }
            let looksAtAll = due.contains(session.id) || session.isChanged || isNear
            guard looksAtAll || !duePublications.isEmpty else { continue }
            tell(subscriber, looksAtAll: looksAtAll)
        }
        due.removeAll(keepingCapacity: true)
        duePublications.removeAll(keepingCapacity: true)
    }

    /// What has changed, and where something has changed.
    private func stirredPlaces() -> Set<EntityID> {
        let world = game.world
        var places = world.stirred
        world.stirred.removeAll(keepingCapacity: true)
        for entity in world.changedEntities {
            places.insert(entity.id)
            if let place = (entity as? Object)?.location { places.insert(place.id) }
        }
        return places
    }

    private func tell(_ subscriber: Subscriber, looksAtAll: Bool) {
        let session = subscriber.session
        let reportsAny = !session.reported.isEmpty && session.client.takes(MSDP.name)
        for (index, publication) in publications.enumerated() {
            let kind = type(of: publication)
            guard looksAtAll || duePublications.contains(ObjectIdentifier(kind)) else { continue }
            let isWanted = subscriber.wanted.contains(index)
            guard isWanted || reportsAny, let value = value(of: publication, for: session) else { continue }
            if isWanted, subscriber.told[kind.name] != value {
                for message in publication.messages(from: subscriber.told[kind.name], to: value) {
                    session.send(message)
                }
                subscriber.told[kind.name] = value
            }
            if reportsAny { report(publication.variables(of: value), to: subscriber) }
        }
    }

    private func report(_ variables: [String: StoredValue], to subscriber: Subscriber) {
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) {
            guard subscriber.session.reported.contains(name), subscriber.toldVariables[name] != value else { continue }
            subscriber.toldVariables[name] = value
            subscriber.session.send(.msdp([name: value]))
        }
    }

    private func value(of publication: Publication, for session: Session) -> StoredValue? {
        let code = game.codeName(type(of: publication))
        guard !game.outOfOrder.contains(code) else { return nil }
        game.willRunAtEnd("(\(type(of: publication).name))", who: session.address)
        game.willEnter(code)
        guard let value = publication.value(for: session), value != .null else { return nil }
        return value
    }

    /// All variables that there are for a session now; see ``MSDP``.
    func variables(for session: Session) -> [String: StoredValue] {
        var all: [String: StoredValue] = [:]
        for publication in publications {
            guard let value = value(of: publication, for: session) else { continue }
            all.merge(publication.variables(of: value)) { $1 }
        }
        return all
    }

    /// The names of all variables that a session may be told of, now or when it has more to tell.
    func variableNames(for session: Session) -> [String] {
        var names: Set<String> = []
        for publication in publications {
            if let value = value(of: publication, for: session) {
                names.formUnion(publication.variables(of: value).keys)
            } else {
                names.formUnion(type(of: publication).variableNames)
            }
        }
        return names.sorted()
    }
}
