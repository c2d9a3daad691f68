/// The line editor, with the commands that people know from vi and from Evennia. Text, what can be undone and what was
/// copied are stored with each line that is typed.
nonisolated struct Editor<D: Document>: Codable {
    var document: D
    var buffer: EditorBuffer
    /// The text as it was when it was loaded or saved last, in short: others may edit it too.
    var known: Int64
    /// What `:y` and `:x` copied.
    var copied: [String] = []
    var isSaved = true
    /// Whether each line is shown again when it was typed.
    var echoes = false
    /// It has asked whether to save before it ends.
    var isLeaving = false
}

@MainActor extension Editor: Dialogue, DialogueCarrier {
    static var carried: Any.Type { D.self }

    init(_ document: D, for session: Session) throws {
        self.document = document
        let text = try Self.text(of: document, for: session)
        buffer = EditorBuffer(text)
        known = Self.digest(text)
    }

    /// FNV-1a: the same in each process.
    private static func digest(_ text: String) -> Int64 {
        Int64(bitPattern: text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
    }

    /// As it is typed: where markup is not taken, what is shown is what is edited.
    private static func text(of document: D, for session: Session) throws -> String {
        let text = try document.load(for: session)
        return document.takesMarkup ? text : Markup.strip(text)
    }

    mutating func begin(_ session: Session) {
        let count = session.counted(buffer.lines.count, .oneLine, .manyLines)
        session.send(.editorBegins, ["title": document.title(for: session), "count": count])
        if !buffer.lines.isEmpty { session.send(paged: listing(0..<buffer.lines.count)) }
        prompt(session)
    }

    mutating func resumed(_ session: Session, with result: StoredValue) { prompt(session) }

    mutating func receive(_ line: String, from session: Session) -> Next {
        if isLeaving { return answerLeaving(line, session) }
        var next = Next.go
        do {
            next = try follow(EditorLine(line), session)
        } catch is EditorBuffer.TooLong {
            session.send(.editorFull, ["most": "\(document.longest)"])
        } catch {
            session.report(error, of: D.self)
        }
        if case .go = next { prompt(session) }
        return next
    }

    /// Unless a pager has the screen.
    private func prompt(_ session: Session) {
        guard session.dialogue is Self else { return }
        if isLeaving { return session.prompt(.editorLeave) }
        session.prompt(.editorPrompt, ["line": "\(buffer.lines.count + 1)"])
    }

    // MARK: Commands

    private mutating func follow(_ typed: EditorLine, _ session: Session) throws -> Next {
        var line = typed
        line.command = typed.command.map { session.editorCommand($0) }
        guard let command = line.command else {
            try append(line.rest, session)
            return .go
        }
        switch command {
        case "": session.send(paged: listing(try range(line, default: 0..<buffer.lines.count)))
        case ":": session.send(paged: preview(try range(line, default: 0..<buffer.lines.count)))
        case "::": try append(line.rest.isEmpty ? ":" : line.rest, session)
        case "h": session.send(paged: session.text(.editorHelp))
        case "echo":
            echoes.toggle()
            session.send(echoes ? .editorEchoes : .editorSilent)
        case "w", "w!": try save(session, overOthers: command == "w!")
        case "wq", "wq!":
            try save(session, overOthers: command == "wq!")
            return .end
        case "q":
            guard !isSaved else { return .end }
            isLeaving = true
        case "q!": return .end
        case "u": try move(buffer.undo(), .editorUndone, .editorNothingUndone, session)
        case "uu": try move(buffer.redo(), .editorRedone, .editorNothingRedone, session)
        case "UU":
            let saved = try Self.text(of: document, for: session)
            try change(.editorReset, session) { $0 = EditorBuffer.lines(of: saved) }
            (known, isSaved) = (Self.digest(saved), true)
        default: try edit(command, line, session)
        }
        return .go
    }

    /// Those that change lines.
    private mutating func edit(_ command: String, _ line: EditorLine, _ session: Session) throws {
        let all = 0..<buffer.lines.count
        let last = max(0, all.upperBound - 1)..<all.upperBound
        switch command {
        case "dd":
            let range = try range(line, default: last)
            try change(.editorDeleted, session) { $0.removeSubrange(range) }
        case "DD": try change(.editorDeleted, session) { $0.removeAll() }
        case "dw", "s":
            let (old, words) = (line.parts.first, line.words)
            guard let old, old != .word(""), words.count == (command == "s" ? 2 : 1) else { throw unknown }
            let replacement = try EditorReplacement(of: old, by: words.count > 1 ? words[1] : "", in: document)
            let range = try range(line, default: all)
            try change(.editorReplaced, session) { lines in
                for index in range { lines[index] = replacement.applied(to: lines[index]) }
            }
        case "y", "x":
            let range = try range(line, default: all)
            copied = Array(buffer.lines[range])
            if command == "x" { try change(.editorCut, session) { $0.removeSubrange(range) } }
            if command == "y" {
                session.send(.editorCopied, ["count": session.counted(copied.count, .oneLine, .manyLines)])
            }
        case "p":
            let place = try range(line, default: last).upperBound
            let copied = copied
            try change(.editorPut, session) { $0.insert(contentsOf: copied, at: place) }
        case "i":
            guard let span = line.span else { throw unknown }
            // One past the end is a place too.
            let place = min(span.lowerBound - 1, all.upperBound)
            try change(.editorChanged, session) { $0.insert(line.rest, at: place) }
        case "r":
            let range = try range(line, default: nil)
            try change(.editorChanged, session) { $0.replaceSubrange(range, with: [line.rest]) }
        case "I", "A":
            let range = try range(line, default: last)
            try change(.editorChanged, session) { lines in
                for index in range {
                    if command == "I" { lines[index] = line.rest + lines[index] } else { lines[index] += line.rest }
                }
            }
        case "j", "f":
            guard let style = Justification(rawValue: command == "f" ? "l" : line.words.first ?? "f") else {
                throw unknown
            }
            let range = try range(line, default: all)
            let filled = justify(Array(buffer.lines[range]), style)
            try change(.editorFilled, session) { $0.replaceSubrange(range, with: filled) }
        case "fi", "fd":
            let range = try range(line, default: all)
            try change(.editorFilled, session) { lines in
                for index in range {
                    let spaces = lines[index].prefix(4).prefix { $0 == " " }.count
                    if command == "fi" {
                        lines[index] = "    " + lines[index]
                    } else {
                        lines[index].removeFirst(spaces)
                    }
                }
            }
        default: throw unknown
        }
    }

    private var unknown: Refusal { Refusal(.editorUnknown) }

    /// The lines that a command is for, counted from 0. Throws a ``Refusal`` when the text has no such line.
    private func range(_ line: EditorLine, default standard: Range<Int>?) throws -> Range<Int> {
        guard let span = line.span else {
            guard let standard else { throw unknown }
            return standard
        }
        guard span.lowerBound <= buffer.lines.count else {
            throw Refusal(.editorNoLine, ["line": "\(span.lowerBound)"])
        }
        return span.lowerBound - 1..<min(span.upperBound, buffer.lines.count)
    }

    private mutating func append(_ text: String, _ session: Session) throws {
        try buffer.change(longest: document.longest) { $0.append(text) }
        isSaved = false
        if echoes { session.send(listing(buffer.lines.count - 1..<buffer.lines.count)) }
    }

    private mutating func change(_ done: TextKey, _ session: Session, _ body: (inout [String]) throws -> Void) throws {
        guard try buffer.change(longest: document.longest, body) else { return session.send(.editorUnchanged) }
        isSaved = false
        session.send(done)
    }

    private mutating func move(
        _ hasMoved: Bool, _ done: TextKey, _ nothing: TextKey, _ session: Session
    ) throws {
        guard hasMoved else { throw Refusal(nothing) }
        isSaved = false
        session.send(done)
    }

    private func justify(_ lines: [String], _ style: Justification) -> [String] {
        if document.takesMarkup { return Markup.justify(lines, style, width: 78) }
        return Markup.justify(lines.map { Markup.escape($0) }, style, width: 78).map { Markup.strip($0) }
    }

    // MARK: Saving

    private mutating func save(_ session: Session, overOthers: Bool = false) throws {
        let theirs = Self.digest(try Self.text(of: document, for: session))
        guard overOthers || theirs == known else { throw Refusal(.editorOvertaken) }
        let text = document.takesMarkup ? buffer.text : Markup.escape(buffer.text, keepingNewlines: true)
        try document.save(text, by: session)
        isSaved = true
        known = Self.digest(try Self.text(of: document, for: session))
        session.send(.editorSaved, ["title": document.title(for: session)])
    }

    private mutating func answerLeaving(_ line: String, _ session: Session) -> Next {
        isLeaving = false
        switch session.game.world.texts.answer(line, in: session.language) {
        case true?:
            do {
                try save(session)
                return .end
            } catch {
                session.report(error, of: D.self)
            }
        case false?: return .end
        case nil: break
        }
        prompt(session)
        return .go
    }

    // MARK: What is shown

    /// With numbers, and as it is typed.
    private func listing(_ range: Range<Int>) -> String {
        let digits = String(buffer.lines.count).count
        return range.map { index in
            let number = Markup.pad(String(index + 1), to: digits, align: .right)
            return "|x\(number)|||n \(Markup.escape(buffer.lines[index]))"
        }.joined(separator: "\n")
    }

    /// As readers will see it.
    private func preview(_ range: Range<Int>) -> String {
        let text = buffer.lines[range].joined(separator: "\n")
        return document.takesMarkup ? text : Markup.escape(text, keepingNewlines: true)
    }
}
