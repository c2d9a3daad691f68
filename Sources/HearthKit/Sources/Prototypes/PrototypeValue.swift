/// A value that a prototype gives to what is made from it: as it stands, or found anew each time.
///
/// In files and in the database it has one shape: `{ one of: [red, blue] }`, `{ random: [1, 6] }`,
/// `{ call: "roll(2, 6)" }`, `{ ref: quay }` for what a world file calls `quay`; all else is as it stands.
nonisolated public indirect enum PrototypeValue: Hashable, Sendable {
    case plain(StoredValue)
    case oneOf([PrototypeValue])
    /// Both ends count. Whole numbers, unless an end has decimals.
    case random(StoredValue, StoredValue)
    /// What a function says that is found by its name.
    case call(String)
    /// What the world files call so.
    case entry(String)
    case list([PrototypeValue])
    case map([String: PrototypeValue])

    /// Whether it may be another one each time.
    public var isComputed: Bool {
        switch self {
        case .plain, .entry: false
        case .oneOf, .random, .call: true
        case .list(let values): values.contains(where: \.isComputed)
        case .map(let values): values.values.contains(where: \.isComputed)
        }
    }
}

extension PrototypeValue {
    /// The calls in it, with the paths to them.
    func calls(at path: [String]) -> [(path: [String], call: DataCall)] {
        switch self {
        case .plain, .random, .entry: []
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
        case .list(let values): .list(values.map(\.data))
        case .map(let values): .map(values.mapValues(\.data))
        }
    }
}

// MARK: - What it comes to

extension PrototypeValue {
    /// The value for one object. Throws ``DataProblem``.
    func value(in world: World, using random: inout some RandomNumberGenerator) throws -> StoredValue {
        switch self {
        case .plain(let value): return value
        case .oneOf(let values):
            guard let chosen = values.randomElement(using: &random) else { return .null }
            return try chosen.value(in: world, using: &random)
        case .random(.int(let low), .int(let high)): return .int(Int64.random(in: low...high, using: &random))
        case .random(let low, let high):
            return .double(Double.random(in: (low.number ?? 0)...(high.number ?? 0), using: &random))
        case .call(let text):
            do { return try DataCall.evaluate(DataCall(text: text)) } catch let error as NativeError {
                throw DataProblem([], "\(error)")
            }
        case .entry(let key):
            guard let entity = world.worldEntry(key) else {
                throw DataProblem([], "nothing in the world has the key '\(key)'")
            }
            return .reference(entity.id)
        case .list(let values): return .list(try values.map { try $0.value(in: world, using: &random) })
        case .map(let values): return .map(try values.mapValues { try $0.value(in: world, using: &random) })
        }
    }
}

extension World {
    /// What a world file calls so: it is tagged `world:KEY`.
    public func worldEntry(_ key: String) -> Object? { tagged("world:\(key)", Object.self).first }
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
