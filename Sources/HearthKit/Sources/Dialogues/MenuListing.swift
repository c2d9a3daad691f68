/// A page of a menu as it is about to be shown, for ``Menu/layout(_:for:)``.
public struct MenuListing {
    /// A choice that is shown.
    public struct Entry {
        /// What players may type for it, and what a click on it types.
        public var number: Int
        /// Markup; a link where the client has links.
        public var text: String
        public var key: String?
    }

    /// The page's text.
    public var text: String
    /// The choices that fit the page.
    public var entries: [Entry]
    /// "1 to 15 of 40", with how to see others; nil when all are there.
    public var more: String?
    /// How many digits the menu's highest number has.
    var digits = 1

    /// The choices as lines, one under the other.
    public var choices: String {
        entries.map { entry in
            let number = Markup.pad(String(entry.number), to: digits, align: .right)
            let key = entry.key.map { " |x(\(Markup.escape($0)))|n" } ?? ""
            return " |w\(number)|n  \(entry.text)\(key)"
        }.joined(separator: "\n")
    }

    /// All as menus are shown that say nothing else: the text, the choices, and what tells of more.
    public var standard: String {
        [text, entries.isEmpty ? nil : choices, more].compactMap(\.self).joined(separator: "\n")
    }
}

extension MenuListing {
    init<M>(_ page: MenuPage<M>, _ choices: [MenuChoice<M>], _ shown: Range<Int>, for session: Session) {
        text = page.text
        digits = String(choices.count).count
        let room = session.client.textWidth - digits - 3
        entries = shown.map { index in
            let choice = choices[index]
            // A link is never broken between words, so what takes more than a line is none. Nor is what is read aloud.
            let isLink = !session.client.isScreenReader && !choice.text.contains("|l") && !choice.text.contains("\n")
                && Markup.width(choice.text) <= room
            let text = isLink ? "|lc\(index + 1)|lt\(Markup.mended(choice.text))|le" : choice.text
            return Entry(number: index + 1, text: text, key: choice.key)
        }
        guard shown.count < choices.count else { return }
        let values = ["first": "\(shown.lowerBound + 1)", "last": "\(shown.upperBound)", "count": "\(choices.count)"]
        more = session.text(.menuMore, values)
    }
}
