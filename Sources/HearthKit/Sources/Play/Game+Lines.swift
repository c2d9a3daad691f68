// A line's way: to the question it answers, to a dialogue, to an exit, to a command.

extension Game {
    func receive(_ line: String, number: UInt64, from session: Session) {
        // A password may begin with anything.
        let isCommand = line.hasPrefix("@") && !(session.dialogue?.isSecret ?? false)
        if !session.suspended.isEmpty, line.trimmingSpaces.lowercased() == "abort" {
            for suspension in session.suspended { suspension.interrupt(.abort) }
            drain()
        } else if !isCommand, let ask = session.asks.last {
            session.asks.removeLast()
            ask.resume(with: line, line: number)
            drain()
        } else if !isCommand || session.account == nil, var dialogue = session.dialogue {
            willRun(session, number, "(answers)")
            let code = codeName(type(of: dialogue))
            willEnter(code)
            guard !outOfOrder.contains("\(code).receive") else { return session.send(world.texts[.outOfOrder]) }
            Task.immediate { @MainActor in
                do {
                    let next = try await dialogue.receive(line, from: session)
                    // The dialogue may have started another in its place.
                    guard !session.isOver else { return }
                    if next == .end {
                        if session.dialogue.map({ type(of: $0) == type(of: dialogue) }) ?? false {
                            session.endDialogue()
                        }
                    } else {
                        session.set(dialogue)
                    }
                } catch {
                    report(error, of: "dialogue \(type(of: dialogue))", line: "", to: session, puppet: session.puppet)
                }
            }
        } else {
            // Until a command is found there is only its word to tell: what follows may be a password.
            let word = Self.wordAlone(line.trimmingSpaces)
            willRun(session, number, word)
            execute(line, session: session, account: session.account, puppet: session.puppet) { shown in
                if shown != word { willRun(session, number, shown) }
            }
        }
    }

    private static func wordAlone(_ line: Substring) -> String {
        let word = line.utf8.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") }
        return String(Substring(word))
    }

    /// Runs a line as a command of `puppet`, with or without a session: what `force` does, and the game's own people.
    public func execute(_ line: String, session: Session?, account: Account?, puppet: Object?) {
        execute(line, session: session, account: account, puppet: puppet) { _ in }
    }

    /// - Parameter found: told the line when it is known what it is, as far as it may be shown.
    private func execute(
        _ line: String, session: Session?, account: Account?, puppet: Object?, found: (String) -> Void
    ) {
        let trimmed = line.trimmingSpaces
        guard !trimmed.isEmpty else { return }
        if let puppet, let exit = exit(String(trimmed), from: puppet) {
            found(line)
            do { try exit.traverse(puppet) } catch { report(error, of: exit.name, line: line, to: session, puppet: puppet) }
            return
        }
        guard let match = match(line, session: session, account: account, puppet: puppet) else {
            let table = table(session: session, account: account, puppet: puppet)
            let word = String(trimmed.prefix { $0 != " " && $0 != "/" })
            let near = table.suggestions(for: word.lowercased()) { self.allows($0, account: account, puppet: puppet) }
            let text =
                near.isEmpty
                ? world.texts[.unknownCommand, ["word": Markup.escape(word)]]
                : world.texts[.unknownCommandNear, ["word": Markup.escape(word), "near": English.list(near, and: "or")]]
            session?.send(text) ?? puppet?.send(text)
            return
        }
        guard let command = match.command else {
            let text = world.texts[.needsCharacter]
            session?.send(text) ?? puppet?.send(text)
            return
        }
        found(command.shownLine)
        run(command)
    }

    private func run(_ command: AnyCommand) {
        let key = type(of: command).key
        let code = codeName(type(of: command))
        willEnter(code)
        guard !outOfOrder.contains(code) else { return command.tell(world.texts[.outOfOrder]) }
        Task.immediate { @MainActor in
            do {
                if let problem = command.parsed.switchProblem { throw Refusal(problem) }
                try await command.run()
            } catch let interrupted as Interrupted {
                if interrupted.cause != .gone, isRunning {
                    command.tell(world.texts[.interrupted, ["command": key]])
                }
                command.interrupted()
            } catch {
                report(error, of: key, line: command.shownLine, to: command.session, puppet: command.call.puppet)
            }
        }
    }

    /// What a thrown error comes to: a refusal is read by the player, anything else by makers as well.
    func report(_ error: any Error, of what: String, line: String, to session: Session?, puppet: Object?) {
        func tell(_ text: String) { session?.send(text) ?? puppet?.send(text) }
        switch error {
        case let refusal as Refusal: tell(refusal.description)
        case is Interrupted: break
        default:
            log(.error, "\(what): \(error) (line: \(line), by \(puppet?.description ?? "nobody"))")
            tell(world.texts[.somethingWrong])
            if session?.account?.isDeveloper ?? false { tell("|r\(Markup.escape("\(what): \(error)"))|n") }
        }
    }

    // MARK: Matching

