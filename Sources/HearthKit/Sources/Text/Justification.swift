/// How the lines of a paragraph fill their width.
public nonisolated enum Justification: String, Sendable {
    case left = "l", right = "r", center = "c"
    /// Wider gaps between words, so that both edges are straight; the last line of a paragraph stands left.
    case full = "f"
}

nonisolated extension Markup {
    /// The text set anew in lines of `width` columns. Paragraphs are what blank lines separate.
    public static func justify(_ text: String, _ style: Justification = .full, width: Int = 78) -> String {
        let lines = text.replacing("|/", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        return justify(lines.map(String.init), style, width: width).joined(separator: "\n")
    }

    static func justify(_ lines: [String], _ style: Justification, width: Int) -> [String] {
        var result: [String] = []
        var paragraph: [Substring] = []
        func endParagraph() {
            guard !paragraph.isEmpty else { return }
            let filled = Markup.lines(paragraph.joined(separator: " "), width: width)
            for (index, line) in filled.enumerated() {
                result.append(set(line, style, width: width, isLast: index == filled.count - 1))
            }
            paragraph = []
        }
        for line in lines {
            let words = line.split(separator: " ")
            if words.isEmpty {
                endParagraph()
                result.append("")
            } else {
                paragraph += words
            }
        }
        endParagraph()
        return result
    }

    private static func set(_ line: String, _ style: Justification, width: Int, isLast: Bool) -> String {
        switch style {
        case .left: line
        case .right: Markup.pad(line, to: width, align: .right)
        case .center: String(Markup.pad(line, to: width, align: .center).trimmingTrailingSpaces)
        case .full: isLast ? line : spread(line, width: width)
        }
    }

    /// Makes the gaps between the words wider, those on the left first, until the line is full.
    private static func spread(_ line: String, width: Int) -> String {
        let words = line.split(separator: " ")
        let missing = width - Markup.width(line)
        let gaps = words.count - 1
        guard gaps > 0, missing > 0 else { return line }
        var result = String(words[0])
        for (index, word) in words.dropFirst().enumerated() {
            let more = missing / gaps + (index < missing % gaps ? 1 : 0)
            result += String(repeating: " ", count: 1 + more) + word
        }
        return result
    }
}

extension String {
    nonisolated fileprivate var trimmingTrailingSpaces: Substring {
        guard let last = lastIndex(where: { $0 != " " }) else { return self[startIndex..<startIndex] }
        return self[...last]
    }
}
