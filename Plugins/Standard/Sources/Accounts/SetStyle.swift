import HearthKit

/// How tables are drawn for somebody.
open class SetStyle: AnyCommand {
    open override class var key: String { "style" }
    open override class var category: String { "Account" }
    open override class var switches: [String] { ["clear"] }
    open override class var help: String {
        """
        Usage: style
               style <name> = <value>
               style/clear
        Shows or sets how tables are drawn for you, each time you come:
          lines    ascii, box or plain, which is as each table has them
          border   none, header, cells, all or plain
          color    that of the lines, as |wcolor|n lists them without the bar: |wstyle color = 520|n; none
          header   that of the headers
        /clear has it all as at first. |woption|n sets colours and width of all else.
        """
    }

    open override func run() async throws {
        guard let session else { throw Refusal(.nobodyToAsk) }
        if has("clear") {
            keep(nil, session)
        } else if !args.isEmpty {
            keep(try changed(session.client.tables, try required(lhs).lowercased(), try required(rhs)), session)
        }
        tell(list(session.client.tables))
    }

    private func keep(_ style: TableStyle?, _ session: Session) {
        session.options.tables = style
        call.account?.clientOptions.tables = style
    }

    private func changed(_ style: TableStyle, _ name: String, _ value: String) throws -> TableStyle {
        var style = style
        switch name {
        case "lines": style.lines = try TableStyle.Lines.named(value)
        case "border", "borders": style.border = try TableStyle.Border.named(value)
        case "color", "colour": style.borderColor = try color(value)
        case "header", "headers": style.headerColor = try color(value)
        default: throw usage
        }
        return style
    }

    /// A colour is what leaves nothing to be seen of itself, and is of text, not of what is behind it.
    private func color(_ typed: String) throws -> String {
        if typed.lowercased() == "none" { return "" }
        let code = typed.hasPrefix("|") ? String(typed.dropFirst()) : typed
        let isCode = code.wholeMatch(of: /[rgybmcwxRGYBMCWX]|[0-5]{3}|=[a-z]|#[0-9a-fA-F]{6}/) != nil
        guard isCode else { throw Refusal(.styleNoColor, ["color": Markup.escape(typed)]) }
        return code
    }

    private func list(_ style: TableStyle) -> TextTable {
        func shown(_ color: String) -> String { color.isEmpty ? "none" : "|\(color)\(color)|n" }
        var table = self.table(.styleHeaders)
        table.add("lines", style.lines.rawValue)
        table.add("border", style.border.rawValue)
        table.add("color", shown(style.borderColor))
        table.add("header", shown(style.headerColor))
        return table
    }
}

extension RawRepresentable where Self: CaseIterable, RawValue == String {
    /// The case of that name. Throws the ``Refusal`` of one that there is not, with those that there are.
    fileprivate static func named(_ typed: String) throws -> Self {
        guard let found = Self(rawValue: typed.lowercased()) else {
            throw Refusal(.styleOneOf, worded: ["all": .any(allCases.map { "|w\($0.rawValue)|n" })])
        }
        return found
    }
}

extension TextKey {
    static let styleHeaders = TextKey("style headers", "Style, Now")
    static let styleNoColor = TextKey("style no color", "'{color}' is no colour. (|wcolor|n lists them.)")
    static let styleOneOf = TextKey("style one of", "That is to be {all}.")
}
