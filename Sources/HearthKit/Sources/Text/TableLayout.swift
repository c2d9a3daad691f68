/// A table as drawn at one width.
nonisolated struct TableLayout {
    private let table: TextTable
    private let widths: [Int]

    /// Narrower than this no column gives way: what would be read down, a letter a line, is no table. Nor than its
    /// words, unless they are long.
    private static let narrowest = 3
    private static let longestWord = 12

    /// Nil when the columns do not fit.
    init?(_ table: TextTable, width: Int) {
        self.table = table
        let count = table.columnCount
        let edges = table.border.contains(.frame) ? 4 : 0
        let between = max(0, count - 1) * (table.border.contains(.columns) ? 3 : 2)
        guard let widths = Self.widths(of: table, count, room: width - edges - between) else { return nil }
        self.widths = widths
    }

    private static func widths(of table: TextTable, _ count: Int, room: Int) -> [Int]? {
        let columns = (0..<count).map { table[column: $0] }
        var natural = columns.map { max(1, $0.narrowest) }
        var words = columns.map { max($0.narrowest, narrowest) }
        for row in [table.headers] + table.rows {
            for (column, cell) in row.enumerated() {
                natural[column] = max(natural[column], Markup.width(cell))
                guard words[column] < longestWord, columns[column].mostLines > 1 else { continue }
                let widest = cell.split(separator: " ").map { Markup.width(String($0)) }.max() ?? 0
                words[column] = max(words[column], min(widest, longestWord))
            }
        }
        let most = columns.map { max($0.widest, $0.narrowest, 1) }
        var widths = zip(natural, most).map { min($0, $1, max(1, room)) }
        let least = zip(widths, words).map { min($0, $1) }
        if table.spread == .even, count > 0 {
            widths = (0..<count).map { min(most[$0], max(least[$0], room / count + ($0 < room % count ? 1 : 0))) }
        }
        var excess = widths.reduce(0, +) - room
        while excess > 0 {
            guard let column = widths.indices.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] })
            else { return nil }
            widths[column] -= 1
            excess -= 1
        }
        guard table.spread == .full else { return widths }
        while excess < 0 {
            // The narrowest grows, of those that may.
            guard let column = widths.indices.filter({ widths[$0] < most[$0] }).min(by: { widths[$0] < widths[$1] })
            else { break }
            widths[column] += 1
            excess += 1
        }
        return widths
    }

    var text: String {
        guard !widths.isEmpty else { return "" }
        let border = table.border
        var lines: [String] = []
        if border.contains(.frame) { lines.append(rule) }
        if !table.headers.isEmpty {
            lines += draw(table.headers.map { $0.isEmpty ? "" : painted(Markup.mended($0), table.headerColor) })
            if border.contains(.header) { lines.append(rule) }
        }
        for (index, row) in table.rows.enumerated() {
            if index > 0, border.contains(.rows) { lines.append(rule) }
            lines += draw(row)
        }
        if border.contains(.frame), !(table.rows.isEmpty && lines.last == rule) { lines.append(rule) }
        return lines.joined(separator: "\n")
    }

    private var rule: String { painted(plainRule, table.borderColor) }

    private var plainRule: String {
        let (across, crossing) = (table.lines.across, Markup.escape(String(table.lines.crossing)))
        let hasFrame = table.border.contains(.frame)
        func line(_ count: Int) -> String { Markup.escape(String(repeating: across, count: count)) }
        guard table.border.contains(.columns) else {
            // Open between columns, unless the frame closes it.
            guard hasFrame else { return widths.map(line).joined(separator: "  ") }
            return crossing + line(widths.reduce(2 * (widths.count - 1) + 2, +)) + crossing
        }
        let inner = widths.map { line($0) }.joined(separator: line(1) + crossing + line(1))
        return hasFrame ? crossing + line(1) + inner + line(1) + crossing : inner
    }

    private func painted(_ text: String, _ color: String) -> String { color.isEmpty ? text : "|\(color)\(text)|n" }

    private func draw(_ row: [String]) -> [String] {
        let cells = widths.indices.map { column in
            column < row.count ? lines(of: row[column], column) : [""]
        }
        let down = painted(Markup.escape(String(table.lines.down)), table.borderColor)
        let (hasFrame, hasColumns) = (table.border.contains(.frame), table.border.contains(.columns))
        let height = cells.map(\.count).max() ?? 1
        return (0..<height).map { line in
            let parts = widths.indices.map { column in
                let first = table[column: column].rise.lines(above: cells[column].count, of: height)
                let text = cells[column].indices.contains(line - first) ? cells[column][line - first] : ""
                let align = table[column: column].alignment
                let isLast = column == widths.count - 1 && !hasFrame && align == .left
                // A character wider than its column stays; the line is then wider, and nothing is lost.
                return isLast ? text : Markup.pad(text, to: widths[column], align: align)
            }
            let inner = parts.joined(separator: hasColumns ? " \(down) " : "  ")
            return hasFrame ? "\(down) \(inner) \(down)" : inner
        }
    }

    private func lines(of cell: String, _ column: Int) -> [String] {
        let (width, most) = (widths[column], table[column: column].mostLines)
        guard most > 1 else { return [Markup.crop(cell.replacing("\n", with: " "), to: width)] }
        var lines = Markup.lines(cell, width: width)
        guard lines.count > most else { return lines }
        lines = Array(lines.prefix(most))
        // The mark stands where there is room for it.
        lines[most - 1] = Markup.crop(lines[most - 1], to: max(1, width - 1), suffix: "") + "…"
        return lines
    }
}

nonisolated extension TextTable.Rise {
    /// How many lines of a row are empty above a cell of so many.
    fileprivate func lines(above count: Int, of height: Int) -> Int {
        switch self {
        case .top: 0
        case .middle: (height - count) / 2
        case .bottom: height - count
        }
    }
}
