/// The functions that every game's texts have.
final class CoreInlineFunctions: InlineFunctions {
    override class var functions: [InlineFunction] { layout + words + things + numbers + chance }

    private static let widths = 0...500

    // MARK: Layout

    private static var layout: [InlineFunction] {
        [
            InlineFunction("pad(text, width=78, align=center, fill=)", "Fills a text up to a width.") {
                let fill = $0.text("fill").first ?? " "
                return Markup.pad(
                    $0.text("text"), to: try $0.int("width", in: widths), align: try alignment($0.text("align")),
                    with: fill == "|" ? " " : fill)
            },
            InlineFunction("crop(text, width=78, suffix=…)", "Cuts a text to a width.") {
                Markup.crop($0.text("text"), to: try $0.int("width", in: widths), suffix: $0.text("suffix"))
            },
            InlineFunction("just(text, width=78, align=full)", "Sets a text in lines of a width.") { try justify($0) },
            InlineFunction("justify(text, width=78, align=full)", "The same as just.") { try justify($0) },
            InlineFunction("ljust(text, width=78, align=left)", "Sets it at the left.") { try justify($0) },
            InlineFunction("rjust(text, width=78, align=right)", "Sets it at the right.") { try justify($0) },
            InlineFunction("cjust(text, width=78, align=center)", "Sets it in the middle.") { try justify($0) },
            InlineFunction("justify_left(text, width=78, align=left)", "The same as ljust.") { try justify($0) },
            InlineFunction("justify_right(text, width=78, align=right)", "The same as rjust.") { try justify($0) },
            InlineFunction("justify_center(text, width=78, align=center)", "The same as cjust.") { try justify($0) },
            InlineFunction("space(count=1)", "So many spaces.") {
                String(repeating: " ", count: try $0.int("count", in: widths))
            },
            InlineFunction("clr(color, text, end=n)", "Colours a text: $clr(r, fire), $clr([500, fire).") {
                func code(_ name: String) -> String { name.isEmpty ? "" : name.hasPrefix("|") ? name : "|" + name }
                return code($0.text("color")) + Markup.mended($0.text("text")) + code($0.text("end"))
            },
            InlineFunction("bar(part, whole=100, width=20)", "A bar for a part of a whole, with its percentage.") {
                let whole = try $0.number("whole")
                let share = whole > 0 ? try $0.number("part") / whole : 0
                return Markup.bar(share, width: try $0.int("width", in: 1...100))
            },
        ]
    }

    private static func alignment(_ word: String) throws -> TextAlignment {
        switch word.lowercased() {
        case "l", "left": return .left
        case "r", "right": return .right
        case "c", "center", "centre": return .center
        default: throw InlineError("'align' is to be left, right or center, and is '\(word)'")
        }
    }

    private static func justify(_ arguments: InlineArguments) throws -> String {
        guard let style = arguments.text("align").lowercased().first.flatMap({ Justification(rawValue: String($0)) })
        else { throw InlineError("'align' is to be left, right, center or full") }
        let lines = Markup.justify(
            arguments.text("text"), style, width: try arguments.int("width", in: 2...widths.upperBound))
        // The text goes on in the middle of a line: the spaces at the end count.
        guard style == .left || style == .center, !lines.contains("\n") else { return lines }
        return Markup.pad(lines, to: try arguments.int("width"))
    }

    // MARK: Words

    private static var words: [InlineFunction] {
        [
            InlineFunction("an(noun)", "The noun with 'a' or 'an' before it.") { English.withArticle($0.text("noun")) },
            InlineFunction("pluralize(noun, count=2, plural=)", "The plural of a noun, unless it is one.") {
                guard try $0.int("count") != 1 else { return $0.text("noun") }
                return $0.text("plural").isEmpty ? English.plural($0.text("noun")) : $0.text("plural")
            },
            InlineFunction("int2str(number)", "A number in words.") { English.cardinal(try $0.int("number")) },
            InlineFunction("ordinal(number)", "A number in words that count: third.") {
                English.ordinal(try $0.int("number"))
            },
            InlineFunction("capital(text)", "The text with a capital at its beginning.") {
                English.capitalized($0.text("text"))
            },
        ]
    }

    // MARK: Things

    private static var things: [InlineFunction] {
        [
            InlineFunction("obj(thing)", "The name of a thing: $obj(#12), $obj(quay) by a world file's key.") {
                try thing($0.text("thing")).name
            },
            InlineFunction("search(thing)", "The same as obj.") { try thing($0.text("thing")).name },
            InlineFunction("objlist(tag)", "The names of all with a tag, or of the things that are written.") { arguments in
                let tagged = World.current.tagged(arguments.text("tag").trimmed, Object.self)
                let found = arguments.all.count == 1 && !tagged.isEmpty ? tagged : try arguments.all.map(thing)
                return World.current.texts.list(found.map(\.name), in: nil)
            },
        ]
    }

    /// Found by what there is an index of: texts are read often.
    private static func thing(_ name: String) throws -> Object {
        guard let thing = World.current.place(named: name.trimmed) else {
            throw InlineError("there is nothing '\(name)': it is a number, as in #12, or a key of a world file")
        }
        return thing
    }

    // MARK: Numbers

    private static var numbers: [InlineFunction] {
        func operation(
            _ name: String, _ help: String, _ body: @escaping (Double, Double) throws -> Double
        ) -> InlineFunction {
            InlineFunction("\(name)(a, b)", help) { shown(try body(try $0.number("a"), try $0.number("b"))) }
        }
        return [
            operation("add", "The sum of two numbers.") { $0 + $1 },
            operation("sub", "The first number less the second.") { $0 - $1 },
            operation("mult", "The product of two numbers.") { $0 * $1 },
            operation("div", "The first number by the second.") {
                guard $1 != 0 else { throw InlineError("nothing can be divided by 0") }
                return $0 / $1
            },
            InlineFunction("round(number, digits=0)", "A number rounded to so many digits behind the point.") {
                var scale = 1.0
                for _ in 0..<(try $0.int("digits", in: 0...9)) { scale *= 10 }
                return shown((try $0.number("number") * scale).rounded() / scale)
            },
            InlineFunction("toint(number)", "A number without what is behind the point.") {
                shown(try $0.number("number").rounded(.towardZero))
            },
        ]
    }

    /// 3 for 3.0.
    private static func shown(_ number: Double) -> String { Int(exactly: number).map { "\($0)" } ?? "\(number)" }

    // MARK: Chance

    private static var chance: [InlineFunction] {
        [
            InlineFunction("random(least=0, most=1)", "A number between two; a whole one when both are whole.") {
                if let (least, most) = try? ($0.int("least"), $0.int("most")), $0.all.count > 0 {
                    guard least <= most else { throw InlineError("'least' is more than 'most'") }
                    return "\(Int.random(in: least...most))"
                }
                let (least, most) = (try $0.number("least"), try $0.number("most"))
                guard least <= most else { throw InlineError("'least' is more than 'most'") }
                return "\((Double.random(in: least...most) * 100).rounded() / 100)"
            },
            InlineFunction("randint(least, most)", "A whole number from one to the other.") {
                let least = try $0.int("least")
                guard let number = (least...max(least, try $0.int("most"))).randomElement() else { return "" }
                return "\(number)"
            },
            InlineFunction("choice(first, second)", "One of these, of as many as are written.") {
                $0.all.randomElement() ?? ""
            },
        ]
    }
}

extension String {
    fileprivate var trimmed: String { String(trimmingSpaces) }
}
