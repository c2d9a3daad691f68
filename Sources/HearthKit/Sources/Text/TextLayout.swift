/// Where text stands in a field that is wider.
public nonisolated enum TextAlignment: Sendable { case left, right, center }

nonisolated extension Markup {
    /// The text filled up to `width` columns. Text that is as wide already comes back as it is.
    public static func pad(
        _ text: String, to width: Int, align: TextAlignment = .left, with fill: Swift.Character = " "
    ) -> String {
        let missing = width - self.width(text)
        guard missing > 0 else { return text }
        let text = mended(text)
        func filling(_ count: Int) -> String { String(repeating: fill, count: count) }
        return switch align {
        case .left: text + filling(missing)
        case .right: filling(missing) + text
        case .center: filling(missing / 2) + text + filling(missing - missing / 2)
        }
    }

    /// The text cut to `width` columns; what was cut is marked by `suffix`, which counts in.
    public static func crop(_ text: String, to width: Int, suffix: String = "…") -> String {
        guard self.width(text) > width else { return text }
        let mark = self.width(suffix) < width ? suffix : ""
        return mended(text).withBytes { bytes in
            let cut = TextCut(bytes, at: max(0, width - self.width(mark)))
            return bytes.string(0..<cut.index) + (cut.link == nil ? "" : "|le") + (cut.looks.isEmpty ? "" : "|n") + mark
        }
    }

    /// The text cropped and padded: exactly `width` columns.
    public static func fit(_ text: String, to width: Int, align: TextAlignment = .left) -> String {
        pad(crop(text, to: width), to: width, align: align)
    }

    /// Breaks text into lines of at most `width` columns, at spaces where there are any. Line breaks in the text stay,
    /// and so do spaces at the start of its lines.
    ///
    /// - Parameters:
    ///   - indent: spaces before every line, counted in the width.
    ///   - hanging: further spaces before the lines that a break made.
    public static func wrap(_ text: String, width: Int = 78, indent: Int = 0, hanging: Int = 0) -> String {
        let wrapped = WrappedText(text, width: width - indent, hanging: hanging)
        return wrapped.lines.map { line in
            let margin = line.text.isEmpty ? 0 : indent + (line.isContinued ? hanging : 0)
            return String(repeating: " ", count: max(0, margin)) + line.text
        }.joined(separator: "\n")
    }

    /// The lines of `wrap(_:width:indent:hanging:)`, each whole by itself: it opens the looks it needs and ends them.
    public static func lines(_ text: String, width: Int = 78) -> [String] {
        WrappedText(text, width: width, hanging: 0).lines.map(\.text)
    }

    /// Lays short items out in as many columns as fit, filled downwards, as `ls` does.
    public static func columns(_ items: [String], width: Int = 78, gap: Int = 2) -> String {
        guard !items.isEmpty else { return "" }
        let cell = (items.map(self.width).max() ?? 0) + gap
        let perLine = max(1, min(items.count, (width + gap) / max(1, cell)))
        let height = (items.count + perLine - 1) / perLine
        return (0..<height).map { row in
            let line = stride(from: row, to: items.count, by: height).map { index in
                index + height < items.count ? pad(items[index], to: cell) : items[index]
            }
            return line.joined()
        }.joined(separator: "\n")
    }

    /// The text without the spaces that all its lines begin with; lines of spaces alone do not count.
    public static func dedent(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let margins = lines.filter { !$0.allSatisfy { $0 == " " } }.map { $0.prefix { $0 == " " }.count }
        let margin = margins.min() ?? 0
        return lines.map { line in
            line.allSatisfy { $0 == " " } ? "" : String(line.dropFirst(margin))
        }.joined(separator: "\n")
    }

    /// A share as a bar, with its percentage behind it: `█████░░░░░ 50%`. Below zero it is empty, over one full. A
    /// screen reader reads the percentage alone.
    ///
    /// - Parameters:
    ///   - width: the columns of the bar itself.
    ///   - color: the code for the full part, such as `|g`; the rest is grey.
    public static func bar(_ share: Double, width: Int = 20, color: String = "|g") -> String {
        let share = share.isNaN ? 0 : min(1, max(0, share))
        var full = Int((share * Double(width)).rounded())
        // Empty and full are said only of what is.
        if share > 0, share < 1 { full = min(max(1, full), max(1, width - 1)) }
        func line(_ mark: String, _ count: Int) -> String { String(repeating: mark, count: max(0, count)) }
        return "\(color)\(line("█", full))|n|x\(line("░", width - full))|n \(percent(share))%"
    }

    private static func percent(_ share: Double) -> Int {
        let percent = Int((share * 100).rounded())
        return share > 0 && share < 1 ? min(max(1, percent), 99) : percent
    }
}

/// Where to cut one line so that what is before takes at most so many columns.
nonisolated struct TextCut {
    /// The byte to cut before.
    private(set) var index: Int
    private(set) var columns = 0
    /// The codes that are on at the cut: the head must end them, the tail take them up again.
    private(set) var looks: [UInt8] = []
    /// The code that opened the link that the cut is in.
    private(set) var link: Range<Int>?

    init(_ text: Span<UInt8>, at limit: Int) {
        index = text.count
        var scanner = MarkupScanner()
        var start = 0
        while let token = scanner.next(in: text) {
            switch token {
            case .text(let range):
                // A code for one character, `||`, is not cut inside.
                let isCode = range.lowerBound != start
                var place = range.lowerBound
                while place < range.upperBound {
                    let step = TextStep(text, at: place, end: range.upperBound, column: columns)
                    guard columns + step.columns <= limit else {
                        index = isCode ? start : place
                        return
                    }
                    columns += step.columns
                    place += step.length
                }
            case .spaces(let count):
                guard columns + count <= limit else {
                    index = start
                    return
                }
                columns += count
            case .reset: looks = []
            case .style, .color: looks.append(text, start..<scanner.position)
            case .linkStart: link = start..<scanner.position
            case .linkEnd: link = nil
            case .newline, .tab: break
            }
            start = scanner.position
        }
    }
}
