import HearthKit

/// What an account sees that plays nobody: its characters, and its connections.
open class AccountLook: AccountCommand {
    open override class var key: String { "look" }
    open override class var aliases: [String] { ["l", "ls"] }
    open override class var category: String { "Account" }
    open override class var availability: Availability { .given }
    open override class var help: String {
        """
        Usage: look
        Shows your characters, and from where you are connected.
        """
    }

    open override func run() async throws { tell(account.menu(for: session)) }
}

extension Account {
    /// What there is to step into.
    func showMenu(to session: Session) { session.send(menu(for: session)) }

    func menu(for session: Session?) -> [any ScreenText] {
        let texts = world.texts
        func text(_ key: TextKey, _ values: [String: String] = [:]) -> String {
            texts[key, values, in: session?.language]
        }
        let most = StandardHooks.current.mostCharacters
        let values = ["count": "\(characters.count)", "most": "\(most)"]
        let slots = text(most == 0 || isDeveloper ? .slotsAny : .slots, values)
        var parts: [any ScreenText] = ["", text(.menuTitle, ["name": name, "slots": slots])]
        if !characters.isEmpty {
            var table = TextTable(headers: texts.headers(.characterHeaders, in: session?.language))
            for character in characters { table.add("|c\(character.name)|n", state(of: character, session)) }
            parts.append(table)
        }
        if sessions.count > 1 { parts.append(connections(for: session)) }
        parts.append(text(characters.isEmpty ? .menuEmpty : .menuHelp))
        return parts
    }

    private func state(of character: Character, _ reader: Session?) -> String {
        let (texts, language) = (world.texts, reader?.language)
        func text(_ key: TextKey, _ values: [String: String]) -> String { texts[key, values, in: language] }
        let place = character.room?.name ?? ""
        if character.isLinkDead { return text(.stateLinkDead, ["place": place]) }
        guard !character.sessions.isEmpty else { return text(.stateAsleep, [:]) }
        let numbers = character.sessions.map { "\($0.number)" }
        return text(.statePlayed, ["numbers": texts.list(numbers, in: language), "place": place])
    }

    /// Its connections: number, client, how long ago something was typed, what is played.
    func connections(for reader: Session?) -> TextTable {
        let now = Game.current?.clock.seconds ?? 0
        var table = TextTable(headers: world.texts.headers(.connectionHeaders, in: reader?.language))
        for session in sessions.sorted(by: { $0.number < $1.number }) {
            let client = session.client
            table.add(cells: [
                session === reader ? "*" : "", "\(session.number)", session.address, client.transport,
                Markup.escape(client.name ?? client.terminal ?? "-"), Spans.short(seconds: now - session.connectedAt),
                Spans.short(seconds: now - session.lastInputAt), session.puppet?.name ?? "-",
            ])
        }
        return table
    }
}

extension TextKey {
    static let characterHeaders = TextKey("character headers", "Character, Now")
    static let connectionHeaders = TextKey(
        "connection headers", ", No, From, By, Client, Connected, Idle, Plays")
    static let menuTitle = TextKey("menu title", "|w{name}|n: {slots}.")
    static let slots = TextKey("menu slots", "{count} of {most} characters")
    static let slotsAny = TextKey("menu slots, any", "{count} characters")
    static let menuHelp = TextKey(
        "account menu help", "|wic <name>|n steps into a character, |wcharcreate <name>|n makes one, |wquit|n leaves.")
    static let menuEmpty = TextKey(
        "menu empty", "You have no character yet: |wcharcreate <name>|n makes one. (|wquit|n leaves.)")
    static let stateAsleep = TextKey("character asleep", "asleep")
    static let stateLinkDead = TextKey("character link-dead", "link-dead, {place}")
    static let statePlayed = TextKey("character awake", "played by connection {numbers}, {place}")
}
