/// The lock functions of the kit, named as in Evennia; `owner` is the kit's own.
nonisolated enum LockBuiltIn: String, CaseIterable, Sendable {
    case all, `true`, `false`, nobody = "none", superuser
    case `self`, id, dbref, pid, pdbref
    case perm, perm_above, pperm, pperm_above
    case attr, attr_eq, attr_gt, attr_ge, attr_lt, attr_le, attr_ne
    case objattr, locattr, objlocattr
    case tag, objtag, objloctag
    case inside, inside_rec, holds
    case has_account, is_ooc, owner, serversetting
}

extension LockCall {
    /// - Throws: what a function of the game throws, or that there is none of the name.
    func answer(_ accessor: any LockSubject, _ accessed: (any LockSubject)?) throws -> Bool {
        let question = LockQuestion(call: self, accessor: accessor, accessed: accessed)
        if let builtIn { return question.answer(builtIn) }
        guard let function = LockFunctions.find(name) else { throw LockFunctions.Unknown(name: name) }
        return try function(question)
    }
}

extension LockQuestion {
    /// Answers for a function of the kit. What cannot be answered, for want of an argument or of the thing asked
    /// about, is no.
    func answer(_ function: LockBuiltIn) -> Bool {
        switch function {
        case .all, .true: true
        case .false, .nobody, .superuser: false  // the superuser is not asked
        case .self: accessor === accessed || accessed != nil && accessor.lockAccount === accessed
        case .id, .dbref: matches(accessor)
        case .pid, .pdbref: accessor.lockAccount.map(matches) ?? false
        case .perm: holdsPermission(of: accessor, above: false)
        case .perm_above: holdsPermission(of: accessor, above: true)
        case .pperm: accessor.lockAccount.map { holdsPermission(of: $0, above: false) } ?? false
        case .pperm_above: accessor.lockAccount.map { holdsPermission(of: $0, above: true) } ?? false
        case .attr: attribute(of: accessor, call.named["compare"])
        case .attr_eq, .attr_gt, .attr_ge, .attr_lt, .attr_le, .attr_ne:
            attribute(of: accessor, String(function.rawValue.dropFirst(5)))
        case .objattr: attribute(of: accessed, call.named["compare"])
        case .locattr: attribute(of: accessor.lockLocation, call.named["compare"])
        case .objlocattr: attribute(of: accessed?.lockLocation, call.named["compare"])
        case .tag: isTagged(accessor)
        case .objtag: isTagged(accessed)
        case .objloctag: isTagged(accessed?.lockLocation)
        case .inside: accessed != nil && accessor.lockLocation === accessed
        case .inside_rec: isInside()
        case .holds: isHolding()
        case .has_account: accessor.lockAccount != nil
        case .is_ooc: accessor.isOutOfCharacter
        case .owner: accessed?.lockOwner.map { $0 === accessor.lockAccount } ?? false
        case .serversetting:
            argument(0).flatMap(LockFunctions.setting).map { $0 == argument(1) ?? "true" } ?? false
        }
    }

    private func matches(_ subject: any LockSubject) -> Bool {
        guard let wanted = argument(0) else { return false }
        return Int(wanted.hasPrefix("#") ? wanted.dropFirst() : wanted[...]) == subject.lockID
    }

    /// The account's rung of the ladder rules over the puppet's; when quelled the lower of the two counts. Other
    /// permissions may be of either, when quelled of the puppet alone.
    private func holdsPermission(of subject: any LockSubject, above: Bool) -> Bool {
        // Whom a lock asks though it holds no superuser: they stand above every permission.
        if subject.passesAllLocks { return true }
        if let needed = call.level {
            guard let level = Self.level(of: subject) else { return false }
            return above ? level > needed : level >= needed
        }
        guard let wanted = argument(0), !above else { return false }
        let account = subject.lockAccount === subject ? nil : subject.lockAccount
        let permissions = subject.lockPermissions + (subject.isQuelled ? [] : account?.lockPermissions ?? [])
        let lower = wanted.lowercased()
        return permissions.contains { $0 == wanted || $0.lowercased() == lower }
    }

    /// The rung that counts for a subject.
    static func level(of subject: any LockSubject) -> PermissionLevel? {
        let own = PermissionLevel.highest(of: subject.lockPermissions)
        guard let account = subject.lockAccount, account !== subject else { return own }
        let accounts = PermissionLevel.highest(of: account.lockPermissions)
        guard subject.isQuelled else { return accounts ?? own }
        guard let own else { return nil }
        return account.isSuperuser ? own : accounts.map { min($0, own) } ?? own
    }

    private func attribute(of subject: (any LockSubject)?, _ comparison: String?) -> Bool {
        guard let name = argument(0), let value = subject?.lockValue(of: name) else { return false }
        guard let wanted = argument(1) else { return value.isTrue }
        let order = value.compared(to: wanted)
        return switch comparison ?? "eq" {
        case "eq": order == .equal
        case "ne": order != .equal
        case "gt": order == .greater
        case "ge": order == .greater || order == .equal
        case "lt": order == .less
        case "le": order == .less || order == .equal
        default: false
        }
    }

    private func isTagged(_ subject: (any LockSubject)?) -> Bool {
        guard let key = argument(0) else { return false }
        return subject?.hasLockTag(key, category: argument(1)) ?? false
    }

    private func isInside() -> Bool {
        guard let accessed else { return false }
        var place = accessor.lockLocation
        // Bounded: a box in itself must not hang the game.
        for _ in 0..<100 {
            guard let current = place else { return false }
            if current === accessed { return true }
            place = current.lockLocation
        }
        return false
    }

    /// `holds()`: the accessed thing; `holds(#12)`, `holds(key)`: such a thing; `holds(name, value)`: a thing whose
    /// attribute has that value.
    private func isHolding() -> Bool {
        guard let wanted = argument(0) else { return accessed?.lockLocation === accessor }
        if let value = argument(1) {
            return accessor.lockContents.contains { $0.lockValue(of: wanted)?.compared(to: value) == .equal }
        }
        let id = Int(wanted.hasPrefix("#") ? wanted.dropFirst() : wanted[...])
        return accessor.lockContents.contains { $0.lockID == id || $0.answers(toName: wanted) }
    }
}
