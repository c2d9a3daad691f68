/// What a look at something shows: its name, its text, the ways out, who and what is there.
public enum Appearance {
    public static func of(_ object: Object, to looker: Object) -> String {
        let texts = looker.world.texts
        var lines = ["|c\(object.name(for: looker))|n"]
        let text = object.describe(to: looker)
        if !text.isEmpty { lines.append(text) }

        var exits: [String] = []
        var things: [String] = []
        var characters: [String] = []
        for thing in object.contents where thing !== looker && thing.isVisible(to: looker) {
            let name = thing.name(for: looker)
            switch thing {
            case is Exit: exits.append(name)
            case is Character: characters.append(name)
            default: things.append(name)
            }
        }
        if !exits.isEmpty { lines.append(texts[.exits, ["list": English.list(exits)]]) }
        if !characters.isEmpty { lines.append(texts[.characters, ["list": English.list(characters)]]) }
        if !things.isEmpty { lines.append(texts[.youSee, ["list": English.list(counted(things))]]) }
        return lines.joined(separator: "\n")
    }

    /// "a coin", "a coin" is "two coins"; what has no article is counted only when it is there more than once.
    public static func counted(_ names: [String]) -> [String] {
        var order: [String] = []
        var counts: [String: Int] = [:]
        for name in names {
            if counts[name] == nil { order.append(name) }
            counts[name, default: 0] += 1
        }
        return order.map { name in
            let count = counts[name] ?? 1
            return count == 1 ? name : English.counted(count, withoutArticle(name))
        }
    }

    static func withoutArticle(_ name: String) -> String {
        for article in ["a ", "an ", "the ", "some "] where name.hasPrefix(article) {
            return String(name.dropFirst(article.count))
        }
        return name
    }
}
