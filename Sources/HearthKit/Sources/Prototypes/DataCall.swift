/// A call of a native by its name, as data has it: `weather("cold", 0.3)` in a prototype, a trigger, a menu.
nonisolated public struct DataCall: Hashable, Sendable {
    public var text: String

    public init(text: String) { self.text = text }

    /// Why the text is no call, whatever it calls; nil when it is one.
    public static func problem(in text: String) -> String? {
        do { _ = try NativeCall(parsing: text) } catch {
            return "is \(StoredValue.string(text).words), expected a call such as \"roll(2, 6)\": \(error.problem)"
        }
        return nil
    }
}

@MainActor
extension DataCall {
    /// Whom a call is about.
    public struct Parties {
        /// What the data belongs to, the room of a trigger: `here` in the call.
        public var object: Object?
        /// Who made it happen: `me`.
        public var actor: Object?

        public init(object: Object? = nil, actor: Object? = nil) { (self.object, self.actor) = (object, actor) }

        /// What data of a moment may name.
        static let names: Set<String> = ["me", "here"]
    }

    /// Why the natives of a world's plugins cannot be called so, as far as the text tells; nil when they can.
    public func problem(in world: World, naming names: Set<String> = []) -> String? {
        do { try world.natives.check(NativeCall(parsing: text), names: names) } catch { return "\(error)" }
        return nil
    }

    /// Makes the call; a test may put something of its own here.
    public static var evaluator: (DataCall, Parties) throws -> StoredValue = callNative

    static let callNative: (DataCall, Parties) throws -> StoredValue = { call, parties in
        let context = NativeContext(me: parties.actor, here: parties.object)
        return try Natives.call(try NativeCall(parsing: call.text), in: context).stored
    }

    public static func evaluate(_ call: DataCall, for parties: Parties = Parties()) throws -> StoredValue {
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
