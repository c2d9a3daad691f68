import HearthKit

/// Who may not come in: accounts by name, connections by address or its beginning (`10.0.*`). Kept with the world.
struct Bans {
    private static let key = "bans"

    static var all: [String] {
        guard case .list(let values)? = World.current.value(key) else { return [] }
        return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }

    static func set(_ bans: [String]) { World.current.setValue(key, bans.stored) }

    static func hold(name: String) -> Bool { all.contains { $0 == name.lowercased() } }

    static func hold(address: String) -> Bool {
        all.contains { $0.hasSuffix("*") ? address.hasPrefix($0.dropLast()) : address == $0 }
    }
}

/// Keeps somebody out.
open class Ban: OperationsCommand {
    open override class var key: String { "ban" }
    open override class var aliases: [String] { ["bans"] }
    open override class var locks: Locks { "cmd: perm(Admin)" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: ban
               ban <account>
               ban <address>
        Lists who is kept out, or keeps out an account, or an address such as 10.1.2.3 or 10.1.*. Who is here is sent
        out. |wunban|n lets them in again.
        """
    }

    open override func run() async throws {
        guard !args.isEmpty else {
            let list = Bans.all.map { Markup.escape($0) }
            return tell(list.isEmpty ? .bansNone : .bansAre, ["list": English.list(list)])
        }
        let banned = args.lowercased()
        let isAddress = banned.contains { $0 == "." || $0 == ":" } && !banned.hasPrefix("*")
        let account = isAddress ? nil : try world.player(named: args)
        if let account {
            guard account !== call.account, !account.standsAbove(call.account ?? call.puppet) else {
                throw Refusal(.standsAbove, ["name": account.name])
            }
        }
        let word = account?.name.lowercased() ?? banned
        Bans.set(Bans.all.filter { $0 != word } + [word])
        tell(.banned, ["name": Markup.escape(word)])
        for session in Game.current?.sessions.values.map(\.self) ?? [] where session !== self.session {
            let isMeant = account.map { $0 === session.account } ?? Bans.hold(address: session.address)
            if isMeant, !(session.account?.standsAbove(call.account ?? call.puppet) ?? false) {
                session.disconnect(world.texts[.keptOut])
            }
        }
    }
}

/// Lets somebody in again.
open class Unban: OperationsCommand {
    open override class var key: String { "unban" }
    open override class var locks: Locks { "cmd: perm(Admin)" }
    open override class var help: String {
        """
        Usage: unban <account or address>
        Lets in again whom |wban|n keeps out.
        """
    }

    open override func run() async throws {
        let word = try required(args).lowercased()
        guard Bans.all.contains(word) else { throw Refusal(.banNone, ["name": Markup.escape(word)]) }
        Bans.set(Bans.all.filter { $0 != word })
        tell(.unbanned, ["name": Markup.escape(word)])
    }
}

/// Sets somebody's password, when they have lost it.
open class UserPassword: OperationsCommand {
    open override class var key: String { "userpassword" }
    open override class var locks: Locks { "cmd: perm(Admin)" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: userpassword <account>
        Gives an account a new password, which is made up and shown to you alone. Ask them to change it.
        """
    }

    private static let letters = "abcdefghjkmnpqrstuvwxyz23456789"

    open override func run() async throws {
        let account = try world.player(named: try required(args))
        guard !account.standsAbove(call.account ?? call.puppet) else {
            throw Refusal(.standsAbove, ["name": account.name])
        }
        guard let session else { throw Refusal(.nobodyToAsk) }
        var random = SystemRandomNumberGenerator()
        let password = String((0..<12).compactMap { _ in Self.letters.randomElement(using: &random) })
        account.setPassword(hash: try await session.hash(password))
        tell(.passwordGiven, ["name": account.name, "password": password])
    }
}

extension TextKey {
    static let bansNone = TextKey("bans none", "Nobody is kept out.")
    static let bansAre = TextKey("bans are", "Kept out: {list}.")
    static let banned = TextKey("banned", "{name} is kept out from now on.")
    static let unbanned = TextKey("unbanned", "{name} may come in again.")
    static let banNone = TextKey("ban none", "{name} is not kept out.")
    static let keptOut = TextKey("kept out", "The door is closed to you here.")
    static let passwordGiven = TextKey("password given", "{name}'s password is now |w{password}|n")
}
