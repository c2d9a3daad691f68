import HearthKit

/// How the game is shown.
open class SetOptions: AnyCommand {
    open override class var key: String { "option" }
    open override class var aliases: [String] { ["options"] }
    open override class var category: String { "Account" }
    open override class var switches: [String] { ["save", "clear"] }
    open override class var help: String {
        """
        Usage: option
               option <name> = <value>
               option/save [<name> = <value>]
               option/clear
        Shows or sets how the game is shown to you, over what your client says of itself:
          colors        none, 16, 256 or true
          width         columns, from 20 to 500; auto
          height        lines, from 5 to 500; auto
          screenreader  on or off
          links         none, mxp or osc8: whether words can be clicked, and how your client is told
        /save keeps it for each time you come; /clear forgets all of it.
        """
    }

    open override func run() async throws {
        guard let session else { throw Refusal(.nobodyToAsk) }
        if has("clear") {
            // What has a command of its own stays.
            var cleared = ClientOptions()
            cleared.language = session.options.language
            cleared.tables = session.options.tables
            session.options = cleared
            call.account?.clientOptions = cleared
        } else if !args.isEmpty {
            let (name, value) = (try required(lhs).lowercased(), try required(rhs).lowercased())
            session.options = try changed(session.options, name, value)
        }
        if has("save") { call.account?.clientOptions = session.options }
        tell(list(session))
    }

    private func changed(_ options: ClientOptions, _ name: String, _ value: String) throws -> ClientOptions {
        var options = options
        switch name {
        case "colors", "color", "colours", "ansi":
            let depths: [String: ColorDepth] = [
                "none": .none, "off": .none, "16": .ansi16, "ansi": .ansi16, "256": .xterm256, "true": .trueColor,
            ]
            guard let depth = depths[value] else { throw usage }
            options.colors = depth
        case "width": options.width = try number(value, 20...500)
        case "height": options.height = try number(value, 5...500)
        case "screenreader":
            guard ["on", "off"].contains(value) else { throw usage }
            options.isScreenReader = value == "on"
        case "links", "mxp":
            let styles: [String: LinkStyle] = [
                "none": .text, "off": .text, "mxp": .mxp, "on": .mxp, "osc8": .osc8,
            ]
            guard let style = styles[value] else { throw usage }
            options.links = style
        default: throw usage
        }
        return options
    }

    private func number(_ value: String, _ range: ClosedRange<Int>) throws -> Int? {
        if value == "auto" { return nil }
        guard let number = Int(value), range.contains(number) else { throw usage }
        return number
    }

    private func list(_ session: Session) -> TextTable {
        let client = session.client
        let colors: String =
            switch client.colors {
            case .none: "none"
            case .ansi16: "16"
            case .xterm256: "256"
            case .trueColor: "true"
            }
        var table = TextTable("Option", "Now", "Set by you")
        let options = session.options
        table.add("client", [client.name, client.terminal].compactMap(\.self).joined(separator: " "), "")
        table.add("colors", colors, options.colors == nil ? "" : "yes")
        table.add("width", client.width == 0 ? "unknown" : "\(client.width)", options.width == nil ? "" : "yes")
        table.add("height", client.height == 0 ? "unknown" : "\(client.height)", options.height == nil ? "" : "yes")
        table.add("screenreader", client.isScreenReader ? "on" : "off", options.isScreenReader == nil ? "" : "yes")
        let links = client.links == .text ? "none" : "\(client.links)"
        table.add("links", links, options.links == nil ? "" : "yes")
        return table
    }
}

/// The colours that there are.
open class ShowColors: AnyCommand {
    open override class var key: String { "color" }
    open override class var aliases: [String] { ["colour", "colors"] }
    open override class var category: String { "Account" }
    open override class var help: String {
        """
        Usage: color
               color 256
        Shows the colours that text can have, and how they are written.
        """
    }

    open override func run() async throws {
        guard args != "256" else { return tell(palette) }
        let letters = "rgybmcwx"
        let rows = [letters, letters.uppercased()].map { row in
            row.map { "||\($0) |\($0)text|n  ||[\($0) |[\($0)text|n" }.joined(separator: "   ")
        }
        tell((rows + [text(.colorHelp)]).joined(separator: "\n"))
    }

    /// The cube of 216, a row for each level of red and green.
    private var palette: String {
        (0..<6).flatMap { red in
            (0..<6).map { green in
                (0..<6).map { blue in "|\(red)\(green)\(blue)||\(red)\(green)\(blue)|n" }.joined(separator: " ")
            }
        }.joined(separator: "\n")
    }
}

extension TextKey {
    static let colorHelp = TextKey(
        "color help",
        "||n ends them; ||u underlines, ||h is bright, ||* is inverse. ||500 and ||[500 are of the 256, ||#ff8800 is any.")
}
