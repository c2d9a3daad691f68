import HearthKit

/// Types what a file says.
open class Batch: BuildingCommand {
    open override class var key: String { "batch" }
    open override class var switches: [String] { ["interactive"] }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: batch <file>
               batch/interactive <file>
        Does what the lines of GameData/batch/<file>.txt say, as if you typed them, and stops at the first that is
        refused. Empty lines and those that begin with # are left out; one that begins with a space goes on with the
        line before. With /interactive you are asked before each: Return does it, |wskip|n leaves it out, |wend|n ends.
        """
    }

    /// A line of the file, with where it stands.
    private struct Line {
        var text: String
        var number: Int
    }

    open override func run() async throws {
        let name = try required(args)
        guard let game = Game.current, !name.hasPrefix("/"), !name.contains("..") else { throw Refusal(.batchNone, [
            "file": Markup.escape(name)
        ]) }
        let path = "batch/\(name.hasSuffix(".txt") ? name : name + ".txt")"
        guard let text = game.readData(path) else {
            throw Refusal(.batchNone, ["file": Markup.escape("GameData/\(path)")])
        }
        let lines = Self.lines(of: text)
        var done = 0
        for line in lines {
            let place = Markup.escape("GameData/\(path):\(line.number)")
            if has("interactive") {
                switch try await decide(line, place) {
                case .run: break
                case .skip: continue
                case .end: return tell(.batchEnded, ["place": place, "count": "\(done)"])
                }
            }
            do { try await game.run(line.text, for: self) } catch {
                let reason = error is Refusal ? "\(error)" : Markup.escape("\(error)", keepingNewlines: true)
                let values = ["place": place, "line": Markup.escape(line.text), "reason": reason, "count": "\(done)"]
                throw Refusal(.batchStopped, values)
            }
            done += 1
            // A file may be long: the game goes on between its lines.
            try await wait(.zero)
        }
        tell(.batchDone, ["count": "\(done)", "file": Markup.escape(path)])
    }

    private enum Decision { case run, skip, end }

    private func decide(_ line: Line, _ place: String) async throws -> Decision {
        let answer = try await ask(world.texts[.batchAsk, ["place": place, "line": Markup.escape(line.text)]])
        switch answer.trimmingSpaces.lowercased().first {
        case "s": return .skip
        case "e", "q": return .end
        default: return .run
        }
    }

    private static func lines(of text: String) -> [Line] {
        var lines: [Line] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let trimmed = String(line.filter { $0 != "\r" }.trimmingSpaces)
            guard !trimmed.isEmpty, !line.hasPrefix("#") else { continue }
            if line.first == " ", !lines.isEmpty {
                lines[lines.count - 1].text += " " + trimmed
            } else {
                lines.append(Line(text: trimmed, number: index + 1))
            }
        }
        return lines
    }
}

extension TextKey {
    static let batchNone = TextKey("batch none", "There is no file {file}.")
    static let batchAsk = TextKey("batch ask", "{place}: |w{line}|n\n[Return, skip, end] ")
    static let batchEnded = TextKey("batch ended", "Ended before {place}; {count} done.")
    static let batchStopped = TextKey(
        "batch stopped", "{place}: {reason}\n(The line was: {line}. {count} done before it.)")
    static let batchDone = TextKey("batch done", "{count} done: all of {file}.")
}
