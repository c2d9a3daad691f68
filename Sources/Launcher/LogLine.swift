/// A line of one of the logs.
struct LogLine: Equatable {
    enum Source: String {
        case portal, server
    }

    var source: Source
    /// As written at its start; that of the line above for a line without one.
    var moment: String
    /// `INFO`, `ERROR`, … when it has one.
    var level: String?
    var text: String
    /// Whether it goes on with the line above: a trace, a text of several lines.
    var isContinuation: Bool

    init(_ line: Substring, from source: Source, after previous: String) {
        self.source = source
        guard let moment = LogMoment.leading(line) else {
            (self.moment, level, text, isContinuation) = (previous, nil, String(line), true)
            return
        }
        self.moment = String(moment)
        isContinuation = false
        let rest = line[moment.endIndex...].drop { $0 == " " }
        let word = rest.prefix { $0 != " " }
        if Self.levels.keys.contains(String(word)) {
            (level, text) = (String(word), String(rest.dropFirst(word.count + 1)))
        } else {
            (level, text) = (nil, String(rest))
        }
    }

    private static let levels: [String: Terminal.Style?] = [
        "TRACE": .dim, "DEBUG": .dim, "INFO": nil, "NOTICE": .cyan, "WARNING": .yellow, "ERROR": .red, "CRITICAL": .red,
    ]

    /// As it is shown: with its source, in colour on a terminal.
    func shown(on terminal: Terminal) -> String {
        let style = level.flatMap { Self.levels[$0] ?? nil }
        func weighed(_ text: String) -> String { style.map { terminal.paint(text, $0) } ?? text }
        let origin = terminal.paint(source.rawValue, source == .portal ? .magenta : .blue)
        guard !isContinuation else { return "\(String(repeating: " ", count: LogMoment.length)) \(origin) \(text)" }
        let words = [level.map { weighed($0.padded(to: 7)) } ?? "", weighed(text)].filter { !$0.isEmpty }
        return "\(terminal.paint(moment, .dim)) \(origin) \(words.joined(separator: " "))"
    }

    /// Both logs as one, by their moments. Lines of one log keep their order, whatever the clock did, and what goes
    /// on with a line stays behind it.
    static func merge(_ first: [LogLine], _ second: [LogLine]) -> [LogLine] {
        var merged: [LogLine] = []
        merged.reserveCapacity(first.count + second.count)
        var (first, second) = (first[...], second[...])
        while let a = first.first, let b = second.first {
            let isFirst = a.moment <= b.moment
            repeat {
                if let line = isFirst ? first.popFirst() : second.popFirst() { merged.append(line) }
            } while (isFirst ? first.first : second.first)?.isContinuation == true
        }
        return merged + first + second
    }
}
