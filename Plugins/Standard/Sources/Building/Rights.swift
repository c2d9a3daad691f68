import HearthKit

/// Who may do what with something.
open class SetLocks: BuildingCommand {
    open override class var key: String { "lock" }
    open override class var aliases: [String] { ["locks"] }
    open override class var switches: [String] { ["del", "why", "functions"] }
    open override class var help: String {
        """
        Usage: lock <thing>
               lock <thing> = <access>: <rule>[; <access>: <rule>...]
               lock/del <thing> = <access>
               lock/why <thing> = <access>[, <who>]
               lock/functions
        Shows, sets or takes away the locks of something: |wlock chest = get: perm(Builder); view: all()|n.
        A rule may ask a native: |wtraverse: strength(40)|n. Access may be get, drop, give, view, search,
        traverse, puppet, edit, delete, teleport, examine, put_in, get_from, call, tell, attrread, attredit
        (attrread_oil is for one attribute alone). /why tells how a lock comes to its answer, for you or for somebody
        else; /functions lists what a rule may ask. What a refusal says is an attribute: |wset chest/err_get = It is
        nailed down.|n
        """
    }

    open override func run() async throws {
        if has("functions") { return listFunctions() }
        let entity = try entity(lhs)
        if has("why") { return try explain(entity) }
        if let rhs {
            try mustBeAllowed(entity)
            if has("del") {
                entity.locks.remove(rhs.lowercased())
            } else {
                try add(rhs, to: entity)
            }
        }
        let values = ["name": entity.description, "locks": Markup.escape(entity.locks.description)]
        tell(entity.locks.isEmpty ? .locksNone : .locksAre, values)
    }

    private func explain(_ entity: Entity) throws {
        let access = try required(rhsList.first).lowercased()
        let who: Entity = rhsList.count > 1 ? try self.entity(rhsList[1]) : caller
        if let remark = builder.remark(onAccess: access, of: entity) { tell(remark) }
        tell(Markup.escape("\(entity.explain(access, by: who))", keepingNewlines: true))
    }

    /// Those of the kit and of plugins; a native is one too, when it comes to something.
    private func listFunctions() {
        let natives = world.natives.all.filter { $0.signature.result != nil }.map(\.name)
        tell(.lockFunctions, ["list": English.list(LockFunctions.names)])
        if !natives.isEmpty { tell(.lockNatives, ["list": English.list(natives)]) }
    }

    private func add(_ typed: String, to entity: Entity) throws {
        for remark in try builder.addLocks(typed, to: entity) { tell(remark) }
    }
}

/// Words to find things by.
open class SetTags: BuildingCommand {
    open override class var key: String { "tag" }
    open override class var aliases: [String] { ["tags"] }
    open override class var switches: [String] { ["del", "search"] }
    open override class var help: String {
        """
        Usage: tag <thing>
               tag <thing> = <tag>, <category>:<tag>
               tag/del <thing> = <tag>
               tag/search <tag>
        Shows, adds or takes away the tags of something. /search, and |wfind/tag|n, find what has one.
        """
    }

    open override func run() async throws {
        if has("search") { return caller.perform("find/tag \(try required(args))") }
        let entity = try entity(lhs)
        if rhs != nil {
            try mustBeAllowed(entity)
            let tags = Set(rhsList.filter { !$0.isEmpty }.map { $0.lowercased() })
            if has("del") { entity.tags.subtract(tags) } else { entity.tags.formUnion(tags) }
        }
        let list = English.list(entity.tags.sorted().map { Markup.escape($0) })
        tell(entity.tags.isEmpty ? .tagsNone : .tagsAre, ["name": entity.description, "list": list])
    }
}

/// What somebody may do.
open class SetPermissions: BuildingCommand {
    open override class var key: String { "perm" }
    open override class var aliases: [String] { ["setperm"] }
    open override class var category: String { "Running the game" }
    open override class var locks: Locks { "cmd: perm(Admin)" }
    open override class var switches: [String] { ["del"] }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: perm <account>
               perm <account> = <permission>
               perm/del <account> = <permission>
        Shows, gives or takes what an account may do. The ladder is Guest, Player, Helper, Builder, Admin, Developer;
        other words are the game's own. The name of a command gives that one alone: |wperm bob = dig|n. page_banned and
        channel_banned take away. |wperm #12 = Builder|n gives it to a thing of the game's.
        """
    }

    open override func run() async throws {
        let name = try required(lhs)
        let target: Entity = name.hasPrefix("#") ? try entity(name) : try world.player(named: name)
        if rhs != nil {
            guard !target.standsAbove(caller) else { throw Refusal(.standsAbove, ["name": target.name]) }
            for permission in rhsList where !permission.isEmpty { try change(permission, of: target) }
        }
        let list = target.permissions.isEmpty ? "-" : English.list(target.permissions)
        tell(.permissionsAre, ["name": target.description, "list": list])
    }

    private func change(_ typed: String, of target: Entity) throws {
        let level = PermissionLevel(typed)
        // Below one's own rung; those at the top may make others of their kind.
        if let level, level.rawValue >= caller.rank, caller.rank < PermissionLevel.developer.rawValue {
            throw Refusal(.permissionTooHigh)
        }
        // Whose name it is, that command it gives: nobody gives what they do not have.
        let own = world.classes.commands.filter { $0.key.lowercased() == typed.lowercased() }
        let isOwn = own.allSatisfy { $0.locks.check("cmd", accessor: caller, accessed: nil, default: true) }
        guard isOwn || has("del") else {
            throw Refusal(.permissionTooHigh)
        }
        let permission = level?.description ?? Markup.escape(typed)
        target.permissions.removeAll { $0.lowercased() == permission.lowercased() }
        if !has("del") { target.permissions.append(permission) }
        let change = has("del") ? "takes from \(target)" : "gives \(target)"
        AuditLog.note("perm: \(auditor) \(change): \(permission)")
        let author = call.account?.name ?? caller.name
        for session in (target as? Account)?.sessions ?? [] where session !== self.session {
            session.send(has("del") ? .permissionTaken : .permissionGiven, ["author": author, "permission": permission])
        }
    }
}

/// Lets somebody do something.
open class Force: BuildingCommand {
    open override class var key: String { "force" }
    open override class var category: String { "Running the game" }
    open override class var locks: Locks { "cmd: perm(Admin)" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: force <name> = <command>
        Lets somebody do something, as if they had typed it. Those above you cannot be forced.
        """
    }

    open override func run() async throws {
        let target = try object(try required(lhs))
        let command = try required(rhs)
        guard !target.standsAbove(caller) else { throw Refusal(.standsAbove, ["name": target.name]) }
        let author = call.account?.name ?? caller.name
        target.send(.forcedBy, ["author": author, "command": Markup.escape(command)])
        if let game = Game.current {
            AuditLog.note("force: \(auditor) has \(target) do '\(game.loggable(command, by: target))'")
        }
        Game.current?.execute(
            command, session: target.sessions.first, account: target.sessions.first?.account, puppet: target)
        tell(.forced, ["name": target.description])
    }
}
