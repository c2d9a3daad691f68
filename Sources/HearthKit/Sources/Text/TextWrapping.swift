/// Text broken into lines. Words carry the codes inside and before them, so that no code is lost at a break.
nonisolated struct WrappedText {
    struct Line {
        var text: String
        /// Made by a break of ours, not by one in the text.
        var isContinued: Bool
    }

    private(set) var lines: [Line] = []

    /// A line holds at least one wide character.
    private static let narrowest = 2

    private let width: Int
    private let hanging: Int
    private var line: [UInt8] = []
    private var column = 0
    private var isContinued = false
    private var hasWords = false
    private var spaces = 0
    private var word: [UInt8] = []
    private var wordColumns = 0
    /// The codes since the last reset: what a new line must take up again.
    private var looks: [UInt8] = []

    init(_ text: String, width: Int, hanging: Int) {
        self.width = max(Self.narrowest, width)
        self.hanging = max(0, min(hanging, width - Self.narrowest))
        Markup.mended(text).withBytes { bytes in
            var scanner = MarkupScanner()
            var start = 0
            while let token = scanner.next(in: bytes) {
                switch token {
                case .text(let range) where range.lowerBound == start:
                    read(bytes, range, isInLink: scanner.isInLink)
                case .text: append(bytes, start..<scanner.position, columns: 1)
                case .spaces(let count): for _ in 0..<count { fixedSpace() }
                case .newline: breakable(UInt8(ascii: "\n"), isInLink: scanner.isInLink)
                case .tab: breakable(UInt8(ascii: "\t"), isInLink: scanner.isInLink)
                default: append(bytes, start..<scanner.position, columns: 0)
                }
                start = scanner.position
            }
        }
        endWord()
        endLine(byBreak: false)
    }

    private var limit: Int { isContinued ? width - hanging : width }

    private mutating func read(_ text: Span<UInt8>, _ range: Range<Int>, isInLink: Bool) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"):
                breakable(byte, isInLink: isInLink)
                index += 1
            default:
                let step = TextStep(text, at: index, end: range.upperBound, column: 0)
                append(text, index..<index + step.length, columns: step.columns)
                index += step.length
            }
        }
    }

    private mutating func append(_ text: Span<UInt8>, _ range: Range<Int>, columns: Int) {
        word.append(text, range)
        wordColumns += columns
    }

    /// A space that is no place to break at, unless a line holds nothing else.
    private mutating func fixedSpace() {
        word.append("|_")
        wordColumns += 1
    }

    /// White space ends a word, except in a link, which must stay in one piece.
    private mutating func breakable(_ byte: UInt8, isInLink: Bool) {
        if isInLink {
            word.append(UInt8(ascii: " "))
            wordColumns += 1
        } else if byte == UInt8(ascii: "\n") {
            endWord()
            endLine(byBreak: false)
        } else {
            endWord()
            spaces += 1
        }
    }

    /// Puts the word that was read on this line, or on the next.
    private mutating func endWord() {
        guard !word.isEmpty else { return }
        if wordColumns > 0, column + spaces + wordColumns > limit {
            if hasWords { endLine(byBreak: true) }
            spaces = min(spaces, limit - Self.narrowest)
            while spaces + wordColumns > limit, breakWord() {}
        }
        // Codes alone do not hold spaces: they could be all that a line has room for.
        if wordColumns > 0 || hasWords && column + spaces <= limit { writeSpaces() }
        column += wordColumns
        if wordColumns > 0 { hasWords = true }
        line += word
        noteLooks(of: word[...])
        word.removeAll(keepingCapacity: true)
        wordColumns = 0
    }

    /// Cuts a word that is wider than a line. False when not even one character of it fits.
    private mutating func breakWord() -> Bool {
        let cut = TextCut(word.span, at: limit - spaces)
        guard cut.columns > 0 else { return false }
        writeSpaces()
        line += word[..<cut.index]
        noteLooks(of: word[..<cut.index])
        wordColumns -= cut.columns
        // A link goes on in the next line.
        if cut.link != nil { line.append("|le") }
        word.replaceSubrange(..<cut.index, with: cut.link.map { Array(word[$0]) } ?? [])
        endLine(byBreak: true)
        return true
    }

    private mutating func writeSpaces() {
        for _ in 0..<spaces { line.append(UInt8(ascii: " ")) }
        column += spaces
        spaces = 0
    }

    private mutating func noteLooks(of part: ArraySlice<UInt8>) {
        let bytes = part.span
        guard bytes.firstIndex(of: UInt8(ascii: "|")) != nil else { return }
        var scanner = MarkupScanner()
        var start = 0
        while let token = scanner.next(in: bytes) {
            if token == .reset { looks = [] }
            if token.changesLook { looks.append(bytes, start..<scanner.position) }
            start = scanner.position
        }
    }

    private mutating func endLine(byBreak: Bool) {
        // Spaces at the end of a line are seen by nobody.
        if !looks.isEmpty { line.append("|n") }
        lines.append(Line(text: String(decoding: line, as: UTF8.self), isContinued: isContinued))
        line.removeAll(keepingCapacity: true)
        line += looks
        (column, spaces, hasWords, isContinued) = (0, 0, false, byBreak)
    }
}