    struct FoundCommand {
        var type: AnyCommand.Type
        var command: AnyCommand?
    }

    func match(_ line: String, session: Session?, account: Account?, puppet: Object?) -> FoundCommand? {
        let table = table(session: session, account: account, puppet: puppet)
        guard let match = table.match(line.trimmingSpaces, allowed: { allows($0, account: account, puppet: puppet) })
        else { return nil }
        let call = Call(
            session: session, account: account, puppet: puppet, line: line, word: match.word, rest: match.rest,
            hasSwitches: match.hasSwitches, giver: match.entry.giver)
        return FoundCommand(type: match.entry.type, command: match.entry.type.init(call))
    }

    func allows(_ entry: CommandTable.Entry, account: Account?, puppet: Object?) -> Bool {
        guard !entry.locks.isEmpty else { return true }
        guard let subject: any LockSubject = puppet ?? account else { return false }
        return entry.locks.check("cmd", accessor: subject, accessed: nil, default: true)
    }

    /// The commands that somebody has now: those of everyone, of what they carry and of where they are.
    func table(session: Session?, account: Account?, puppet: Object?) -> CommandTable {
        var given: [CommandTable.Given] = []
        func add(_ object: Object) {
            let set = object.commands
            if !set.isEmpty { given.append(CommandTable.Given(set: set, giver: object)) }
        }
        if let puppet {
            add(puppet)
            for thing in puppet.contents { add(thing) }
            if let place = puppet.location {
                add(place)
                for thing in place.contents where thing !== puppet { add(thing) }
            }
        }
        return tables.table(for: given, of: world.classes.commands)
    }

    /// The commands that `help` lists for somebody.
    public func commands(session: Session?, account: Account?, puppet: Object?) -> [AnyCommand.Type] {
        table(session: session, account: account, puppet: puppet).entries
            .filter { allows($0, account: account, puppet: puppet) }.map(\.type)
    }

    private func exit(_ line: String, from puppet: Object) -> Exit? {
        guard let place = puppet.location else { return nil }
        for exit in place.exits {
            if exit.name.isSameWord(as: line) || exit.aliases.contains(where: { $0.isSameWord(as: line) }) {
                return exit
            }
        }
        return nil
    }
}

extension String {
    /// Equal but for case; cheap when both are ASCII and differ.
    nonisolated func isSameWord(as other: String) -> Bool {
        let (a, b) = (utf8, other.utf8)
        if a.count == b.count, zip(a, b).allSatisfy({ ($0 | 0x20) == ($1 | 0x20) }) {
            return self == other || lowercased() == other.lowercased()
        }
        guard !(a.allSatisfy { $0 < 0x80 } && b.allSatisfy { $0 < 0x80 }) else { return false }
        return lowercased() == other.lowercased()
    }
}

/// Merged sets, kept by what was merged: the same things around give the same table.
struct CommandTables {
    private struct Part: Hashable {
        let merge: CommandSet.Merge
        let priority: Int
        let commands: [ObjectIdentifier]
        let giver: EntityID?
    }

    private var everyone: (set: CommandSet, table: CommandTable)?
    private var merged: [[Part]: CommandTable] = [:]
    private static let mostKept = 1000

    mutating func table(for given: [CommandTable.Given], of all: [AnyCommand.Type]) -> CommandTable {
        let base: (set: CommandSet, table: CommandTable)
        if let everyone {
            base = everyone
        } else {
            let set = CommandSet.everyone(of: all)
            base = (set, CommandTable([.init(set: set, giver: nil)]))
            everyone = base
        }
        if given.isEmpty { return base.table }
        let key = given.map { given in
            Part(
                merge: given.set.merge, priority: given.set.priority,
                commands: given.set.commands.map { ObjectIdentifier($0) }, giver: given.giver?.id)
        }
        if let table = merged[key] { return table }
        if merged.count >= Self.mostKept { merged.removeAll() }
        let table = CommandTable([.init(set: base.set, giver: nil)] + given)
        merged[key] = table
        return table
    }
}

extension CommandSet {
    /// All commands that everyone has. Of a class and its subclasses with the same key, the most derived.
    static func everyone(of all: [AnyCommand.Type]) -> CommandSet {
        var byKey: [String: AnyCommand.Type] = [:]
        var order: [String] = []
        for type in all where type.availability == .everyone && !type.key.isEmpty {
            let key = type.key.lowercased()
            if let other = byKey[key] {
                // A later plugin's command replaces an earlier one's, unless that is its subclass.
                if isSubclass(other, of: type) { continue }
            } else {
                order.append(key)
            }
            byKey[key] = type
        }
        var set = CommandSet.none
        set.commands = order.compactMap { byKey[$0] }
        return set
    }

    private static func isSubclass(_ type: AnyCommand.Type, of base: AnyCommand.Type) -> Bool {
        var next: AnyClass? = _getSuperclass(type)
        while let current = next {
            if current == base { return true }
            next = _getSuperclass(current)
        }
        return false
    }
}
