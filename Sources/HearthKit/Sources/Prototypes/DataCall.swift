/// A call of a function by its name, as data has it: `weather("cold", 0.3)` in a prototype, a trigger, a world file.
nonisolated public struct DataCall: Hashable, Sendable {
    public var text: String

    public init(text: String) { self.text = text }

    /// What is wrong with the text of a call, as far as that can be seen without making it; nil for nothing.
    public static func problem(in text: String) -> String? {
        let name = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        let rest = text.dropFirst(name.count)
        guard !name.isEmpty, rest.hasPrefix("("), rest.hasSuffix(")") else {
            return "is \(StoredValue.string(text).words), expected a call such as \"roll(2, 6)\""
        }
        return nil
    }
}

@MainActor
extension DataCall {
    /// Whom a call is about.
    public struct Parties {
        /// What the data belongs to: the room of a trigger.
        public var object: Object?
        /// Who made it happen.
        public var actor: Object?

        public init(object: Object? = nil, actor: Object? = nil) { (self.object, self.actor) = (object, actor) }
    }

    /// Makes the call. Set by what finds functions by their names.
    public static var evaluator: (DataCall, Parties) throws -> StoredValue = { call, _ in
        throw DataProblem([], "nothing in this game can call \(call.text)")
    }

    static func evaluate(_ call: DataCall, for parties: Parties = Parties()) throws -> StoredValue {
        try evaluator(call, parties)
    }
}

/// Something wrong in data, and where in it: `fields`, `oil`.
nonisolated public struct DataProblem: Error, Hashable, Sendable, CustomStringConvertible {
    public var path: [String]
    public var message: String

    public init(_ path: [String], _ message: String) { (self.path, self.message) = (path, message) }

    public var description: String { path.isEmpty ? message : "'\(path.joined(separator: "."))' \(message)" }
}

/// All that is wrong in a piece of data. Never empty.
nonisolated public struct DataProblems: Error, Hashable, Sendable, CustomStringConvertible {
    public var problems: [DataProblem]

    public init(_ problems: [DataProblem]) { self.problems = problems }

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
