import HearthKit
import Wire

// What the web page shows to anybody: who is there, and what a stranger may read.

@MainActor
extension Game {
    private static let mostNames = 500

    var shown: ShowGame.Answer {
        let names = present.map(\.name)
        let pages = publicPages.map { HelpTitle(title: $0.title, category: $0.category) }
        return ShowGame.Answer(players: names.count, names: Array(names.prefix(Self.mostNames)), pages: pages)
    }

    /// Who is there, as `who` has it: a character once, however many see through it, an account that plays nobody, and
    /// a character that waits for its player.
    private var present: [Entity] {
        let sessions = sessions.values.filter { $0.account != nil }
            .sorted { ($0.connectedAt, $0.id) < ($1.connectedAt, $1.id) }
        let playing: [Entity] = sessions.compactMap { $0.puppet ?? $0.account }
        var known: Set<ObjectIdentifier> = []
        return (playing + world.linkDeadCharacters).filter { known.insert(ObjectIdentifier($0)).inserted }
    }

    func shown(_ title: String) -> ShowHelp.Answer {
        guard let page = publicPages.first(where: { $0.answers(to: title) }) else {
            return ShowHelp.Answer(title: "", category: "", text: "")
        }
        var lines = page.text.isEmpty ? [] : [page.text]
        func add(_ topics: [HelpEntry.Topic]) {
            for topic in topics {
                lines.append("|w\(Markup.escape(topic.title))|n\n\(topic.text)")
                add(topic.topics)
            }
        }
        add(page.topics)
        // The browser wraps.
        let text = lines.map { Markup.render($0, as: .trueColor) }.joined(separator: "\n")
        return ShowHelp.Answer(title: page.title, category: page.category, text: text)
    }

    /// Pages and commands that have no lock: nobody has been looked at who could open one.
    private var publicPages: [HelpEntry] {
        let pages = world.help.entries.filter { $0.isVisible(to: nil) }
        let titles = Set(pages.map { $0.title.lowercased() })
        let commands = commands(session: nil, account: nil, puppet: nil)
            .filter { !$0.help.isEmpty && !titles.contains($0.key.lowercased()) }
            .map { HelpEntry(of: $0) }
        return (pages + commands).sorted { ($0.category, $0.title) < ($1.category, $1.title) }
    }
}
