import HearthKit

/// A file of `GameData/batch`: lines as a builder types them.
struct BatchFile {
    /// A line of the file, with where it stands.
    struct Line: Codable, Hashable {
        var text: String
        var number: Int
    }

    /// Below GameData: `batch/hut.txt`.
    let path: String
    let lines: [Line]

    /// Throws a ``Refusal`` when there is no such file.
    init(_ name: String) throws {
        guard let game = Game.current, !name.hasPrefix("/"), !name.contains("..") else {
            throw Refusal(.batchNone, ["file": Markup.escape(name)])
        }
        try self.init(path: "batch/\(name.hasSuffix(".txt") ? name : name + ".txt")", in: game)
    }

    init(path: String, in game: Game) throws {
        self.path = path
        guard let text = game.readData(path) else {
            throw Refusal(.batchNone, ["file": Markup.escape("GameData/\(path)")])
        }
        lines = Self.lines(of: text)
    }

    /// As `batch` takes it.
    var name: String { Self.name(path) }

    static func name(_ path: String) -> String { String(path.dropFirst("batch/".count).dropLast(".txt".count)) }

    static func place(_ path: String, _ line: Line) -> String { Markup.escape("GameData/\(path):\(line.number)") }

    /// The index of the line that stands at a number of the file, or of the next after it. Throws a ``Refusal`` when
    /// all stand before that.
    static func index(at number: String?, in lines: [Line]) throws -> Int {
        guard let number else { return 0 }
        guard let wanted = Int(number), let index = lines.firstIndex(where: { $0.number >= wanted }) else {
            throw Refusal(.batchNoLine, ["line": Markup.escape(number)])
        }
        return index
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
