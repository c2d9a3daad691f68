import HearthKit

/// What happens by itself when something is done to an object.
open class SetTriggers: BuildingCommand {
    open override class var key: String { "trigger" }
    open override class var aliases: [String] { ["triggers"] }
    open override class var switches: [String] { ["del", "try"] }
    open override class var help: String {
        """
        Usage: trigger <thing>
               trigger <thing> = <moment>: <what>
               trigger/del <thing> = <moment>
               trigger/try <thing> = <moment>
        Shows, sets or takes away what happens by itself when something is done to an object, one thing for each
        moment: \(Trigger.Moment.allCases.map(\.rawValue).joined(separator: ", ")) (enter and leave are of what comes
        into it; say is said where it is, or in it). <what> is a function to call, a line that the object does as if it
        had typed it, or a menu of GameData/menus that whoever did it is shown:
          |wtrigger chapel = enter: weather("cold", 0.3)|n
          |wtrigger lamp = get: do say It is warm.|n
          |wtrigger counter = look: menu pike|n
        |wnatives|n lists the functions; |wme|n in a call is who did it, |where|n the object. /try has it happen now, as
        if you had done it.
        """
    }

    open override func run() async throws {
        let object = try object(lhs)
        if has("try") { return try fire(try moment(try required(rhs)), of: object) }
        if let rhs {
            try mustBeAllowed(object)
            if has("del") {
                let moment = try moment(rhs)
                guard object.triggers.removeValue(forKey: moment) != nil else {
                    throw Refusal(.triggerNone, ["name": object.description, "moment": moment.rawValue])
                }
            } else if let remark = try builder.addTrigger(rhs, to: object) {
                tell(remark)
            }
        } else if has("del") {
            throw usage
        }
        show(object)
    }

    private func show(_ object: Object) {
        guard !object.triggers.isEmpty else { return tell(.triggersNone, ["name": object.description]) }
        tell(.triggersAre, ["name": object.description])
        for line in object.triggerLines { tell("  \(Markup.escape(line))") }
    }

    private func moment(_ typed: String) throws -> Trigger.Moment { try Builder.moment(typed) }

    private func fire(_ moment: Trigger.Moment, of object: Object) throws {
        try mustBeAllowed(object)
        guard let trigger = object.triggers[moment] else {
            throw Refusal(.triggerNone, ["name": object.description, "moment": moment.rawValue])
        }
        if let problem = trigger.problem(in: world) {
            throw Refusal(.nativeProblem, ["problem": Markup.escape(problem)])
        }
        object.fire(moment, by: caller)
        tell(.triggerTried, ["name": object.description, "moment": moment.rawValue])
    }
}

extension Builder {
    /// A moment by its name. Throws a ``Refusal`` with those that there are.
    static func moment(_ typed: some StringProtocol) throws -> Trigger.Moment {
        guard let moment = Trigger.Moment(rawValue: typed.trimmingSpaces.lowercased()) else {
            let all = Trigger.Moment.allCases.map(\.rawValue)
            throw Refusal(.triggerMoment, ["moment": Markup.escape(String(typed)), "all": English.list(all, and: "or")])
        }
        return moment
    }

    /// Sets what is typed as `get: do say It is warm.` Gives back what a builder should know of it.
    /// Throws a ``Refusal``.
    func addTrigger(_ typed: String, to object: Object) throws -> String? {
        guard let colon = typed.firstIndex(of: ":") else { throw Refusal(.triggerHow) }
        let moment = try Self.moment(typed[..<colon])
        let what = String(typed[typed.index(after: colon)...].trimmingSpaces)
        let trigger: Trigger
        do { trigger = try Trigger(typed: what) } catch let problem as DataProblem {
            // The message of a call that cannot be read is a whole sentence.
            let message = problem.message.hasSuffix(".") ? String(problem.message.dropLast()) : problem.message
            // What looks like no call was meant as a line to type.
            let isLine = problem.path.isEmpty && what.prefixMatch(of: /\w[^(]*$|\w+ [^(]/) != nil
            throw Refusal(
                isLine ? .triggerBadLine : .triggerBad,
                ["problem": Markup.escape(message), "line": Markup.escape(what)])
        }
        object.triggers[moment] = trigger
        let texts = object.world.texts
        if let problem = trigger.problem(in: object.world) {
            return texts[.nativeProblem, ["problem": Markup.escape(problem)]]
        }
        if case .menu(let name) = trigger, Game.current?.textMenus[name] == nil {
            return texts[.triggerNoMenu, ["menu": Markup.escape(name)]]
        }
        return nil
    }
}

extension Trigger {
    /// As it is typed after the moment: `do say Hello.`, `menu pike`, else a call. What a file would say, `{ do: say
    /// Hello. }`, is understood too. Throws ``DataProblem``.
    init(typed: String) throws {
        let isWritten = typed.hasPrefix("{") && typed.hasSuffix("}")
        let typed = isWritten ? String(typed.dropFirst().dropLast().trimmingSpaces) : Self.unquoted(typed)
        for word in ["do", "menu"] {
            for mark in [" ", ":"] where typed.lowercased().hasPrefix(word + mark) {
                // In a line that is typed a quote is a way to say something.
                let rest = String(typed.dropFirst(word.count + 1).trimmingSpaces)
                self = try Trigger(.map([word: .string(isWritten ? Self.unquoted(rest) : rest)]))
                return
            }
        }
        self = try Trigger(.string(typed))
    }

    /// Without the quotes that it has in a file.
    private static func unquoted(_ text: String) -> String {
        guard let quote = text.first, "\"'".contains(quote), text.count > 1, text.last == quote else { return text }
        return String(text.dropFirst().dropLast().trimmingSpaces)
    }

    /// As it is typed.
    var typed: String {
        switch self {
        case .call(let call): call.text
        case .perform(let line): "do \(line)"
        case .menu(let name): "menu \(name)"
        }
    }
}

extension Object {
    /// As they are typed, in the order in which the moments are listed.
    var triggerLines: [String] {
        Trigger.Moment.allCases.compactMap { moment in triggers[moment].map { "\(moment.rawValue): \($0.typed)" } }
    }
}

extension TextKey {
    static let triggersAre = TextKey("triggers are", "What happens by itself to {name}:")
    static let triggersNone = TextKey("triggers none", "Nothing happens by itself to {name}.")
    static let triggerNone = TextKey("trigger none", "Nothing happens to {name} on '{moment}'.")
    static let triggerMoment = TextKey("trigger moment", "'{moment}' is no moment; there are {all}.")
    static let triggerHow = TextKey(
        "trigger how",
        "A trigger is typed so: |wget: do say It is warm.|n or |wenter: roll(2, 6)|n or |wlook: menu pike|n.")
    static let triggerBad = TextKey("trigger bad", "It {problem}.")
    static let triggerBadLine = TextKey(
        "trigger bad, line", "It {problem}. A line to do begins with do: |wdo {line}|n")
    static let triggerNoMenu = TextKey("trigger no menu", "|yGameData/menus has no menu '{menu}' yet.|n")
    static let triggerTried = TextKey("trigger tried", "(That was {moment} of {name}.)")
}
