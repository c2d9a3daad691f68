import HearthKit

/// The language of the game's texts.
open class SetLanguage: AnyCommand {
    open override class var key: String { "language" }
    open override class var category: String { "Account" }
    open override class var help: String {
        """
        Usage: language
               language <name>
               language auto
        Shows the languages that the game's texts have, or sets yours, for each time you come. With auto, or the
        name of the game's own, it is that again. What nobody has translated you read as it is.
        """
    }

    open override func run() async throws {
        guard let session else { throw Refusal(.nobodyToAsk) }
        let (texts, language) = (world.texts, session.language)
        guard !texts.languages.isEmpty else { throw Refusal(.languageOne) }
        guard !args.isEmpty else {
            var table = self.table(.languageHeaders)
            table.add(language == nil ? "*" : "", "auto", texts[.languageName])
            for code in texts.languages.keys.sorted() {
                table.add(code == language ? "*" : "", code, texts[.languageName, in: code])
            }
            return tell(table)
        }
        let isOwn = args.lowercased() == "auto" || texts.isOwn(languageNamed: args)
        guard isOwn || texts.language(named: args) != nil else {
            throw Refusal(.languageNone, ["name": Markup.escape(args)])
        }
        session.options.language = isOwn ? nil : texts.language(named: args)
        call.account?.clientOptions.language = session.options.language
        tell(.languageSet, ["name": texts[.languageName, in: session.language]])
    }
}

extension TextKey {
    static let languageHeaders = TextKey("language headers", ", Code, Language")
    static let languageOne = TextKey("language one", "This game has one language alone.")
    static let languageNone = TextKey("language none", "This game has no language '{name}'. (|wlanguage|n lists them.)")
    static let languageSet = TextKey("language set", "The game speaks {name} to you now.")
}
