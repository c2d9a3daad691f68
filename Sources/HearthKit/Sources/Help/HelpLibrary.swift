/// The pages of help that are no command's: those of files, and those that were written in the game.
public final class HelpLibrary {
    private unowned let world: World
    /// Those of `GameData/help`. A reload reads them anew.
    public var files: [HelpEntry] = []

    init(of world: World) { self.world = world }

    private static let prefix = "help/"

    /// Those written in the game, by title.
    public var stored: [HelpEntry] {
        world.values(under: Self.prefix).sorted { $0.key < $1.key }.compactMap { HelpEntry(stored: $1) }
    }

    /// All; one that was written in the game stands in for a file's of the same title.
    public var entries: [HelpEntry] {
        let stored = stored
        let titles = Set(stored.map { $0.title.lowercased() })
        return stored + files.filter { !titles.contains($0.title.lowercased()) }
    }

    public func stored(_ title: String) -> HelpEntry? {
        world.value(Self.prefix + title.lowercased()).flatMap(HelpEntry.init(stored:))
    }

    public func save(_ entry: HelpEntry) { world.setValue(Self.prefix + entry.title.lowercased(), entry.stored) }

    public func delete(_ title: String) { world.removeValue(Self.prefix + title.lowercased()) }

    /// Pages that have all of the words, the nearest first: in the title, an alias, the text.
    public static func search(_ words: String, in entries: [HelpEntry]) -> [HelpEntry] {
        let wanted = Self.words(words)
        guard !wanted.isEmpty else { return [] }
        var found: [(entry: HelpEntry, score: Int)] = []
        for entry in entries {
            let titles = Self.words(([entry.title] + entry.aliases).joined(separator: " "))
            let text = Self.words(entry.wholeText + " " + entry.category)
            var score = 0
            var hasAll = true
            for word in wanted {
                let inTitle = titles.count { $0.hasPrefix(word) }
                let inText = text.count { $0.hasPrefix(word) }
                hasAll = hasAll && inTitle + inText > 0
                score += 20 * inTitle + min(inText, 10)
            }
            if hasAll { found.append((entry, score)) }
        }
        return found.sorted { ($1.score, $0.entry.title) < ($0.score, $1.entry.title) }.map(\.entry)
    }

    private static func words(_ text: String) -> [String] {
        Markup.render(text, as: .none).lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}

extension HelpEntry {
    /// The markdown is what is kept: topics are found in it anew.
    var stored: StoredValue {
        .map([
            "title": .string(title), "aliases": .list(aliases.map(StoredValue.string)), "category": .string(category),
            "locks": .string(locks), "text": .string(source ?? text),
        ])
    }

    init?(stored: StoredValue) {
        guard case .map(let map) = stored, case .string(let title)? = map["title"],
            case .string(let text)? = map["text"]
        else { return nil }
        self = (try? HelpEntry(markdown: text, title: title)) ?? HelpEntry(title: title)
        self.title = title
        source = text
        aliases = (try? map["aliases"].map([String].restored)) ?? []
        if case .string(let category)? = map["category"] { self.category = category }
        if case .string(let locks)? = map["locks"] { self.locks = locks }
    }
}
