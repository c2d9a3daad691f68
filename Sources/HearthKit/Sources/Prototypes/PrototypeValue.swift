/// A value that a prototype gives to what is made from it: as it stands, or found anew each time.
///
/// In files and in the database it has one shape: `{ one of: [red, blue] }`, `{ random: [1, 6] }`,
/// `{ call: "roll(2, 6)" }`, `{ ref: quay }` for what a world file calls `quay`, `{ same as: fields.oil }` for what the
/// same thing has there; all else is as it stands.
nonisolated public indirect enum PrototypeValue: Hashable, Sendable {
    case plain(StoredValue)
    case oneOf([PrototypeValue])
    /// Both ends count. Whole numbers, unless an end has decimals.
    case random(StoredValue, StoredValue)
    /// What a function says that is found by its name.
    case call(String)
    /// What the world files call so.
    case entry(String)
    /// What the prototype gives the same thing elsewhere: found once, it is the same in both places.
    case same(Facet)
    case list([PrototypeValue])
    case map([String: PrototypeValue])

    /// Whether it may be another one each time.
    public var isComputed: Bool {
        switch self {
        case .plain, .entry: false
        case .oneOf, .random, .call, .same: true
        case .list(let values): values.contains(where: \.isComputed)
        case .map(let values): values.values.contains(where: \.isComputed)
        }
    }
}

extension PrototypeValue {
    /// What it is the same as, in all of its parts.
    nonisolated var references: [Facet] {
        switch self {
        case .plain, .random, .call, .entry: []
        case .same(let facet): [facet]
        case .oneOf(let values), .list(let values): values.flatMap(\.references)
        case .map(let values): values.values.flatMap(\.references)
        }
    }

    /// The calls in it, with the paths to them.
    func calls(at path: [String]) -> [(path: [String], call: DataCall)] {
        switch self {
        case .plain, .random, .entry, .same: []
        case .call(let text): [(path + ["call"], DataCall(text: text))]
        case .oneOf(let values):
            values.enumerated().flatMap { $1.calls(at: path + ["one of", "\($0 + 1)"]) }
        case .list(let values): values.enumerated().flatMap { $1.calls(at: path + ["\($0 + 1)"]) }
        case .map(let values): values.sorted { $0.key < $1.key }.flatMap { $1.calls(at: path + [$0]) }
        }
    }
}

// MARK: - Its shape as data

nonisolated extension PrototypeValue {
    /// Throws ``DataProblem``.
    public init(_ data: StoredValue, at path: [String] = []) throws {
        func wrong(_ found: StoredValue, _ expected: String, in key: String) -> DataProblem {
            DataProblem(path + [key], "is \(found.words), expected \(expected)")
        }
        switch data {
        case .map(let map) where map.count == 1 && map["one of"] != nil:
            guard case .list(let values)? = map["one of"], !values.isEmpty else {
                throw wrong(map["one of"] ?? .null, "a list of what to choose from", in: "one of")
            }
            self = .oneOf(try Self.read(values, path + ["one of"]))
        case .map(let map) where map.count == 1 && map["random"] != nil:
            guard case .list(let ends)? = map["random"], ends.count == 2, let low = ends[0].number,
                let high = ends[1].number, low <= high
            else { throw wrong(map["random"] ?? .null, "two numbers, the lower one first: [1, 6]", in: "random") }
            self = .random(ends[0], ends[1])
        case .map(let map) where map.count == 1 && map["call"] != nil:
            guard case .string(let text)? = map["call"] else {
                throw wrong(map["call"] ?? .null, "a call in quotes: \"roll(2, 6)\"", in: "call")
            }
            if let problem = DataCall.problem(in: text) { throw DataProblem(path + ["call"], problem) }
            self = .call(text)
        case .map(let map) where map.count == 1 && map["ref"] != nil:
            guard case .string(let key)? = map["ref"] else {
                throw wrong(map["ref"] ?? .null, "the key of something in the world files", in: "ref")
            }
            self = .entry(key)
        case .map(let map) where map.count == 1 && map["same as"] != nil:
            guard case .string(let text)? = map["same as"], let facet = Facet(path: text), facet.path == text else {
                throw wrong(map["same as"] ?? .null, "where it stands: name, text, fields.oil", in: "same as")
            }
            self = .same(facet)
        case .list(let values):
            let read = try Self.read(values, path)
            self = read.allSatisfy(\.isPlain) ? .plain(data) : .list(read)
        case .map(let map):
            let read = try Dictionary(
                uniqueKeysWithValues: map.map { ($0, try PrototypeValue($1, at: path + [$0])) })
            self = read.values.allSatisfy(\.isPlain) ? .plain(data) : .map(read)
        default: self = .plain(data)
        }
    }

    private static func read(_ values: [StoredValue], _ path: [String]) throws -> [PrototypeValue] {
        try values.enumerated().map { try PrototypeValue($1, at: path + ["\($0 + 1)"]) }
    }

    private var isPlain: Bool { if case .plain = self { true } else { false } }

    public var data: StoredValue {
        switch self {
        case .plain(let value): value
        case .oneOf(let values): .map(["one of": .list(values.map(\.data))])
        case .random(let low, let high): .map(["random": .list([low, high])])
        case .call(let text): .map(["call": .string(text)])
        case .entry(let key): .map(["ref": .string(key)])
        case .same(let facet): .map(["same as": .string(facet.path)])
        case .list(let values): .list(values.map(\.data))
        case .map(let values): .map(values.mapValues(\.data))
        }
    }
}

extension World {
    /// What a world file calls so: it is tagged `world:KEY`.
    public func worldEntry(_ key: String) -> Object? { tagged("world:\(key)", Object.self).first }

    /// A place as prototypes name it: by a world file's key, or by its number, `#12`.
    public func place(named name: String) -> Object? {
        name.hasPrefix("#") ? EntityID(name).flatMap { entity($0) as? Object } : worldEntry(name)
    }
}

extension Object {
    /// As prototypes name it.
    var placeName: String {
        let key = tags.filter { $0.hasPrefix("world:") }.min()
        return key.map { String($0.dropFirst("world:".count)) } ?? id.description
    }
}

nonisolated extension StoredValue {
    /// As a person is told what stands in data.
    public var words: String {
        switch self {
        case .null: "empty"
        case .string(let text): "\"\(text.count > 60 ? text.prefix(60) + "…" : text[...])\""
        case .list: "a list"
        case .map: "a map"
        default: description
        }
    }

    var number: Double? {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    /// A text; what was written without quotes and looks like a number or a Bool is one too.
    var asText: String? {
        switch self {
        case .string(let text): text
        case .int, .double, .bool: description
        default: nil
        }
    }
}
