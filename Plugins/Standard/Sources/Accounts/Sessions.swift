import HearthKit

/// One's own connections.
open class Sessions: AccountCommand {
    open override class var key: String { "sessions" }
    open override class var category: String { "Account" }
    open override class var help: String {
        """
        Usage: sessions
        Shows from where you are connected, and whom you play there.
        """
    }

    open override func run() async throws {
        let now = Game.current?.clock.seconds ?? 0
        var table = TextTable("", "Session", "From", "By", "Character", "Connected")
        for session in account.sessions.sorted(by: { $0.id < $1.id }) {
            table.add(cells: [
                session === self.session ? "*" : "", "\(session.id)", session.address, session.client.transport,
                session.puppet?.name ?? "-", Spans.short(seconds: now - session.connectedAt),
            ])
        }
        tell(table)
    }
}
