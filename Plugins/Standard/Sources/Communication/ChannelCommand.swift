import HearthKit

/// Talks on channels, and looks after them.
open class ChannelCommand: AccountCommand {
    open override class var key: String { "channel" }
    open override class var aliases: [String] { ["channels", "chan"] }
    open override class var category: String { "Communication" }
    open override class var switches: [String] {
        [
            "list", "all", "who", "history", "sub", "unsub", "mute", "unmute", "alias", "unalias", "create", "destroy",
            "desc", "lock", "unlock", "boot", "ban", "unban", "everyone",
        ]
    }
    open override class var help: String {
        """
        Usage: channel                               what you listen to
               channel/all                           what there is to listen to
               channel <name> = <text>               says something; |wpublic hello|n does the same
               channel/sub <name>                    listens;  channel/unsub <name> stops
               channel/mute <name>                   hears nothing for now;  channel/unmute <name>
               channel/who <name>                    who listens
               channel/history <name> [= <lines>]    what was said
               channel/alias <name> = <word>         another word to talk by;  channel/unalias <name> = <word>
        Who looks after a channel:
               channel/create <name>[;<alias>] = <what it is about>
               channel/desc <name> = <what it is about>
               channel/lock <name> = send: perm(Builder)    channel/unlock <name> = send
               channel/boot <name> = <account>       channel/ban and channel/unban likewise
               channel/ban <name>                    lists who is banned
               channel/everyone <name>               new players hear it from the start, or no longer do
               channel/destroy <name>
        """
    }

    open override func run() async throws {
        guard let verb = parsed.switches.first else {
            if args.isEmpty { return tell(list(world.channels.filter { $0.listeners.contains(account) })) }
            let channel = try channel
            guard let rhs else { return tell(about(channel)) }
            return try say(try required(rhs), on: channel)
        }
        switch verb {
        case "list", "all": tell(list(world.channels.filter { $0.allows("listen", by: account) }))
        case "create": try create()
        case "who", "history", "sub", "unsub", "mute", "unmute", "alias", "unalias": try listen(verb, try channel)
        default: try await control(verb, try channel)
        }
    }

    private var channel: Channel { get throws { try world.channel(speaker.unnicked(try required(lhs), .channel), for: account) } }

    private func say(_ text: String, on channel: Channel) throws {
        guard channel.listeners.contains(account) else {
            throw Refusal(.channelNotHeard, ["channel": channel.name])
        }
        if channel.muted.remove(account) != nil { tell(.channelUnmuted, ["channel": channel.name]) }
        try channel.say(text, by: account, as: call.puppet?.name ?? account.name)
    }

    // MARK: Listening

    private func listen(_ verb: String, _ channel: Channel) throws {
        let values = ["channel": channel.name]
        switch verb {
        case "sub":
            try channel.join(account)
            tell(.channelJoined, values)
        case "unsub":
            channel.leave(account)
            tell(.channelLeft, values)
        case "mute":
            channel.muted.insert(account)
            tell(.channelMuted, values)
        case "unmute":
            channel.muted.remove(account)
            tell(.channelUnmuted, values)
        case "alias":
            channel.addNick(try required(rhs).lowercased(), for: account)
            tell(.channelWords, ["channel": channel.name, "words": words(.all(channel.nicks(of: account)))])
        case "unalias":
            channel.removeNick(try required(rhs).lowercased(), for: account)
            tell(.channelWords, ["channel": channel.name, "words": words(.all(channel.nicks(of: account)))])
        case "who":
            let names = channel.listeners.filter { !$0.sessions.isEmpty }.map { listener in
                channel.muted.contains(listener)
                    ? text(.channelMutedMark, ["name": listener.shownName]) : listener.shownName
            }
            tell(.channelWho, ["channel": channel.name, "names": names.isEmpty ? text(.nobody) : words(.all(names))])
        default: try history(channel)
        }
    }

    private func history(_ channel: Channel) throws {
        guard !channel.banned.contains(account), channel.allows("listen", by: account) else {
            throw Refusal(.channelMayNotListen, ["channel": channel.name])
        }
        let now = Game.current?.clock.seconds ?? 0
        let lines = channel.history(count(rhs, standard: 20, most: 250), for: account).map { moment, line in
            "|x\(text(.ago, ["time": Spans.short(seconds: now - moment)]))|n \(line)"
        }
        if lines.isEmpty { tell(.channelQuiet, ["channel": channel.name]) } else { tell(lines.joined(separator: "\n")) }
    }

