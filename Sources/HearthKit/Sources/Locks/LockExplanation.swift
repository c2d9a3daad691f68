/// Why a lock lets somebody through or does not, in words.
public nonisolated struct LockExplanation: Sendable, CustomStringConvertible {
    /// One function that was asked.
    public struct Step: Sendable, Hashable {
        public var call: LockCall
        public var answer: Bool
        /// What the function found.
        public var reason: String
    }

    public var access: String
    public var isAllowed: Bool
    /// The rule that decided, or nil where something else did.
    public var rule: String?
    /// One sentence that says what decided.
    public var summary: String
    /// The functions that were asked, in order.
    public var steps: [Step]

    /// The summary, and a line for each step.
    public var description: String {
        ([summary] + steps.map { "  \($0.call): \($0.answer ? "yes" : "no"), \($0.reason)" }).joined(separator: "\n")
    }
}

extension Locks {
    /// Tells how `check` with the same arguments comes to its answer.
    public func explain(
        _ access: String, accessor: any LockSubject, accessed: (any LockSubject)?, default: Bool = false,
        superuserPasses: Bool = true
    ) -> LockExplanation {
        let name = accessor.lockName
        func explanation(_ isAllowed: Bool, _ reason: String, rule: String? = nil, steps: [LockExplanation.Step] = [])
            -> LockExplanation
        {
            let verdict = "'\(access)' is \(isAllowed ? "allowed to" : "refused to") \(name): "
            return .init(access: access, isAllowed: isAllowed, rule: rule, summary: verdict + reason, steps: steps)
        }
        let isSuperuser = superuserPasses && accessor.passesAllLocks
        if isSuperuser { return explanation(true, "no lock holds a superuser.") }
        if let problem { return explanation(false, problem.description) }
        guard let rule = rule(for: access) else {
            return explanation(
                `default`, "there is no rule for it, and without one it is \(`default` ? "open" : "closed").")
        }
        var steps: [LockExplanation.Step] = []
        let answer = rule.evaluate { call in
            do {
                let answer = try call.answer(accessor, accessed)
                let question = LockQuestion(call: call, accessor: accessor, accessed: accessed)
                steps.append(.init(call: call, answer: answer, reason: question.finding(answer)))
                return answer
            } catch {
                steps.append(.init(call: call, answer: false, reason: "\(error)"))
                return nil
            }
        }
        return explanation(answer ?? false, "the rule is \(rule).", rule: rule.description, steps: steps)
    }
}

extension LockQuestion {
    /// What a function of the kit looked at.
    fileprivate func finding(_ answer: Bool) -> String {
        let thing = accessed?.lockName ?? "nothing"
        let first = argument(0) ?? ""
        switch call.builtIn {
        case .perm, .perm_above, .pperm, .pperm_above:
            let subject = call.name.hasPrefix("pp") ? accessor.lockAccount : accessor
            guard let subject else { return "\(accessor.lockName) has no account" }
            let own =
                subject.lockPermissions + (subject.lockAccount.map { $0 === subject ? [] : $0.lockPermissions } ?? [])
            let held = own.isEmpty ? "no permission" : English.list(own)
            return "\(subject.lockName) has \(held)" + (subject.isQuelled ? " and is quelled" : "")
        case .id, .dbref: return "\(accessor.lockName) is #\(accessor.lockID)"
        case .pid, .pdbref: return accessor.lockAccount.map { "the account is #\($0.lockID)" } ?? "there is no account"
        case .attr, .attr_eq, .attr_gt, .attr_ge, .attr_lt, .attr_le, .attr_ne: return value(of: accessor)
        case .objattr: return value(of: accessed)
        case .locattr: return value(of: accessor.lockLocation)
        case .objlocattr: return value(of: accessed?.lockLocation)
        case .tag: return "\(accessor.lockName) is \(answer ? "" : "not ")tagged '\(first)'"
        case .objtag: return "\(thing) is \(answer ? "" : "not ")tagged '\(first)'"
        case .objloctag:
            return "\(accessed?.lockLocation?.lockName ?? "nothing") is \(answer ? "" : "not ")tagged '\(first)'"
        case .inside, .inside_rec: return "\(accessor.lockName) is \(answer ? "" : "not ")in \(thing)"
        case .holds:
            return "\(accessor.lockName) \(answer ? "holds" : "does not hold") \(first.isEmpty ? thing : "'\(first)'")"
        case .has_account: return "\(accessor.lockName) is \(answer ? "" : "not ")played by an account"
        case .is_ooc: return "\(accessor.lockName) is \(answer ? "out of" : "in") character"
        case .self: return "\(accessor.lockName) is \(answer ? "" : "not ")\(thing)"
        case .owner: return "\(thing) is \(answer ? "" : "not ")a character of \(accessor.lockName)'s account"
        case .serversetting: return "the setting is \(LockFunctions.setting(first).map { "'\($0)'" } ?? "not there")"
        case .all, .true: return "for everyone"
        case .false, .nobody: return "for nobody"
        case .superuser: return "for superusers alone"
        case nil: return answer ? "it said so" : "it said no"
        }
    }

    private func value(of subject: (any LockSubject)?) -> String {
        guard let subject, let name = argument(0) else { return "there is nothing to look at" }
        return subject.lockValue(of: name).map { "\(subject.lockName)'s \(name) is \($0)" }
            ?? "\(subject.lockName) has no \(name)"
    }
}
