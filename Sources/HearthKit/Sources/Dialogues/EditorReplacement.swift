/// What `:s` and `:dw` do to a line: a word, or what a regular expression finds, becomes something else.
struct EditorReplacement {
    private enum Old {
        case word(String)
        case pattern(Regex<AnyRegexOutput>)
    }

    private let old: Old
    private let new: String

    /// Throws the ``Refusal`` of a pattern that cannot be read, or that is not to be had in this document.
    init(of old: EditorLine.Part, by new: String, in document: some Document) throws {
        self.new = new
        switch old {
        case .word(let word): self.old = .word(word)
        case .pattern(let pattern):
            guard document.takesPatterns else { throw Refusal(.editorNoPatterns) }
            do { self.old = .pattern(try Regex(pattern)) } catch {
                let values = ["pattern": Markup.escape(pattern), "reason": Markup.escape("\(error)")]
                throw Refusal(.editorBadPattern, values)
            }
        }
    }

    func applied(to line: String) -> String {
        switch old {
        case .word(let word): line.replacing(word, with: new)
        case .pattern(let regex): line.replacing(regex) { filled($0.output) }
        }
    }

    /// `$0` in the new text is what was found, `$1` to `$9` its groups, `$$` a dollar.
    private func filled(_ found: AnyRegexOutput) -> String {
        var result = ""
        var rest = new[...]
        while let next = rest.popFirst() {
            guard next == "$", let mark = rest.first else {
                result.append(next)
                continue
            }
            if mark == "$" {
                result.append("$")
            } else if mark.isASCII, let number = mark.wholeNumberValue, number < found.count {
                result += found[number].substring ?? ""
            } else {
                result.append("$")
                continue
            }
            rest = rest.dropFirst()
        }
        return result
    }
}

extension TextKey {
    static let editorNoPatterns = TextKey(
        "editor no patterns", "Here only words can be replaced; what begins with / stands in quotes.")
    static let editorBadPattern = TextKey(
        "editor bad pattern", "The pattern /{pattern}/ cannot be read: {reason}. (In quotes it is plain text.)")
}
