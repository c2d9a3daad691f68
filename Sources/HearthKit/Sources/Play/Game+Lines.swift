// A line's way: to the question it answers, to a dialogue, to an exit, to a command.

extension Game {
    func receive(_ line: String, number: UInt64, from session: Session) {
        if session.isUngreeted { return greet(session) }
        // A password may begin with anything.
        let isCommand = line.hasPrefix("@") && !(session.dialogue?.isSecret ?? false)
        if session.account != nil, isAbort(line, of: session) {
            session.abort()
            drain()
        } else if !session.suspended.isEmpty, session.knows(line.trimmingSpaces.lowercased(), as: .abortWords) {
            for suspension in session.suspended { suspension.interrupt(.abort) }
            drain()
        } else if !isCommand, let ask = session.asks.last {
            session.asks.removeLast()
            ask.resume(with: line, line: number)
            drain()
        } else if !isCommand || session.account == nil, !session.dialogues.isEmpty {
            converse(line, number: number, with: session)
        } else {
            obey(line, number: number, from: session)
        }
    }

    /// Runs a line as a command, whatever dialogue there is.
    func obey(_ line: String, number: UInt64, from session: Session) {
        let line = (session.puppet ?? session.account)?.unnicked(line, .line) ?? line
        // Until a command is found there is only its word to tell: what follows may be a password.
        let word = Self.wordAlone(line.trimmingSpaces)
        willRun(session, number, word)
        execute(line, session: session, account: session.account, puppet: session.puppet) { shown in
            if shown != word { willRun(session, number, shown) }
        }
    }

    nonisolated static func wordAlone(_ line: Substring) -> String {
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
        guard nesting < Self.mostNesting else { return logTooDeep(line) }
        nesting += 1
        defer { nesting -= 1 }
        let table = table(session: session, account: account, puppet: puppet)
        let trimmed = line.trimmingSpaces
        guard !trimmed.isEmpty else {
            if let command = systemCommand(AnyCommand.SystemKey.noInput, "", in: table, session, account, puppet) {
                run(command)
            }
            return
        }
        if let puppet, !table.hidden.contains(.exits), let exit = exit(String(trimmed), from: puppet) {
            found(line)
            do { try take(exit, puppet) } catch {
                report(error, of: exit.name, line: line, to: session, puppet: puppet)
            }
            return
        }
        guard let match = match(line, in: table, session, account, puppet) else {
            return didNotMatch(String(trimmed), table, session, account, puppet)
        }
        guard let command = match.command else {
            return show(.needsCharacter, to: session, puppet)
        }
        found(command.shownLine)
        run(command)
    }

    func logTooDeep(_ line: String) {
        log(.error, "'\(line)' was not run: commands had others run \(Self.mostNesting) deep")
    }

    private func didNotMatch(
        _ line: String, _ table: CommandTable, _ session: Session?, _ account: Account?, _ puppet: Object?
    ) {
        if let command = systemCommand(AnyCommand.SystemKey.noMatch, line, in: table, session, account, puppet) {
            return run(command)
        }
        if let direction = Compass(typed: line), puppet?.location != nil {
            session?.send(.gmcp("Room.WrongDir", direction.short.stored))
            return show(.noWayThere, ["direction": direction.rawValue], to: session, puppet)
        }
        let word = String(line.prefix { $0 != " " && $0 != "/" })
        let ways = table.hidden.contains(.exits) ? [] : puppet?.location?.exits ?? []
        let names = ways.filter { way in puppet.map { way.isVisible(to: $0) } ?? false }.map(\.name)
        let near = table.suggestions(for: word.lowercased(), besides: names) {
            self.allows($0, account: account, puppet: puppet)
        }.map { Markup.escape($0) }
        let text = near.isEmpty ? TextKey.unknownCommand : .unknownCommandNear
        let nearList = world.texts.list(near, by: .listOr, in: session?.language ?? puppet?.readersLanguage)
        let values = ["word": Markup.escape(word), "near": nearList]
        show(text, values, to: session, puppet)
    }

    private func show(_ text: TextKey, _ values: [String: String] = [:], to session: Session?, _ puppet: Object?) {
        guard let session else { return puppet?.send(text, values) ?? () }
        for reader in session.readers { reader.send(text, values) }
    }

    private func run(_ command: AnyCommand) {
        let key = type(of: command).key
        let code = codeName(type(of: command))
        willEnter(code)
        guard works(command) else { return command.tell(.outOfOrder) }
        Task.immediate { @MainActor in
            do {
                try await command.perform()
            } catch let interrupted as Interrupted {
                if interrupted.cause != .gone, isRunning {
                    command.tell(.interrupted, ["command": key])
                }
                command.interrupted()
            } catch let refusal as Refusal where refusal.source?.text == .whatFor {
                report(
                    Refusal(.whatForCommand, ["command": key]), of: key, line: command.shownLine, to: command.session,
                    puppet: command.call.puppet)
            } catch {
                report(error, of: key, line: command.shownLine, to: command.session, puppet: command.call.puppet)
            }
        }
    }

    /// What a thrown error comes to: a refusal is read by the player, anything else by makers as well.
    func report(_ error: any Error, of what: String, line: String, to session: Session?, puppet: Object?) {
        switch error {
        case let refusal as Refusal:
            guard let session else { return puppet?.send(refusal) ?? () }
            for reader in session.readers { reader.send(refusal) }
        case is Interrupted: break
        default:
            let who = puppet?.description ?? "nobody"
            let readers = session?.readers ?? []
            log(.error, "\(what): \(error) (line: \(line), by \(who))")
            show(.somethingWrong, to: session, puppet)
            if session?.account?.isDeveloper ?? false {
                for reader in readers { reader.send("|r\(Markup.escape("\(what): \(error)"))|n") }
                tellMakers(ofFault: "\(what): \(error) (by \(who))", besides: readers)
            } else {
                tellMakers(ofFault: "\(what): \(error) (by \(who))")
            }
        }
    }

    /// Goes through an exit that was typed as a command.
    func take(_ exit: Exit, _ puppet: Object) throws {
        // Of the kit's own exits it is what they lead to that may be at fault, not all of them.
        if Swift.type(of: exit) != Exit.self { willEnter(codeName(Swift.type(of: exit)) + ".traverse") }
        try exit.mustWork("traverse")
        try exit.traverse(puppet)
    }

    func exit(_ line: String, from puppet: Object) -> Exit? {
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
