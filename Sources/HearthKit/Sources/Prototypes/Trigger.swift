/// What happens by itself when something is done to an object, said in data:
/// `on: { enter: 'weather("cold", 0.3)', get: { do: say It is warm. }, look: { menu: pike } }`.
nonisolated public enum Trigger: Hashable, Sendable {
    /// Calls a function by its name.
    case call(DataCall)
    /// The object does what a line says, as a player would.
    case perform(String)
    /// Whoever did it is shown a menu of `GameData/menus`.
    case menu(String)

    /// When: after it was done, by whom it may be.
    public enum Moment: String, CaseIterable, Sendable {
        /// Something came into it, or left it.
        case enter, leave
        /// It was taken, put down, handed over.
        case get, drop, give
        /// Something was said where it is, or in it.
        case say
        /// Somebody looked at it.
        case look
        /// Somebody went through it.
        case traverse
    }
}

nonisolated extension Trigger {
    /// Throws ``DataProblem``.
    public init(_ data: StoredValue, at path: [String] = []) throws {
        switch data {
        case .string(let text):
            if let problem = DataCall.problem(in: text) {
                throw DataProblem(path, problem)
            }
            self = .call(DataCall(text: text))
        case .map(let map) where map.count == 1 && map["do"] != nil:
            guard let line = map["do"]?.asText, !line.trimmingSpaces.isEmpty else {
                throw DataProblem(path + ["do"], "is \((map["do"] ?? .null).words), expected a line to type")
            }
            self = .perform(line)
        case .map(let map) where map.count == 1 && map["menu"] != nil:
            guard let name = map["menu"]?.asText, !name.trimmingSpaces.isEmpty else {
                throw DataProblem(path + ["menu"], "is \((map["menu"] ?? .null).words), expected the name of a menu")
            }
            self = .menu(name)
        default:
            throw DataProblem(
                path, "is \(data.words), expected a call such as \"roll(2, 6)\", { do: a line } or { menu: its name }")
        }
    }

    public var data: StoredValue {
        switch self {
        case .call(let call): .string(call.text)
        case .perform(let line): .map(["do": .string(line)])
        case .menu(let name): .map(["menu": .string(name)])
        }
    }
}

extension Trigger {
    /// Why it could not run; nil when it can, as far as its text tells.
    public func problem(in world: World) -> String? {
        if case .call(let call) = self { call.problem(in: world, naming: DataCall.Parties.names) } else { nil }
    }
}

extension Object {
    /// Triggers that set one another off end here.
    private static let deepest = 8
    private static var depth = 0

    /// Runs what data says should happen then. Costs nothing where it says nothing.
    public final func fire(_ moment: Trigger.Moment, by actor: Object?) {
        guard !triggers.isEmpty, let trigger = triggers[moment], let game = Game.current else { return }
        let what = "\(self) on \(moment.rawValue)"
        guard Self.depth < Self.deepest else {
            return game.log(.warning, "\(what): triggers set one another off, given up after \(Self.deepest)")
        }
        Self.depth += 1
        defer { Self.depth -= 1 }
        switch trigger {
        case .perform(let line): perform(line)
        case .menu(let name):
            guard let session = actor?.sessions.first else { return }
            do { try session.begin(menu: name) } catch { game.log(.warning, "\(what): there is no menu '\(name)'") }
        case .call(let call):
            do {
                _ = try DataCall.evaluate(call, for: .init(object: self, actor: actor))
            } catch let refusal as Refusal {
                actor?.send(refusal.description)
            } catch {
                game.report(fault: "\(what): \(call.text): \(error)")
            }
        }
    }
}
