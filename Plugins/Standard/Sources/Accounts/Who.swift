import HearthKit

/// Who is in the game.
open class Who: AnyCommand {
    open override class var key: String { "who" }
    open override class var aliases: [String] { ["doing"] }
    open override class var category: String { "Account" }
    open override class var help: String {
        """
        Usage: who
        Shows who is here, since when, and how long ago they typed something.
        Those who look after the game also see where people are and where they come from.
        """
    }

    open override func run() async throws {
        tell(Self.list(for: call.account, in: session?.language))
    }

    /// The list as `reader` may see it.
    static func list(for reader: Account?, in language: String?) -> [any ScreenText] {
        guard let game = Game.current else { return [] }
        let seesAll = reader.map { Locks("see: perm(Admin)").check("see", accessor: $0, accessed: nil) } ?? false
        let now = game.clock.seconds
        let texts = game.world.texts
        let headers = texts[.whoHeaders, in: language].split(separator: ",").map { String($0.trimmingSpaces) }
        var table = TextTable(headers: headers + (seesAll ? ["Where", "From"] : []))
        let sessions = game.sessions.values.filter { $0.account != nil }.sorted { $0.connectedAt < $1.connectedAt }
        for session in sessions {
            var cells = [
                session.puppet?.name ?? session.account?.name ?? "",
                Spans.short(seconds: now - session.connectedAt), Spans.short(seconds: now - session.lastInputAt),
            ]
            if seesAll { cells += [session.puppet?.room?.name ?? "-", session.address] }
            table.add(cells: cells)
        }
        let count = English.capitalized(texts.counted(sessions.count, .onePlayer, .manyPlayers, in: language))
        let line = texts[.whoCount, ["count": count], in: language]
        return sessions.isEmpty ? [line] : [table, line]
    }
}
