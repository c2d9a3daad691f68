/// A sheet drawn once and filled with values, such as what a character is.
///
///     let sheet = TextForm("""
///         +--------------------------------------+
///         | {name              }  Level {>level} |
///         | {about                             } |
///         | {about                             } |
///         +--------------------------------------+
///         """)
///     tell(sheet.filled(["name": ann.name, "level": "12", "about": ann.text]))
///
/// A field is as wide as it is drawn, braces and all. `{>name }` stands right in it, `{^name }` in the middle. What
/// does not fit goes on in the next field of that name, and is cut in the last. A value can be a ``TextTable`` or any
/// other ``ScreenText``: it is laid out at the width of the first field. The rest of the drawing is markup, and stays.
///
/// A screen reader, and a screen that is narrower than the drawing, gets a line a field instead: "Name: Ann".
public nonisolated struct TextForm: ScreenText {
    /// What is drawn, with its fields.
    public var template: String
    public var values: [String: any ScreenText]

    public init(_ template: String, _ values: [String: any ScreenText] = [:]) {
        (self.template, self.values) = (template, values)
    }

    /// The form with these values beside those it has.
    public func filled(_ values: [String: any ScreenText]) -> TextForm {
        TextForm(template, self.values.merging(values) { $1 })
    }

    public func text(width: Int) -> String {
        Markup.width(Self.parts(template).map(\.source).joined()) <= width ? text : spoken
    }

    /// As it is drawn, at its own width.
    public var text: String {
        let parts = Self.parts(template)
        var places: [String: Int] = [:]
        for case .field(let field) in parts { places[field.name, default: 0] += 1 }
        var lines: [String: [String]] = [:]
        return parts.map { part in
            switch part {
            case .text(let text): return text
            case .field(let field):
                places[field.name, default: 1] -= 1
                // The first field of a name sets the width at which the value is laid out.
                var waiting = lines[field.name] ?? laidOut(field)
                defer { lines[field.name] = waiting }
                guard !waiting.isEmpty else { return Markup.pad("", to: field.width) }
                let line = waiting.removeFirst()
                let isCut = places[field.name] == 0 && !waiting.isEmpty
                let shown = isCut ? Markup.crop(line, to: field.width - 1, suffix: "") + "…" : line
                return Markup.fit(shown, to: field.width, align: field.alignment)
            }
        }.joined()
    }

    private func laidOut(_ field: Field) -> [String] {
        values[field.name].map { Markup.lines($0.text(width: field.width), width: field.width) } ?? []
    }

    /// A line a field, in the order in which they are drawn; what is empty is left out.
    public var spoken: String {
        var names: [String] = []
        for case .field(let field) in Self.parts(template) where !names.contains(field.name) {
            names.append(field.name)
        }
        return names.compactMap { name in
            guard let value = values[name]?.spoken, !value.isEmpty else { return nil }
            return English.capitalized(name) + ":" + (value.contains("\n") ? "\n" : " ") + Markup.mended(value)
        }.joined(separator: "\n")
    }
}

/// What a template is made of.
nonisolated extension TextForm {
    struct Field {
        var name: String
        var width: Int
        var alignment: TextAlignment
    }

    enum Part {
        case text(String)
        case field(Field)

        /// What takes as many columns.
        var source: String {
            switch self {
            case .text(let text): text
            case .field(let field): String(repeating: " ", count: field.width)
            }
        }
    }

    private static func parts(_ template: String) -> [Part] {
        var parts: [Part] = []
        var rest = template[...]
        while let match = rest.firstMatch(of: /\{([<>^]?)(\w[^{}|\n]*)\}/) {
            parts.append(.text(String(rest[..<match.range.lowerBound])))
            let alignment: TextAlignment = match.1 == ">" ? .right : match.1 == "^" ? .center : .left
            let name = String(match.2[...].trimmingSpaces)
            parts.append(.field(Field(name: name, width: Markup.width(String(match.0)), alignment: alignment)))
            rest = rest[match.range.upperBound...]
        }
        return parts + [.text(String(rest))]
    }
}
