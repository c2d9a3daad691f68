/// What a look at something shows: its name, its text, the ways out, who and what is there. A screen reader has it in
/// whole sentences.
public enum Appearance {
    public static func of(_ object: Object, to looker: Object) -> String {
        // Sentences do no harm to one who sees through the same character with eyes.
        let isRead = looker.sessions.contains { $0.client.isScreenReader }
        // Asked once: whoever looks looks at much.
        let numbers = looker.seesNumbers
        func shown(_ thing: Object) -> String {
            numbers ? "\(thing.name(for: looker))(\(thing.id))" : thing.name(for: looker)
        }
        let name = shown(object)
        var lines = [isRead ? "\(name)." : "|c\(name)|n"]
        let header = object.header(for: looker)
        if !header.isEmpty { lines.append(header) }
        // What a class adds to a text begins with a blank, and there may be no text.
        let text = object.works("describe") ? String(object.describe(to: looker).trimmingSpaces) : ""
        if !text.isEmpty { lines.append(text) }

        var exits: [String] = []
        var things: [String] = []
        var characters: [String] = []
        for thing in object.contents where thing !== looker && thing.isVisible(to: looker) {
            let name = shown(thing)
            switch thing {
            case is Exit: exits.append(name)
            case is Character: characters.append(thing.isLinkDead ? linkDead(name, isRead, looker) : name)
            default: things.append(name)
            }
        }
        func add(_ names: [String], _ shown: TextKey, one: TextKey, many: TextKey) {
            guard !names.isEmpty else { return }
            let texts = looker.world.texts
            let list = texts.list(names, in: looker.readersLanguage)
            let grammar = looker.world.grammar(of: looker.readersLanguage)
            let count = grammar?.numberWord(names.count) ?? English.numberWord(names.count)
            let values = ["count": count, "list": list]
            let line = texts[!isRead ? shown : names.count == 1 ? one : many, values, in: looker.readersLanguage]
            lines.append(isRead ? English.capitalized(line) : line)
        }
        add(exits, .exits, one: .exitAloud, many: .exitsAloud)
        add(characters, .characters, one: .characterAloud, many: .charactersAloud)
        add(counted(things), .youSee, one: .youSeeAloud, many: .youSeeAloud)
        let footer = object.footer(for: looker)
        if !footer.isEmpty { lines.append(footer) }
        return lines.joined(separator: "\n")
    }

    private static func linkDead(_ name: String, _ isRead: Bool, _ looker: Object) -> String {
        looker.world.texts[isRead ? .linkDeadMarkAloud : .linkDeadMark, ["name": name], in: looker.readersLanguage]
    }

    /// "a coin", "a coin" is "two coins"; what has no article is counted only when it is there more than once.
    public static func counted(_ names: [String]) -> [String] {
        var order: [String] = []
        var counts: [String: Int] = [:]
        for name in names {
            if counts[name] == nil { order.append(name) }
            counts[name, default: 0] += 1
        }
        // Names are in the game's own language, whoever reads them.
        let grammar = World.current.grammar(of: nil)
        return order.map { name in
            let count = counts[name] ?? 1
            if count == 1 { return name }
            guard let grammar else { return English.counted(count, withoutArticle(name)) }
            return grammar.counted(count, grammar.withoutArticle(name))
        }
    }

    static func withoutArticle(_ name: String) -> String {
        for article in ["a ", "an ", "the ", "some "] where name.hasPrefix(article) {
            return String(name.dropFirst(article.count))
        }
        return name
    }
}
