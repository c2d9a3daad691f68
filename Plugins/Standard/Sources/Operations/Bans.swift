import HearthKit

/// One who may not come in.
struct BanEntry: Codable, Storable {
    /// An account's name in lower case, or addresses as ``AddressRange`` writes them.
    var who: String
    var reason = ""
    /// Seconds since 1970; nil for ever.
    var until: Int?
    /// Who said so, and when.
    var by = ""
    var since = 0

    /// Nil for an account.
    var range: AddressRange? { AddressRange(who) }

    /// What who is kept out reads.
    var words: String {
        let texts = World.current.texts
        var words = texts[.keptOut]
        if !reason.isEmpty { words += " " + texts[.keptOutWhy, ["reason": Markup.escape(reason)]] }
        if let left { words += " " + texts[.keptOutUntil, ["time": left]] }
        return words
    }

    /// A line of the list that admins read.
    var line: String {
        let why = reason.isEmpty ? "" : ": " + Markup.escape(reason)
        return Markup.escape(who) + " (\(time)\(by.isEmpty ? "" : ", by \(Markup.escape(by))"))" + why
    }

    /// For how long still.
    var time: String { left.map { "\($0) more" } ?? "for good" }

    private var left: String? {
        until.map { Spans.text(seconds: $0 - (Game.current?.clock.seconds ?? $0)) }
    }
}

/// Who may not come in: accounts by name, connections by address. A value of the world: it outlives everything.
enum Bans {
    private static let key = "bans"

    /// Those that still hold.
    static var all: [BanEntry] {
        guard case .list(let values)? = World.current.value(key) else { return [] }
        let now = Game.current?.clock.seconds ?? 0
        return values.compactMap { value in
            // Words alone are how they were kept at first.
            if case .string(let who) = value { return BanEntry(who: AddressRange(who)?.description ?? who) }
            return try? BanEntry.restored(from: value)
        }.filter { $0.until.map { $0 > now } ?? true }
    }

    static func add(_ ban: BanEntry) { set(all.filter { $0.who != ban.who } + [ban]) }

    /// False when there is no such.
    static func remove(_ who: String) -> Bool {
        let all = all
        guard all.contains(where: { $0.who == who }) else { return false }
        set(all.filter { $0.who != who })
        return true
    }

    private static func set(_ bans: [BanEntry]) { World.current.setValue(key, bans.stored) }

    static func ban(of account: Account) -> BanEntry? {
        let name = account.name.lowercased()
        return all.first { $0.who == name }
    }

    static func ban(ofAddress address: String) -> BanEntry? {
        let all = all
        guard !all.isEmpty, let address = AddressRange(address) else { return nil }
        return all.first { $0.range?.contains(address) ?? false }
    }
}
