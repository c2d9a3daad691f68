/// A form as the dialogue that it is: remembers what was filled in, and what it asks for.
nonisolated struct FormDialogue<F: Form>: Codable {
    var form: F
    /// As it was given: what a field is cleared to.
    let blank: F
    /// The labels of what was filled in.
    var filled: Set<String> = []
    /// The label of the field that the next line is for.
    var asked: String?

    init(form: F) { (self.form, blank) = (form, form) }
}

@MainActor extension FormDialogue: Dialogue, DialogueCarrier {
    static var carried: Any.Type { F.self }

    mutating func begin(_ session: Session) {
        show(to: session)
        session.send(.formHint)
        prompt(session)
    }

    mutating func receive(_ line: String, from session: Session) async throws -> Next {
        do {
            if let label = asked {
                asked = nil
                if !line.trimmingSpaces.isEmpty { try fill(try field(label), line, session) }
                show(to: session)
            } else if try await follow(line, session) {
                return .end
            }
        } catch is Interrupted {
            return .end
        } catch {
            session.report(error, of: F.self)
        }
        if session.dialogue is Self { prompt(session) }
        return .go
    }

    /// True when the form is done with.
    private mutating func follow(_ line: String, _ session: Session) async throws -> Bool {
        let typed = line.trimmingSpaces
        let (word, rest) = Self.split(typed, at: " ")
        switch session.meaning(of: typed.lowercased(), among: Self.words) {
        case .formDoneWords: return try await submit(session)
        case .formCancelWords:
            session.send(.formCancelled)
            return true
        case .formShowWords: show(to: session)
        case .formHelpWords: help(session)
        default:
            if typed.isEmpty {
                show(to: session)
            } else if typed.contains("=") {
                let (label, value) = Self.split(typed, at: "=")
                try fill(try field(label), value, session)
                show(to: session)
            } else if session.knows(word.lowercased(), as: .formClearWords), !rest.isEmpty {
                try clear(try field(rest))
                show(to: session)
            } else if let whole = try? field(String(typed)) {
                asked = whole.label
            } else {
                try fill(try field(word), rest, session)
                show(to: session)
            }
        }
        return false
    }

    private static var words: [TextKey] { [.formDoneWords, .formCancelWords, .formShowWords, .formHelpWords] }

    private static func split(_ text: Substring, at mark: Swift.Character) -> (String, String) {
        guard let index = text.firstIndex(of: mark) else { return (String(text), "") }
        return (String(text[..<index].trimmingSpaces), String(text[text.index(after: index)...].trimmingSpaces))
    }

    /// By number, label or the beginning of one. Throws a ``Refusal`` when there is none.
    private func field(_ typed: String) throws -> FormField<F> {
        let fields = form.fields
        let word = typed.lowercased()
        if let number = Int(word), fields.indices.contains(number - 1) { return fields[number - 1] }
        if let exact = fields.first(where: { $0.label.lowercased() == word }) { return exact }
        let beginning = fields.filter { !word.isEmpty && $0.label.lowercased().hasPrefix(word) }
        guard beginning.count == 1 else { throw Refusal(.formNoField, ["label": Markup.escape(typed)]) }
        return beginning[0]
    }

    private mutating func fill(_ field: FormField<F>, _ value: String, _ session: Session) throws {
        guard !value.trimmingSpaces.isEmpty else { return try clear(field) }
        try field.read(value, session.language, &form)
        filled.insert(field.label)
    }

    private mutating func clear(_ field: FormField<F>) throws {
        field.copy(blank, &form)
        filled.remove(field.label)
    }

    private mutating func submit(_ session: Session) async throws -> Bool {
        let missing = form.fields.filter { $0.isRequired && !filled.contains($0.label) }
        guard missing.isEmpty else {
            throw Refusal(.formRequired, worded: ["list": .all(missing.map { "|w\($0.label)|n" })])
        }
        var form = form
        defer { self.form = form }
        try await form.submit(by: session)
        return true
    }

    // MARK: What is shown

    private func show(to session: Session) {
        var table = TextTable(border: .none)
        for (index, field) in form.fields.enumerated() {
            let isMissing = field.isRequired && !filled.contains(field.label)
            let shown = field.shown(form, session.language)
            table.add(
                " |w\(index + 1)|n", field.label + (isMissing ? " |r*|n" : ""), shown.isEmpty ? "|x-|n" : shown)
        }
        session.send("|c\(form.title)|n", table)
    }

    private func prompt(_ session: Session) {
        guard let asked else { return session.prompt(.formPrompt) }
        session.prompt("\(asked): ")
    }

    private func help(_ session: Session) {
        let helps = form.fields.filter { !$0.help.isEmpty }.map { "|w\($0.label)|n: \($0.help)" }
        if !helps.isEmpty { session.send(helps.joined(separator: "\n")) }
        session.send(.formHelp, ["example": (form.fields.first?.label ?? "").lowercased()])
    }
}
