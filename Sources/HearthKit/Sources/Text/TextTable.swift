/// A plain table for lists such as `who`: the columns are as wide as what they hold, the widest give way when the table
/// would not fit, and their cells wrap.
///
///     var table = TextTable("Name", "Idle", width: 78)
///     table.add("Ann", "3s")
///     caller.tell(table.text)
public nonisolated struct TextTable: Sendable {
    public enum Border: Sendable {
        /// Two spaces between columns.
        case none
        /// A line under the headers too.
        case header
        /// Lines around every cell.
        case cells
    }

    public var headers: [String]
    public var rows: [[String]] = []
    /// How columns stand, the first one first; columns that are not named stand left.
    public var alignments: [TextAlignment] = []
    public var border: Border
    /// The columns of the screen that the table may take.
    public var width: Int

    public init(headers: [String] = [], width: Int = 78, border: Border = .header) {
        self.headers = headers
        self.width = width
        self.border = border
    }

    public init(_ headers: String..., width: Int = 78, border: Border = .header) {
        self.init(headers: headers, width: width, border: border)
    }

    public mutating func add(_ cells: String...) { rows.append(cells) }
    public mutating func add(cells: [String]) { rows.append(cells) }

    /// The whole table, without a line break at its end.
    public var text: String {
        let widths = columnWidths()
        guard !widths.isEmpty else { return "" }
        var lines: [String] = []
        let rule = rule(widths)
        if border == .cells { lines.append(rule) }
        if !headers.isEmpty {
            lines += render(headers.map { $0.isEmpty ? "" : "|w" + $0 + "|n" }, widths)
            if border != .none { lines.append(rule) }
        }
        for row in rows { lines += render(row, widths) }
        if border == .cells, !rows.isEmpty { lines.append(rule) }
        return lines.joined(separator: "\n")
    }

    private func columnWidths() -> [Int] {
        let count = max(headers.count, rows.map(\.count).max() ?? 0)
        var widths = Array(repeating: 1, count: count)
        for row in [headers] + rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], Markup.width(cell)) }
        }
        let between = border == .cells ? 3 * count + 1 : 2 * (count - 1)
        var excess = widths.reduce(0, +) + between - width
        while excess > 0, let widest = widths.max(), widest > 3 {
            let column = widths.lastIndex(of: widest) ?? 0
            // Down to the next widest in one go, one column wide at the least.
            let next = widths.filter { $0 < widest }.max() ?? 3
            let step = min(excess, widths.filter { $0 == widest }.count > 1 ? 1 : widest - max(next, 3))
            widths[column] -= max(1, step)
            excess -= max(1, step)
        }
        return widths
    }

    private func rule(_ widths: [Int]) -> String {
        let parts = widths.map { String(repeating: "-", count: border == .cells ? $0 + 2 : $0) }
        return border == .cells ? "+" + parts.joined(separator: "+") + "+" : parts.joined(separator: "  ")
    }

    private func render(_ row: [String], _ widths: [Int]) -> [String] {
        let cells = widths.indices.map { column in
            column < row.count ? Markup.lines(row[column], width: widths[column]) : [""]
        }
        return (0..<(cells.map(\.count).max() ?? 1)).map { line in
            let parts = widths.indices.map { column in
                let text = line < cells[column].count ? cells[column][line] : ""
                let align = column < alignments.count ? alignments[column] : .left
                let isLast = column == widths.count - 1 && border != .cells && align == .left
                // A character wider than its column stays; the line is then wider, and nothing is lost.
                return isLast ? text : Markup.pad(text, to: widths[column], align: align)
            }
            return border == .cells
                ? "|| " + parts.joined(separator: " || ") + " ||"
                : parts.joined(separator: "  ")
        }
    }
}
