/// A page of help: of a file in `GameData/help`, made in the game by `sethelp`, or of a command.
nonisolated public struct HelpEntry: Hashable, Sendable {
    public var title: String
    public var aliases: [String] = []
    public var category = "General"
    /// `view:` says who may read it, `edit:` who may change it in the game.
    public var locks = ""
    /// With markup.
    public var text = ""
    /// The markdown of it, without what stands before and the title.
    public var source: String?
    /// What `help title/topic` shows.
    public var topics: [Topic] = []

    public struct Topic: Hashable, Sendable {
        public var title: String
        public var text = ""
        public var topics: [Topic] = []

        public init(title: String) { self.title = title }
    }

    public init(title: String) { self.title = title }

    /// The help of a command. One that has topics is markdown, as pages are: `## Title` begins one. Any other is text
    /// with markup, as it stands.
    @MainActor
    public init(of command: AnyCommand.Type) {
        let isMarkdown = command.help.contains("\n## ")
        let page = isMarkdown ? try? HelpEntry(markdown: command.help, title: command.key) : nil
        self = page ?? HelpEntry(title: command.key)
        if page == nil { text = command.help }
        (title, aliases, category) = (command.key, command.aliases, command.category)
    }

    /// The page below this one at the end of a path, which may be abbreviated; with the titles on the way.
    public func topic(_ path: [String]) -> (titles: [String], topic: Topic)? {
        var current = Topic(title: title)
        current.topics = topics
        var titles = [title]
        for word in path {
            let wanted = word.lowercased()
            let found = current.topics.first { $0.title.lowercased() == wanted }
                ?? current.topics.first { $0.title.lowercased().hasPrefix(wanted) }
            guard let found, !wanted.isEmpty else { return nil }
            titles.append(found.title)
            current = found
        }
        return (titles, current)
    }

    /// All that is written in it.
    var wholeText: String {
        func all(_ topics: [Topic]) -> String { topics.map { "\($0.title) \($0.text) " + all($0.topics) }.joined() }
        return text + " " + all(topics)
    }

    public func answers(to word: String) -> Bool {
        title.lowercased() == word.lowercased() || aliases.contains { $0.lowercased() == word.lowercased() }
    }

    @MainActor
    public func isVisible(to subject: (any LockSubject)?) -> Bool {
        guard !locks.isEmpty else { return true }
        guard let subject else { return false }
        return Locks(stringLiteral: locks).check("view", accessor: subject, accessed: nil, default: true)
    }
}

// MARK: - As markdown

nonisolated extension HelpEntry {
    /// Reads a page: lines `key: value` between two `---` (title, aliases, category, locks), a heading `# Title`, text,
    /// and topics by `##`, topics of those by `###`. Throws ``HelpProblem``s as ``HelpProblems``.
    ///
    /// - Parameter title: its title when it has none of its own: the name of its file.
    public init(markdown: String, title: String) throws {
        self.init(title: title)
        var problems: [HelpProblem] = []
        var lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasSuffix("\r") ? $0.dropLast() : $0 }
            .enumerated().map { (number: $0 + 1, text: String($1)) }[...]
        if lines.first?.text == "---" {
            lines = lines.dropFirst()
            while let line = lines.first, line.text != "---" {
                readSetting(line.text, at: line.number, &problems)
                lines = lines.dropFirst()
            }
            if lines.isEmpty {
                problems.append(HelpProblem(line: 1, message: "the lines after this --- end with no second ---"))
            }
            lines = lines.dropFirst()
        }
        var body = HelpBody()
        for line in lines { body.read(line.text, at: line.number) }
        body.closeAll()
        problems += body.problems
        if let title = body.title { self.title = title }
        (text, topics, source) = (body.text, body.topics, body.source)
        if text.isEmpty, topics.isEmpty {
            problems.append(HelpProblem(line: nil, message: "there is nothing to read in it"))
        }
        if !problems.isEmpty { throw HelpProblems(problems: problems) }
    }

    private mutating func readSetting(_ line: String, at number: Int, _ problems: inout [HelpProblem]) {
        guard !line.trimmingSpaces.isEmpty, !line.hasPrefix("#") else { return }
        let parts = line.split(separator: ":", maxSplits: 1).map { String($0.trimmingSpaces) }
        let value = parts.count > 1 ? parts[1] : ""
        func wrong(_ message: String) { problems.append(HelpProblem(line: number, message: message)) }
        switch parts.first ?? "" {
        case _ where value.isEmpty: wrong("expected `key: value`, or --- and then the text")
        case "title": title = value
        case "category": category = value
        case "aliases": aliases = value.split(separator: ",").map { String($0.trimmingSpaces) }
        case "locks":
            do { locks = try Locks(parsing: value).description } catch { wrong("\(error)") }
        case let key: wrong("'\(key)' is unknown; what may stand here: aliases, category, locks, title")
        }
    }
}

