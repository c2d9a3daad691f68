/// A ``TextMenu`` as somebody walks through it.
struct RunningTextMenu: Menu {
    enum Answer: Codable {
        case text(String)
        case number(Int)
    }

    var name: String
    var node: String
    /// What was answered, by the names of inputs.
    var answers: [String: Answer]?

    func page(for session: Session) throws -> MenuPage<Self> {
        guard let node = session.game.textMenus[name]?.nodes[node] else { throw Refusal(.menuGone) }
        let page = MenuPage<Self>(filled(node.text), help: filled(node.help ?? "")) {
            for option in node.options ?? [] {
                Choice(
                    filled(option.text), key: option.key, aliases: option.aliases ?? [], lock: option.lock,
                    isHidden: option.hidden ?? false, then: option.goto == TextMenu.end ? .end : .again
                ) { menu, session in try menu.follow(option.action, option.goto, session) }
            }
        }
        guard let input = node.input else { return page }
        let next = input.goto == TextMenu.end ? Next.end : .again
        return page.input(filled(input.prompt ?? ""), then: next) { line, menu, session in
            menu.answers = menu.answers ?? [:]
            menu.answers?[input.name] = try Self.read(line, input)
            try menu.follow(input.action, input.goto, session)
        }
    }

    private mutating func follow(_ action: String?, _ goto: String?, _ session: Session) throws {
        if let action { try session.game.menuAction(call(action), session) }
        if let goto, goto != TextMenu.end { node = goto }
    }

    private static func read(_ line: String, _ input: TextMenu.Input) throws -> Answer {
        guard let numbers = input.numbers, let least = numbers.first, let most = numbers.last else {
            return .text(line)
        }
        guard let number = Int(line), least <= number, number <= most else {
            throw Refusal(.answerBetween, ["least": "\(least)", "most": "\(most)"])
        }
        return .number(number)
    }

    // MARK: Answers in texts

    /// A text with the answers in it, as they were typed.
    private func filled(_ text: String) -> String {
        guard let answers else { return text }
        return Texts.fill(text, answers.mapValues { answer in
            switch answer {
            case .text(let typed): Markup.escape(typed)
            case .number(let number): String(number)
            }
        })
    }

    /// A call with the answers in it: each is one value of it, whatever was typed.
    private func call(_ action: String) -> String {
        guard let answers else { return action }
        return Texts.fill(action, answers.mapValues { answer in
            switch answer {
            case .text(let typed): NativeCall.quoted(typed)
            case .number(let number): String(number)
            }
        })
    }
}

extension TextMenu {
    /// An action as it may be called, with something in the place of answers: what can be checked before anybody
    /// answers.
    public func sample(of action: String) -> String {
        let inputs = nodes.values.compactMap(\.input)
        return Texts.fill(action, Dictionary(inputs.map { ($0.name, $0.numbers?.first.map(String.init) ?? "\"\"") }) { $1 })
    }
}

extension Session {
    /// Begins a menu of `GameData/menus` by its name. Throws a ``Refusal`` when there is none.
    public func begin(menu name: String) throws {
        guard let menu = game.textMenus[name] else { throw Refusal(.menuGone) }
        begin(RunningTextMenu(name: name, node: menu.start))
    }
}