    private func list(_ channels: [Channel]) -> any ScreenText {
        guard !channels.isEmpty else { return text(.channelsNone) }
        var table = self.table(.channelHeaders)
        for channel in channels.sorted(by: { $0.name < $1.name }) {
            let isMuted = channel.muted.contains(account)
            let state =
                !channel.listeners.contains(account) ? "-" : text(isMuted ? .channelStateMuted : .channelStateHeard)
            table.add(cells: [channel.name, state, channel.nicks(of: account).joined(separator: " "), channel.about])
        }
        return table
    }

    private func about(_ channel: Channel) -> String {
        let locks = channel.locks.isEmpty ? type(of: channel).defaultLocks : channel.locks
        let count = world.texts.counted(
            channel.listeners.count, .oneListener, .manyListeners, in: session?.language)
        let values = ["channel": channel.name, "about": channel.about, "count": count, "locks": "\(locks)"]
        return text(channel.mayControl(account) ? .channelAboutLocks : .channelAbout, values)
    }

    // MARK: Looking after it

    private func create() throws {
        guard account.rank >= PermissionLevel.helper.rawValue else { throw Refusal(.channelMayNotMake) }
        let parts = lhs.split(separator: ";").map { String($0.trimmingSpaces) }.filter { !$0.isEmpty }
        guard let name = parts.first else { throw usage }
        guard name.count <= 30, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) else {
            throw Refusal(.channelBadName)
        }
        let taken = world.channels.contains { $0.answers(toName: name) && $0.name.lowercased() == name.lowercased() }
        guard !taken else { throw Refusal(.channelTaken, ["channel": name]) }
        let channel = StandardHooks.current.channelClass.create(name) {
            $0.about = Markup.escape(rhs ?? "")
            $0.aliases = Array(parts.dropFirst())
            $0.locks = Locks(stringLiteral: "control: id(\(account.id.rawValue)) or perm(Admin)")
        }
        AuditLog.note("channel: \(account) made \(channel)")
        try channel.join(account)
        tell(.channelMade, ["channel": channel.name])
    }

    private func control(_ verb: String, _ channel: Channel) async throws {
        guard channel.mayControl(account) else { throw Refusal(.channelMayNotControl, ["channel": channel.name]) }
        let old = channel.description
        switch verb {
        case "ban" where rhs == nil:
            let names = channel.banned.map(\.name).sorted()
            let values = ["channel": channel.name, "names": words(.all(names))]
            return tell(names.isEmpty ? .channelBannedNone : .channelBanned, values)
        case "desc": channel.about = Markup.escape(try required(rhs))
        case "everyone": channel.isForEveryone.toggle()
        case "lock":
            do { channel.locks.add(try Locks(parsing: try required(rhs))) } catch let error as LockError {
                throw Refusal("\(error)")
            }
        case "unlock": channel.locks.remove(try required(rhs).lowercased())
        case "destroy":
            guard try await confirm(text(.channelDestroyAsk, ["channel": channel.name])) else { return }
            guard !channel.isDeleted else { return }
            for listener in channel.listeners { channel.leave(listener) }
            try channel.delete()
            AuditLog.note("channel: \(account) ended \(old)")
            return tell(.channelGone, ["channel": channel.name])
        default: try send(away: try world.player(named: try required(rhs)), verb, channel)
        }
        AuditLog.note("channel: \(account) did \(verb) to \(old)\(rhs.map { " = \($0)" } ?? "")")
        tell(about(channel))
    }

    private func send(away target: Account, _ verb: String, _ channel: Channel) throws {
        guard verb == "unban" || !target.standsAbove(account) else {
            throw Refusal(.standsAbove, ["name": target.name])
        }
        if verb == "unban" {
            channel.banned.remove(target)
        } else {
            if verb == "ban" { channel.banned.insert(target) }
            channel.leave(target)
            for session in target.sessions { session.send(.channelSentAway, ["channel": channel.name]) }
        }
    }
}
