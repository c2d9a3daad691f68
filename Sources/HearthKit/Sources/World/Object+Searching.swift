// How players name things, and what comes of it.

extension Object {
    /// The one thing that `typed` names, among what the searcher carries and what is where it is.
    ///
    /// Understands names and their beginnings, "2.sword", "second sword", "2. a red sword" as choices are listed,
    /// "my sword", "me", "here", "*ann" for who plays Ann and, for builders, "#12". When several fit equally the player
    /// is asked which one.
    ///
    /// - Parameters:
    ///   - type: what it must be; others are not looked at unless nothing else fits.
    ///   - places: where to look; without it in its hands and around it.
    ///   - missing: what the player reads when there is none, with `{what}` for what was typed.
    /// - Throws: ``Refusal`` with what the player should read.
    public final func search<T: Object>(
        _ typed: String, for type: T.Type = Object.self, in places: [Object]? = nil, missing: TextKey = .notFound
    ) throws -> T {
        let phrase = SearchPhrase(unnicked(typed, .object))
        guard !phrase.text.isEmpty else { throw Refusal(.whatFor) }
        let fitting = candidates(phrase, in: places, as: type)
        guard !fitting.isEmpty else {
            if let other = candidates(phrase, in: places, as: Object.self).first {
                throw Refusal(.wrongKind, ["what": English.capitalized(other.name(for: self))])
            }
            throw Refusal(missing, ["what": Markup.escape(phrase.text)])
        }
        if let ordinal = phrase.ordinal {
            if ordinal <= fitting.count { return fitting[ordinal - 1] }
            // The number may be that of a list of which this is one of several names: then the name says which it is.
            guard phrase.isListed, case .name(let name) = phrase.target,
                let whole = fitting.first(where: { isWhole(name, of: $0) })
            else { throw Refusal(missing, ["what": Markup.escape(phrase.text)]) }
            return whole
        }
        // Things of one name are as good as each other.
        if fitting.count == 1 || Set(fitting.map { $0.name(for: self) }).count == 1 { return fitting[0] }
        let choices = fitting.enumerated().map { "\($0.offset + 1). \($0.element.shownName(to: self))" }
        var word = phrase.text
        if !phrase.isMine, case .name(let name) = phrase.target { word = name }
        throw Refusal(
            .whichOneNumbered, ["choices": choices.joined(separator: ", "), "what": Markup.escape(word)])
    }

    /// Whether a name is written as it is read, its article included. Case, accents and colour make no difference.
    private func isWhole(_ name: String, of thing: Object) -> Bool {
        TextFolding.fold(name) == TextFolding.fold(Markup.strip(thing.name(for: self)))
    }

    /// All things that `typed` names: "all", "all swords", "3 apples", or one. Empty only when "all" is nothing.
    public final func searchAll<T: Object>(
        _ typed: String, for type: T.Type = Object.self, in places: [Object]? = nil, missing: TextKey = .notFound
    ) throws -> [T] {
        let phrase = SearchPhrase(unnicked(typed, .object))
        guard phrase.isAll || phrase.count != nil else {
            return [try search(typed, for: type, in: places, missing: missing)]
        }
        let found = candidates(phrase, in: places, as: type)
        if found.isEmpty, phrase.target != .everything {
            throw Refusal(missing, ["what": Markup.escape(phrase.text)])
        }
        return phrase.count.map { Array(found.prefix($0)) } ?? found
    }

    /// Those of the type that the phrase names; what is of another type is in nobody's way.
    private func candidates<T: Object>(_ phrase: SearchPhrase, in places: [Object]?, as type: T.Type) -> [T] {
        var around: [T] = []
        if let places {
            for place in places { around += place.contents(of: type) }
        } else {
            around = contents(of: type)
            if !phrase.isMine, let location { around += location.contents(of: type).filter { $0 !== self } }
        }
        switch phrase.target {
        case .me: return places == nil ? [self as? T].compactMap(\.self) : []
        case .here: return places == nil ? [location as? T].compactMap(\.self) : []
        case .everything: return around.filter { !($0 is Exit) && $0.isVisible(to: self) }
        case .id(let number):
            guard seesNumbers, let object = world.entity(EntityID(rawValue: Int64(number))) as? T else {
                return []
            }
            return [object]
        case .account(let name):
            let played = world.account(named: name)?.sessions.compactMap { $0.puppet as? T } ?? []
            if seesNumbers { return played }
            // Who is elsewhere is nobody that others could reach by a name.
            return played.filter { one in
                one === self || one.isVisible(to: self) && around.contains { $0 === one }
            }
        case .name(let name):
            // A name that reads like a phrase is a name first.
            let whole = matches(NameQuery(phrase.text), in: around)
            guard whole.isEmpty, name != phrase.text else { return whole }
            let found = matches(NameQuery(name), in: around)
            guard found.isEmpty, phrase.isAll || phrase.count != nil else { return found }
            return matches(NameQuery(name), in: around, asPlural: true)
        }
    }

    /// Those that fit best, in the order in which they stand there.
    private func matches<T: Object>(_ query: NameQuery, in around: [T], asPlural: Bool = false) -> [T] {
        var best: NameMatch?
        var found: [T] = []
        for thing in around {
            var names = (name: thing.name(for: self), aliases: thing.aliases)
            if asPlural {
                names.name = English.plural(Appearance.withoutArticle(names.name))
                names.aliases = names.aliases.map { English.plural($0) }
            }
            guard let match = query.match(names.name, aliases: names.aliases), thing.isVisible(to: self)
            else { continue }
            if let current = best {
                if match < current { continue }
                if match > current { found.removeAll() }
            }
            best = match
            found.append(thing)
        }
        return found
    }

    private static let builders: Locks = "number: perm(Builder)"

    /// Whether it is shown numbers behind names, and may name by them: those who build, unless they are quelled.
    public final var seesNumbers: Bool { Self.builders.check("number", accessor: self, accessed: nil) }
}
