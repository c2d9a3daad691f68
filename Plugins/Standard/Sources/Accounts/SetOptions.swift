import HearthKit

/// How the game is shown.
open class SetOptions: AnyCommand {
    open override class var key: String { "option" }
    open override class var aliases: [String] { ["options"] }
    open override class var category: String { "Account" }
    open override class var switches: [String] { ["save", "clear"] }
    open override class var help: String {
        """
        Usage: option
               option <name>
               option <name> = <value>
               option/save [<name> = <value>]
               option/clear
        Shows or sets how the game is shown to you on this connection, over what your client says of itself; with auto
        as the value it is as your client says:
        \(ClientOptionSetting.all.map(\.helpLine).joined(separator: "\n"))
        /save keeps all of these for each time you come; /clear forgets them. What else is listed is the game's own, and
        always kept; |woption <name>|n tells what it is.
        """
    }

    open override func run() async throws {
        guard let session else { throw Refusal(.nobodyToAsk) }
        if has("clear") {
            // What has a command of its own stays.
            var cleared = ClientOptions()
            cleared.language = session.options.language
            cleared.tables = session.options.tables
            session.options = cleared
            call.account?.clientOptions = cleared
        } else if !args.isEmpty {
            let name = try required(lhs).lowercased()
            guard let value = rhs else { return try tellOf(name, session) }
            if let account = call.account, let option = ownOption(name) {
                try option.set(value, for: account, in: session.language)
            } else {
                try setting(name).set(value.lowercased(), session)
            }
        }
        if has("save") {
            call.account?.clientOptions = session.options
            tell(.optionsSaved)
        }
        tell(list(session))
    }

    /// What the game's accounts have, over what clients have.
    private var ownOptions: [AccountOption] { call.account.map { type(of: $0).options } ?? [] }

    private func ownOption(_ name: String) -> AccountOption? {
        ownOptions.first { $0.name.lowercased() == name }
    }

    private func setting(_ name: String) throws -> ClientOptionSetting {
        if let setting = ClientOptionSetting.named(name) { return setting }
        let names = ClientOptionSetting.names + ownOptions.map(\.name)
        throw Refusal(.optionNone, ["name": Markup.escape(name)], worded: ["names": .all(names)])
    }

    private func tellOf(_ name: String, _ session: Session) throws {
        if let account = call.account, let option = ownOption(name) {
            let now = option.now(account, in: session.language)
            return tell(.optionIs, ["name": option.name, "now": now, "help": option.help])
        }
        let setting = try setting(name)
        tell(.optionIs, ["name": setting.name, "now": setting.now(session), "help": setting.help])
    }

    private func list(_ session: Session) -> TextTable {
        var table = self.table(.optionHeaders)
        let client = session.client
        table.add("client", Markup.escape([client.name, client.terminal].compactMap(\.self).joined(separator: " ")), "")
        table.add("transport", client.transport, "")
        table.add("speaks", Self.names(of: client.abilities).joined(separator: ", "), "")
        for setting in ClientOptionSetting.all {
            table.add(setting.name, setting.now(session), setting.isSet(session.options) ? text(.yes) : "")
        }
        for option in ownOptions {
            guard let account = call.account else { break }
            table.add(option.name, option.now(account, in: session.language), "")
        }
        return table
    }

    /// What was agreed on with the client.
    private static func names(of abilities: Client.Abilities) -> [String] {
        let names: [(Client.Abilities, String)] = [
            (.utf8, "UTF-8"), (.gmcp, "GMCP"), (.msdp, "MSDP"), (.mxp, "MXP"), (.compressed, "MCCP2"),
        ]
        return names.filter { abilities.contains($0.0) }.map(\.1)
    }
}

/// The colours that there are.
open class ShowColors: AnyCommand {
    open override class var key: String { "color" }
    open override class var aliases: [String] { ["colour", "colors"] }
    open override class var category: String { "Account" }
    open override class var help: String {
        """
        Usage: color
               color 256
        Shows the colours that text can have, and how they are written.
        """
    }

    open override func run() async throws {
        guard args != "256" else { return tell(palette) }
        let letters = "rgybmcwx"
        let rows = [letters, letters.uppercased()].map { row in
            row.map { "||\($0) |\($0)text|n  ||[\($0) |[\($0)text|n" }.joined(separator: "   ")
        }
        tell((rows + [text(.colorHelp)]).joined(separator: "\n"))
    }

    /// The cube of 216, a row for each level of red and green.
    private var palette: String {
        (0..<6).flatMap { red in
            (0..<6).map { green in
                (0..<6).map { blue in "|\(red)\(green)\(blue)||\(red)\(green)\(blue)|n" }.joined(separator: " ")
            }
        }.joined(separator: "\n")
    }
}

extension TextKey {
    static let colorHelp = TextKey(
        "color help",
        "||n ends them; ||u underlines, ||h is bright, ||* is inverse. ||500 and ||[500 are of the 256, ||#ff8800 is any.")
    static let optionHeaders = TextKey("option headers", "Option, Now, Set by you")
    static let optionIs = TextKey("option is", "|w{name}|n is {now}. It takes {help}.")
    static let optionNone = TextKey("option none", "There is no option '{name}'. There are {names}.")
    static let optionValue = TextKey("option value", "{name} takes {values}.")
    static let optionsSaved = TextKey("options saved", "What is set is kept for each time you come.")
}
