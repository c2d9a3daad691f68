/// Commands by the words that players type: merged sets, ready to match a line.
final class CommandTable {
    struct Entry {
        let type: AnyCommand.Type
        let key: String
        let locks: Locks
        let mayBeAbbreviated: Bool
        /// Whose commands it is of, the nearest last.
        let givers: [Entity]
    }

    private(set) var entries: [Entry] = []
    private var byWord: [String: Entry] = [:]
    /// Words of punctuation, which need no space after them: `'`, `:`.
    private var byMark: [UInt8: Entry] = [:]
    /// Keys of several words, the longest first.
    private var phrases: [(words: String, entry: Entry)] = []
    private var sortedWords: [String] = []

    /// Those that the game runs itself, by ``AnyCommand/SystemKey``.
    private(set) var system: [String: Entry] = [:]
    /// What else is not to be had.
    let hidden: CommandSet.Around

    /// Merges sets, which are in the order of ``CommandSet``.
    init(_ sets: [CommandMerging.Given]) {
        let merged = CommandMerging(sets)
        hidden = merged.hidden
        for item in merged.items { add(item) }
        phrases.sort { $0.words.utf8.count > $1.words.utf8.count }
        sortedWords = byWord.keys.sorted()
    }

    private func add(_ item: CommandMerging.Item) {
        let type = item.type
        let entry = Entry(
            type: type, key: type.key.lowercased(), locks: type.locks, mayBeAbbreviated: type.mayBeAbbreviated,
            givers: item.givers)
        if item.isSystem {
            system[type.key] = entry
            return
        }
        entries.append(entry)
        // A key is stronger than another command's alias, whatever their order.
        for word in [entry.key] + type.aliases.map({ $0.lowercased() }) where !word.isEmpty {
            if word != entry.key, let taken = byWord[word], taken.key == word { continue }
            if word.utf8.count == 1, let mark = word.utf8.first, !mark.isWordByte {
                byMark[mark] = entry
            } else if word.contains(" ") {
                phrases.append((word, entry))
            } else {
                byWord[word] = entry
            }
        }
    }

    /// What a line matches: the command, the word as typed, the rest.
    struct Match {
        var entry: Entry
        var word: String
        var rest: String
        /// Whether a slash stands right after the word.
        var hasSwitches = false
    }

    func match(_ line: Substring, allowed: (Entry) -> Bool) -> Match? {
        guard let first = line.utf8.first else { return nil }
        if let entry = byMark[first], allowed(entry) {
            return Match(entry: entry, word: String(line.prefix(1)), rest: String(line.dropFirst().trimmingSpaces))
        }
        if !phrases.isEmpty {
            let lower = line.lowercased()
            for (words, entry) in phrases where lower.hasPrefix(words) && allowed(entry) {
                let rest = line.dropFirst(words.count)
                if rest.isEmpty || rest.first == " " || rest.first == "/" {
                    return Match(
                        entry: entry, word: words, rest: String(rest.trimmingSpaces), hasSwitches: rest.first == "/")
                }
            }
        }
        // `@look` is `look`.
        let bare = first == UInt8(ascii: "@") || first == UInt8(ascii: "+") ? line.dropFirst() : line
        let end = bare.endOfWord
        let word = bare[..<end].lowercased()
        // Who types `up` where no way leads there does not mean `uptime`.
        let isWay = Compass(typed: line) != nil
        guard let entry = byWord[word].flatMap({ allowed($0) ? $0 : nil }) ?? (isWay ? nil : abbreviated(word, allowed))
        else {
            return nil
        }
        let rest = bare[end...]
        return Match(entry: entry, word: word, rest: String(rest.trimmingSpaces), hasSwitches: rest.first == "/")
    }

    /// The one command that `word` begins, if it is one and allows it.
    private func abbreviated(_ word: String, _ allowed: (Entry) -> Bool) -> Entry? {
        guard word.utf8.count >= 2 else { return nil }
        var found: Entry?
        var index = sortedWords.partitionIndex { $0 >= word }
        while index < sortedWords.count, sortedWords[index].hasPrefix(word) {
            if let entry = byWord[sortedWords[index]], allowed(entry) {
                if let found, found.type != entry.type { return nil }
                guard entry.mayBeAbbreviated else { return nil }
                found = entry
            }
            index += 1
        }
        return found
    }

    /// Words that look like `word`, for "did you mean": of commands, and of what `others` there is to type.
    func suggestions(for word: String, besides others: [String] = [], allowed: (Entry) -> Bool) -> [String] {
        Suggestions.for(word, in: others + sortedWords.filter { byWord[$0].map(allowed) ?? false })
    }
}

extension UInt8 {
    /// Letters, digits and all that is not ASCII.
    nonisolated var isWordByte: Bool {
        self >= 0x80 || (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
    }
}

extension Substring {
    /// Where its first word ends: at a space or a slash. What is isolated to no actor need not be asked on which it runs.
    nonisolated fileprivate var endOfWord: Index {
        utf8.firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "/") } ?? endIndex
    }
}

extension StringProtocol {
    /// Without spaces and tabs at both ends.
    nonisolated public var trimmingSpaces: SubSequence {
        var (start, end) = (startIndex, endIndex)
        while start < end, self[start] == " " || self[start] == "\t" { start = index(after: start) }
        while start < end {
            let last = index(before: end)
            guard self[last] == " " || self[last] == "\t" else { break }
            end = last
        }
        return self[start..<end]
    }
}
