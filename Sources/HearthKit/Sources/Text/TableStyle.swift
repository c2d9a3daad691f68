/// How a player likes tables to be drawn, whoever made them.
nonisolated public struct TableStyle: Codable, Hashable, Sendable {
    public enum Lines: String, Codable, CaseIterable, Sendable {
        /// As the table's maker has them.
        case plain
        case ascii, box
    }

    public enum Border: String, Codable, CaseIterable, Sendable {
        /// As the table's maker has it.
        case plain
        case none, header, cells, all
    }

    public var lines = Lines.plain
    public var border = Border.plain
    /// Colours as in markup without the bar: `w`, `500`. Empty is that of other text.
    public var borderColor = ""
    public var headerColor = "w"

    public init() {}
}

nonisolated extension TextTable {
    /// The table as a client draws it.
    public func text(for client: Client) -> String {
        guard !client.isScreenReader else { return spoken }
        var table = self
        table.style(by: client.tables)
        return table.text(width: client.textWidth)
    }

    private mutating func style(by style: TableStyle) {
        (borderColor, headerColor) = (style.borderColor, style.headerColor)
        switch style.lines {
        case .plain: break
        case .ascii: lines = .ascii
        case .box: lines = .box
        }
        // A list without headers or lines is no table to its reader.
        guard !headers.isEmpty || !border.isEmpty else { return }
        switch style.border {
        case .plain: break
        case .none: border = .none
        case .header: border = .header
        case .cells: border = .cells
        case .all: border = .all
        }
    }
}
