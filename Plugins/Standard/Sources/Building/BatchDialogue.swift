import HearthKit

/// Goes through the lines of a batch file, forth and back, and does those that it is told to do. Its place in the file
/// and the lines as they were read are stored with each step, so it outlives reload and crash.
struct BatchDialogue: Dialogue {
    let path: String
    var lines: [BatchFile.Line]
    var position: Int
    var done = 0

    /// How many lines before and after its own the list shows.
    private static let around = 3

    mutating func begin(_ session: Session) {
        let line = lines[position]
        session.prompt(.batchAsk, [
            "place": BatchFile.place(path, line), "line": Markup.escape(line.text), "number": "\(position + 1)",
            "count": "\(lines.count)",
        ])
    }

    mutating func receive(_ line: String, from session: Session) async throws -> Next {
        // Asked each time: rights may be others by now.
        _ = try Builder.of(session)
        let words = line.split(separator: " ", maxSplits: 1).map { String($0.trimmingSpaces) }
        let word = words.first?.lowercased() ?? "ss"
        let argument = words.count > 1 ? words[1] : nil
        switch word {
        case "ss", "sl": try await step(try count(argument), session)
        case "pp": do { try await process(session) } catch is Refused {}
        case "nn", "nl", "skip": try move(by: try count(argument))
        case "bb", "bl": try move(by: -(try count(argument)))
        case "jj", "jl": position = try BatchFile.index(at: argument ?? "", in: lines)
        case "ll": break
        case "rr", "rrr": try read(again: word == "rrr", session)
        case "cc":
            let rest = "batch \(BatchFile.name(path)) = \(lines[position].number)"
            session.endDialogue()
            session.game.execute(rest, session: session, account: session.account, puppet: session.puppet)
            return .go
        case "qq", "end", "quit", "abort":
            session.send(.batchEnded, ["place": BatchFile.place(path, lines[position]), "count": "\(done)"])
            return .end
        case "hh", "h", "help", "?": session.send(.batchHelp)
        default: throw Refusal(.batchUnknown)
        }
        if position >= lines.count {
            position = lines.count - 1
            session.send(.batchDone, ["count": "\(done)", "file": Markup.escape(path)])
            return .end
        }
        if word.hasSuffix("l"), word.count == 2 { session.send(list) }
        return .again
    }

    /// Does the line that it is at. Throws what keeps it from being done.
    private mutating func process(_ session: Session) async throws {
        let line = lines[position]
        do {
            try await session.game.run(line.text, session: session)
        } catch let error where !(error is Interrupted) {
            let values = ["place": BatchFile.place(path, line), "reason": Batch.reason(error)]
            session.send(.batchRefused, values)
            throw Refused()
        }
        done += 1
    }

    private struct Refused: Error {}

    private mutating func step(_ count: Int, _ session: Session) async throws {
        for _ in 0..<min(count, lines.count - position) {
            do { try await process(session) } catch is Refused { return }
            position += 1
        }
    }

    private mutating func move(by count: Int) throws {
        let place = position + count
        guard lines.indices.contains(place) else { throw Refusal(count > 0 ? .batchLast : .batchFirst) }
        position = place
    }

    private mutating func read(again fromStart: Bool, _ session: Session) throws {
        let file = try BatchFile(path: path, in: session.game)
        guard !file.lines.isEmpty else { throw Refusal(.batchNoLine, ["line": "1"]) }
        lines = file.lines
        position = fromStart ? 0 : min(position, lines.count - 1)
    }

    private func count(_ typed: String?) throws -> Int {
        guard let typed else { return 1 }
        guard let count = Int(typed), (1...1000).contains(count) else { throw Refusal(.batchUnknown) }
        return count
    }

    private var list: String {
        let shown = max(0, position - Self.around)...min(lines.count - 1, position + Self.around)
        return shown.map { index in
            let mark = index == position ? "|w>|n" : " "
            return "\(mark) \(lines[index].number): \(Markup.escape(lines[index].text))"
        }.joined(separator: "\n")
    }
}

extension TextKey {
    static let batchAsk = TextKey(
        "batch ask",
        "{place} ({number} of {count}): |w{line}|n\n|x[Return does it, nn on, bb back, cc the rest, qq quits, hh help]|n ")
    static let batchRefused = TextKey("batch refused", "{place}: {reason}")
    static let batchEnded = TextKey("batch ended", "Ended before {place}; {count} done.")
    static let batchLast = TextKey("batch last", "This is the last line. (Return does it, |wqq|n quits.)")
    static let batchFirst = TextKey("batch first", "Before that there is nothing.")
    static let batchUnknown = TextKey("batch unknown", "That is none of the words here; |whh|n lists them.")
    static let batchHelp = TextKey(
        "batch help",
        """
        Return, |wss|n    does the line and goes on; |wss 5|n does five
        |wpp|n            does the line and stays at it
        |wnn|n, |wbb|n        on or back without doing anything; |wnn 5|n, |wbb 5|n
        |wjj 12|n         to line 12 of the file
        |wll|n            shows the lines around; |wsl|n, |wnl|n, |wbl|n, |wjl|n move and show them
        |wrr|n, |wrrr|n       reads the file again and stays, or begins anew
        |wcc|n            does all the rest, and stops at what is refused
        |wqq|n            quits
        A line that begins with |w@|n is a command as always.
        """)
}
