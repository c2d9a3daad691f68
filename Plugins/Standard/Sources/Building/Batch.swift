import HearthKit

/// Types what a file says.
open class Batch: BuildingCommand {
    open override class var key: String { "batch" }
    open override class var aliases: [String] { ["batchcommands", "batchcommand", "batchcmd"] }
    open override class var switches: [String] { ["interactive"] }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: batch <file>
               batch <file> = <line>
               batch/interactive <file>
               batch/interactive <file> = <line>
        Does what the lines of GameData/batch/<file>.txt say, as if you typed them, and stops at the first that is
        refused. Empty lines and those that begin with # are left out; one that begins with a space goes on with the
        line before. With = it begins at that line of the file. With /interactive you are shown each line and say what
        becomes of it: Return does it, |wnn|n goes on without doing it, |wbb|n goes back, |whh|n lists the rest. Where
        you are in the file outlives a reload; without /interactive a reload ends it, and you are told where it was.
        """
    }

    open override func run() async throws {
        guard let game = Game.current else { return }
        let file = try BatchFile(try required(lhs))
        let first = try BatchFile.index(at: rhs, in: file.lines)
        if has("interactive") {
            guard !file.lines.isEmpty else { return tell(.batchDone, ["count": "0", "file": Markup.escape(file.path)]) }
            return try begin(BatchDialogue(path: file.path, lines: file.lines, position: first))
        }
        var done = 0
        for line in file.lines[first...] {
            let values = [
                "place": BatchFile.place(file.path, line), "line": Markup.escape(line.text), "count": "\(done)",
                "again": Markup.escape("batch \(file.name) = \(line.number)"),
            ]
            do {
                try await game.run(line.text, for: self)
            } catch is Interrupted {
                throw interrupted(values)
            } catch {
                throw Refusal(.batchStopped, values.merging(["reason": Self.reason(error)]) { $1 })
            }
            done += 1
            // A file may be long: the game goes on between its lines.
            do { try await wait(.zero) } catch {
                guard let next = file.lines[first...].dropFirst(done).first else { throw error }
                let place = BatchFile.place(file.path, next)
                let again = Markup.escape("batch \(file.name) = \(next.number)")
                throw interrupted(["place": place, "count": "\(done)", "again": again])
            }
        }
        tell(.batchDone, ["count": "\(done)", "file": Markup.escape(file.path)])
    }

    /// Says where the file was left.
    private func interrupted(_ values: [String: String]) -> Interrupted {
        tell(.batchInterrupted, values)
        return Interrupted(.reload)
    }

    static func reason(_ error: any Error) -> String {
        error is Refusal ? "\(error)" : Markup.escape("\(error)", keepingNewlines: true)
    }
}

extension TextKey {
    static let batchNone = TextKey("batch none", "There is no file {file}.")
    static let batchNoLine = TextKey("batch no line", "There is nothing at line {line} or after it.")
    static let batchStopped = TextKey(
        "batch stopped",
        """
        {place}: {reason}
        (The line was: {line}. {count} done before it. |w{again}|n goes on from there.)
        """)
    static let batchInterrupted = TextKey(
        "batch interrupted", "(Left before {place}; {count} done. |w{again}|n goes on from there.)")
    static let batchDone = TextKey("batch done", "{count} done: all of {file}.")
}
