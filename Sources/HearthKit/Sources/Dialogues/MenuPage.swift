/// A page of a menu, made anew each time it is shown: text, choices, and what may be typed besides.
public struct MenuPage<M> {
    /// Markup allowed.
    public var text: String
    public var choices: [MenuChoice<M>]
    /// What `help` shows besides how menus work.
    public var help: String
    /// So many choices are shown at a time.
    public var choicesAtATime = 15

    var inputPrompt: String?
    var afterInput = Next.again
    var takeInput: (@MainActor (String, inout M, Session) async throws -> Void)?

    public init(_ text: String, help: String = "", @ChoiceBuilder<M> choices: () -> [MenuChoice<M>] = { [] }) {
        (self.text, self.help, self.choices) = (text, help, choices())
    }

    /// The page takes any line that is no number, key or word of its own. Throw a ``Refusal`` to have it asked again.
    ///
    /// - Parameters:
    ///   - prompt: what stands before what the player types.
    ///   - then: whether the menu goes on.
    public func input(
        _ prompt: String = "", then: Next = .again,
        take: @escaping @MainActor (_ line: String, _ menu: inout M, _ session: Session) async throws -> Void
    ) -> MenuPage {
        var page = self
        page.inputPrompt = prompt.isEmpty ? nil : prompt
        (page.takeInput, page.afterInput) = (take, then)
        return page
    }

    /// The choices that are not locked for who looks.
    func choices(for session: Session) -> [MenuChoice<M>] {
        choices.filter { choice in
            guard let lock = choice.lock else { return true }
            guard let subject: any LockSubject = session.puppet ?? session.account else { return false }
            return Locks(stringLiteral: "choose: \(lock)").check("choose", accessor: subject, accessed: nil)
        }
    }
}

/// Something to choose in a menu. What it does is code, and never stored.
public struct MenuChoice<M> {
    /// Markup allowed.
    public var text: String
    /// A word to choose it by, besides its number and the beginning of its text.
    public var key: String?
    /// Further words to choose it by, which are not shown.
    public var aliases: [String]
    /// Whether it can be chosen and is not listed: by its key, an alias or all of its text.
    public var isHidden: Bool
    /// Who sees it, as a lock says it: `perm(Builder)`. Everyone when there is none.
    public var lock: String?
    var then: Next
    var act: @MainActor (inout M, Session) async throws -> Void

    /// - Parameters:
    ///   - then: whether the menu goes on.
    ///   - act: what it does. What it throws is shown, and the menu goes on.
    public init(
        _ text: String, key: String? = nil, aliases: [String] = [], lock: String? = nil, isHidden: Bool = false,
        then: Next = .again,
        act: @escaping @MainActor (_ menu: inout M, _ session: Session) async throws -> Void = { _, _ in }
    ) {
        (self.text, self.key, self.aliases, self.lock) = (text, key, aliases, lock)
        (self.isHidden, self.then, self.act) = (isHidden, then, act)
    }

    var label: String { Markup.strip(text).lowercased() }

    private var names: [String] { ([key].compactMap(\.self) + aliases).map { $0.lowercased() } + [label] }

    func isNamed(_ word: String) -> Bool { names.contains(word) }
    func begins(with word: String) -> Bool { names.contains { $0.hasPrefix(word) } }
}

/// Lets choices be written one under the other, with `if`, `switch` and `for` between them.
@resultBuilder
public enum ChoiceBuilder<M> {
    public static func buildExpression(_ choice: MenuChoice<M>) -> [MenuChoice<M>] { [choice] }
    public static func buildExpression(_ choices: [MenuChoice<M>]) -> [MenuChoice<M>] { choices }
    public static func buildBlock(_ parts: [MenuChoice<M>]...) -> [MenuChoice<M>] { parts.flatMap { $0 } }
    public static func buildOptional(_ part: [MenuChoice<M>]?) -> [MenuChoice<M>] { part ?? [] }
    public static func buildEither(first: [MenuChoice<M>]) -> [MenuChoice<M>] { first }
    public static func buildEither(second: [MenuChoice<M>]) -> [MenuChoice<M>] { second }
    public static func buildArray(_ parts: [[MenuChoice<M>]]) -> [MenuChoice<M>] { parts.flatMap { $0 } }
}
