import HearthKit

/// Who is in the game.
open class Who: AnyCommand {
    open override class var key: String { "who" }
    open override class var category: String { "Account" }
    open override class var help: String {
        """
        Usage: who
        Shows who is here, since when, how long ago they typed something, and what they say that they are doing
        (|whelp doing|n). Those who look after the game also see where people are and where they come from.
        """
    }

    open override func run() async throws { tell(Self.list(for: call.account, in: session?.language)) }

    /// The list as `reader` may see it.
    static func list(for reader: Account?, in language: String?) -> [any ScreenText] {
        guard let game = Game.current else { return [] }
        let seesAll = reader.map { Locks("see: perm(Admin)").check("see", accessor: $0, accessed: nil) } ?? false
        let texts = game.world.texts
        let now = game.clock.seconds
        let headers = texts.headers(.whoHeaders, in: language)
        var table = TextTable(headers: headers + (seesAll ? texts.headers(.whoHeadersAll, in: language) : []))
        let people = Present.all(in: game)
        for person in people {
            let name = person.puppet?.name ?? person.account.name
            let isLinkDead = person.puppet?.isLinkDead ?? false
            var cells = [
                isLinkDead ? texts[.linkDeadMark, ["name": name], in: language] : name,
                isLinkDead ? "-" : Spans.short(seconds: now - person.connectedAt),
                Spans.short(seconds: now - person.lastInputAt), person.account.doing,
            ]
            if seesAll { cells += [person.puppet?.room?.name ?? "-", person.addresses.joined(separator: ", ")] }
            table.add(cells: cells)
        }
        let count = English.capitalized(texts.counted(people.count, .onePlayer, .manyPlayers, in: language))
        let line = texts[.whoCount, ["count": count], in: language]
        return people.isEmpty ? [line] : [table, line]
    }
}

/// Somebody who is in the game: a character with all that see through it, an account that plays nobody, or a character
/// that waits for its player.
struct Present {
    var account: Account
    var puppet: Object?
    var connectedAt: Int
    var lastInputAt: Int
    var addresses: [String]

    /// Those who came first first.
    static func all(in game: Game) -> [Present] {
        var all: [Present] = []
        var places: [ObjectIdentifier: Int] = [:]
        for session in game.sessions.values.sorted(by: { ($0.connectedAt, $0.id) < ($1.connectedAt, $1.id) }) {
            guard let account = session.account else { continue }
            let who = ObjectIdentifier(session.puppet ?? account)
            if let place = places[who] {
                all[place].lastInputAt = max(all[place].lastInputAt, session.lastInputAt)
                if !all[place].addresses.contains(session.address) { all[place].addresses.append(session.address) }
                continue
            }
            places[who] = all.count
            all.append(Present(
                account: account, puppet: session.puppet, connectedAt: session.connectedAt,
                lastInputAt: session.lastInputAt, addresses: [session.address]))
        }
        for character in game.world.linkDeadCharacters {
            guard let account = character.account, let since = character.linkDeadSince else { continue }
            all.append(Present(
                account: account, puppet: character, connectedAt: since, lastInputAt: since, addresses: []))
        }
        return all
    }
}

/// Says what one is doing, for `who`.
open class SetDoing: AccountCommand {
    open override class var key: String { "doing" }
    open override class var category: String { "Account" }
    open override class var switches: [String] { ["clear"] }
    open override class var help: String {
        """
        Usage: doing
               doing <text>
               doing/clear
        Says what you are doing, for all who look at |wwho|n. Without a text it shows who is here.
        """
    }

    nonisolated static let longest = 45

    open override func run() async throws {
        if has("clear") {
            account.doing = ""
            return tell(.doingNothing)
        }
        guard !call.rest.isEmpty else { return tell(Who.list(for: account, in: session?.language)) }
        guard args.count <= Self.longest else { throw Refusal(.doingLong, ["most": "\(Self.longest)"]) }
        account.doing = Markup.escape(args)
        tell(.doingSet, ["text": account.doing])
    }
}

extension TextKey {
    static let whoHeadersAll = TextKey("who headers, all", "Where, From")
    static let doingSet = TextKey("doing set", "Who looks at |wwho|n reads of you now: {text}")
    static let doingNothing = TextKey("doing nothing", "Of what you do |wwho|n says nothing any more.")
    static let doingLong = TextKey("doing long", "That is more than {most} letters.")
}