/// What is wrong in a page of help.
nonisolated public struct HelpProblem: Hashable, Sendable {
    public var line: Int?
    public var message: String
}

nonisolated public struct HelpProblems: Error, Sendable, CustomStringConvertible {
    public var problems: [HelpProblem]
    public var description: String {
        problems.map { problem in (problem.line.map { "line \($0): " } ?? "") + problem.message }
            .joined(separator: "\n")
    }
}

/// The text of a page on its way into topics.
private nonisolated struct HelpBody {
    var title: String?
    var text = ""
    var topics: [HelpEntry.Topic] { open[0].topics }
    var problems: [HelpProblem] = []
    private var lines: [Substring] = []
    var source: String { Self.trimmed(lines.joined(separator: "\n")) }
    /// The page itself, and the topics that are not over yet.
    private var open = [HelpEntry.Topic(title: "")]
    private var isCode = false

    mutating func read(_ line: String, at number: Int) {
        lines.append(line[...])
        if line.hasPrefix("```") {
            isCode.toggle()
            return
        }
        let marks = isCode ? 0 : line.prefix { $0 == "#" }.count
        guard marks > 0, line.dropFirst(marks).hasPrefix(" ") else {
            return open[open.count - 1].text += Self.markup(line, isCode: isCode) + "\n"
        }
        let heading = String(line.dropFirst(marks).trimmingSpaces)
        if marks == 1 {
            if title == nil, open.count == 1, open[0].text.trimmingSpaces.allSatisfy(\.isNewline) {
                title = heading
                lines.removeAll()
            } else {
                problems.append(HelpProblem(line: number, message: "one # is the title, above all else: write ##"))
            }
            return
        }
        guard marks <= open.count + 1 else {
            let expected = String(repeating: "#", count: open.count + 1)
            return problems.append(
                HelpProblem(line: number, message: "'\(heading)' is a topic of no topic, expected \(expected)"))
        }
        close(to: marks - 1)
        open.append(HelpEntry.Topic(title: heading))
    }

    mutating func closeAll() {
        close(to: 1)
        text = Self.trimmed(open[0].text)
    }

    private mutating func close(to depth: Int) {
        while open.count > depth, open.count > 1 {
            var topic = open.removeLast()
            topic.text = Self.trimmed(topic.text)
            open[open.count - 1].topics.append(topic)
        }
    }

    private static func trimmed(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.first?.trimmingSpaces.isEmpty ?? false { lines.removeFirst() }
        while lines.last?.trimmingSpaces.isEmpty ?? false { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// What markdown sets apart is bright; the game's own markup stays.
    private static func markup(_ line: String, isCode: Bool) -> String {
        if isCode { return "  |w\(line)|n" }
        var result = line
        for mark in ["**", "`"] {
            let parts = result.components(separatedBy: mark)
            // An odd mark is none.
            guard parts.count > 2, parts.count % 2 == 1 else { continue }
            result = parts.enumerated().map { $0 % 2 == 1 ? "|w\($1)|n" : $1 }.joined()
        }
        return result
    }
}

private nonisolated extension String {
    func components(separatedBy mark: String) -> [String] {
        var parts: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: mark) {
            parts.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return parts + [String(rest)]
    }
}
