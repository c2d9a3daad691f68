/// A table: the columns are as wide as what they hold, the widest give way when the table would not fit, and their
/// cells wrap.
///
///     var table = TextTable("Name", "Idle")
///     table[column: "Idle"].alignment = .right
///     table.add("Ann", "3s")
///     tell(table)
///
/// Told so it takes the width of each client's screen. A screen reader, and a screen too narrow for the columns, gets a
/// line a row instead: "Name: Ann, Idle: 3s".
public nonisolated struct TextTable: Sendable {
    /// Which lines are drawn.
    public struct Border: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Under the headers.
        public static let header = Border(rawValue: 1)
        /// Between columns.
        public static let columns = Border(rawValue: 2)
        /// Between rows.
        public static let rows = Border(rawValue: 4)
        /// Around the whole.
        public static let frame = Border(rawValue: 8)

        /// Two spaces between columns, and no line.
        public static let none: Border = []
        /// Around the whole, under the headers and between columns.
        public static let cells: Border = [.header, .columns, .frame]
        public static let all: Border = [.header, .columns, .rows, .frame]
    }

    /// The characters of lines.
    public struct Lines: Sendable, Hashable {
        public var across, down, crossing: Swift.Character

        public init(across: Swift.Character, down: Swift.Character, crossing: Swift.Character) {
            (self.across, self.down, self.crossing) = (across, down, crossing)
        }

        public static let ascii = Lines(across: "-", down: "|", crossing: "+")
        public static let box = Lines(across: "─", down: "│", crossing: "┼")
    }

    /// How wide the columns are.
    public enum Spread: Sendable {
        /// As wide as what is in them.
        case content
        /// Together as wide as the screen.
        case full
        /// All the same, together as wide as the screen.
        case even
    }

    /// Where a cell stands in a row that is higher than it.
    public enum Rise: Sendable { case top, middle, bottom }

    /// How one column is set. Widths are in columns of the screen.
    public struct Column: Sendable {
        public var alignment = TextAlignment.left
        /// Where a cell stands beside one of more lines.
        public var rise = Rise.top
        public var narrowest = 1
        public var widest = Int.max
        /// A cell of more lines is cut; with 1 nothing wraps.
        public var mostLines = Int.max

        public init() {}
    }

    public var headers: [String]
    public var rows: [[String]] = []
    public var border: Border
    public var lines = Lines.ascii
    public var spread = Spread.content
    /// See ``TableStyle``.
    var borderColor = ""
    var headerColor = "w"
    /// The columns of the screen that the table may take; nil is all that the client has.
    public var width: Int?
    private(set) var columns: [Column] = []

    public init(headers: [String] = [], width: Int? = nil, border: Border = .header) {
        self.headers = headers
        self.width = width
        self.border = border
    }

    public init(_ headers: String..., width: Int? = nil, border: Border = .header) {
        self.init(headers: headers, width: width, border: border)
    }

    public mutating func add(_ cells: String...) { rows.append(cells) }
    public mutating func add(cells: [String]) { rows.append(cells) }

    /// Adds a column at the right, with its cells from the first row down.
    public mutating func addColumn(_ header: String, _ cells: [String]) {
        let place = columnCount
        if !headers.isEmpty || rows.isEmpty || !header.isEmpty { Self.set(header, at: place, of: &headers) }
        for (row, cell) in cells.enumerated() {
            if row == rows.count { rows.append([]) }
            Self.set(cell, at: place, of: &rows[row])
        }
    }

    private static func set(_ cell: String, at place: Int, of row: inout [String]) {
        row += Array(repeating: "", count: max(0, place + 1 - row.count))
        row[place] = cell
    }

    /// How a column is set, the first one 0.
    public subscript(column index: Int) -> Column {
        get { index < columns.count ? columns[index] : Column() }
        set {
            while columns.count <= index { columns.append(Column()) }
            columns[index] = newValue
        }
    }

    /// How the column of that header is set. Of no header, nothing is set.
    public subscript(column header: String) -> Column {
        get { headers.firstIndex(of: header).map { self[column: $0] } ?? Column() }
        set { if let index = headers.firstIndex(of: header) { self[column: index] = newValue } }
    }

    /// How columns stand, the first one first; columns that are not named stand left.
    public var alignments: [TextAlignment] {
        get { columns.map(\.alignment) }
        set { for index in 0..<max(newValue.count, columns.count) {
            self[column: index].alignment = index < newValue.count ? newValue[index] : .left
        } }
    }

    var columnCount: Int { max(headers.count, rows.map(\.count).max() ?? 0) }

    /// The table on a screen of its own width, 78 columns when it has none. No line break at its end.
    public var text: String { text(width: width ?? Client.usualWidth) }
}

nonisolated extension TextTable: ScreenText {
    public func text(width: Int) -> String {
        let width = min(width, self.width ?? width)
        return TableLayout(self, width: width)?.text ?? Markup.wrap(spoken, width: width, hanging: 2)
    }

    /// A line a row: "Name: Ann, Idle: 3s"; "Ann: 3s" without headers. What is empty is left out.
    public var spoken: String {
        rows.map { row in
            let cells = row.enumerated().filter { !$1.isEmpty }.map { index, cell in
                let cell = Markup.mended(cell.replacing("\n", with: " ").replacing("|/", with: " "))
                let header = index < headers.count ? headers[index] : ""
                return header.isEmpty ? cell : "\(header): \(cell)"
            }
            // Without headers the first cell says what the others are.
            guard headers.isEmpty, cells.count > 1 else { return cells.joined(separator: ", ") }
            return cells[0] + ": " + cells.dropFirst().joined(separator: ", ")
        }.joined(separator: "\n")
    }
}
