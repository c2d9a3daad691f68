// Parts of marked-up text that look by themselves as they did in the whole: each opens the looks and the link that it
// needs, and ends them.

nonisolated extension Markup {
    /// The part of a line that a screen shows in these columns, counted from 0. A wide character that is only half
    /// within is left out, and so is what is beyond the line.
    public static func slice(_ text: String, _ columns: Range<Int>) -> String {
        let first = max(0, columns.lowerBound)
        for before in first...first + TextStep.tabWidth {
            let start = cut(text, at: before)
            // What begins before the first column and ends behind it is passed over as a whole.
            guard start.columns >= first else { continue }
            return cut(start.tail, at: max(0, columns.upperBound - start.columns)).head
        }
        return ""
    }

    /// A line in two, of which the first takes at most so many columns.
    public static func split(_ text: String, at column: Int) -> (head: String, tail: String) {
        let cut = cut(text, at: max(0, column))
        return (cut.head, cut.tail)
    }

    private static func cut(_ text: String, at column: Int) -> (head: String, tail: String, columns: Int) {
        mended(text).withBytes { bytes in
            let cut = TextCut(bytes, at: column)
            let looks = String(decoding: cut.looks, as: UTF8.self)
            let link = cut.link.map { bytes.string($0) } ?? ""
            let head = bytes.string(0..<cut.index) + (link.isEmpty ? "" : "|le") + (looks.isEmpty ? "" : "|n")
            return (head, looks + link + bytes.string(cut.index..<bytes.count), cut.columns)
        }
    }

    /// The text in pieces, of which there is one more than it shows `separator`. What is within a code is not shown.
    public static func split(_ text: String, separator: Swift.Character) -> [String] {
        var pieces: [String] = []
        var (piece, looks, link) = ("", "", "")
        func end() {
            pieces.append(piece + (link.isEmpty ? "" : "|le") + (looks.isEmpty ? "" : "|n"))
            piece = looks + link
        }
        mended(text).withBytes { bytes in
            var scanner = MarkupScanner()
            var start = 0
            while let token = scanner.next(in: bytes) {
                let code = bytes.string(start..<scanner.position)
                start = scanner.position
                switch token {
                case .text where code != "||":
                    for (index, part) in code.split(separator: separator, omittingEmptySubsequences: false).enumerated() {
                        if index > 0 { end() }
                        piece += part
                    }
                    continue
                case .text where separator == "|", .newline where separator == "\n":
                    end()
                    continue
                case .reset: looks = ""
                case .style, .color: looks += code
                case .linkStart: link = code
                case .linkEnd: link = ""
                default: break
                }
                piece += code
            }
        }
        end()
        return pieces
    }
}
