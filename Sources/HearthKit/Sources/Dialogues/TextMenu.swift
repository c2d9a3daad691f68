/// A menu that is data alone: nodes of text, with choices that lead from one to another.
///
/// A world file has it so:
/// ```yaml
/// pike:                                  # the menu's name
///   start: counter
///   nodes:
///     counter:
///       text: Pike looks up. "Well?"
///       help: Pike sells oil, and little else.
///       options:
///         - text: Buy a can of oil
///           key: buy                     # a word to choose it by, besides its number
///           lock: tag(customer)          # who sees it; everyone when there is none
///           action: sell_oil(3)          # what is called, as written here; nothing when there is none
///           goto: paid                   # a node, or `end`; the same node when there is none
///         - text: Leave
///           goto: end
///     paid:
///       text: '"A pleasure," says Pike, who looks as if it were none.'
///       options: [{text: Leave, goto: end}]
/// ```
/// Who reads the file puts it into ``Game/textMenus``, and says by ``Game/menuAction`` what an action is. The running
/// menu keeps its name and node alone: what is edited goes live under those who are in it.
nonisolated public struct TextMenu: Codable, Hashable, Sendable {
    nonisolated public struct Node: Codable, Hashable, Sendable {
        public var text: String
        public var help: String?
        public var options: [Option]?

        public init(text: String, help: String? = nil, options: [Option]? = nil) {
            (self.text, self.help, self.options) = (text, help, options)
        }
    }

    nonisolated public struct Option: Codable, Hashable, Sendable {
        public var text: String
        public var key: String?
        public var lock: String?
        public var action: String?
        public var goto: String?

        public init(
            text: String, key: String? = nil, lock: String? = nil, action: String? = nil, goto: String? = nil
        ) {
            (self.text, self.key, self.lock, self.action, self.goto) = (text, key, lock, action, goto)
        }
    }

    public var start: String
    public var nodes: [String: Node]

    public init(start: String, nodes: [String: Node]) { (self.start, self.nodes) = (start, nodes) }

    /// The `goto` that ends the menu.
    public static let end = "end"

    /// What is wrong with it, as sentences; none when it is whole.
    @MainActor public var problems: [String] {
        var problems: [String] = []
        if nodes[start] == nil { problems.append("it starts at '\(start)', which is no node of it") }
        if nodes[Self.end] != nil { problems.append("a node is called '\(Self.end)', which is how a menu ends") }
        for (name, node) in nodes.sorted(by: { $0.key < $1.key }) {
            for option in node.options ?? [] {
                let place = "node '\(name)', option '\(option.text)'"
                if let goto = option.goto, goto != Self.end, nodes[goto] == nil {
                    problems.append("\(place): '\(goto)' is no node of the menu")
                }
                if let lock = option.lock {
                    do { _ = try Locks(parsing: "choose: \(lock)") } catch { problems.append("\(place): \(error)") }
                }
            }
        }
        return problems
    }
}

/// A ``TextMenu`` as somebody walks through it.
struct RunningTextMenu: Menu {
    var name: String
    var node: String

    func page(for session: Session) throws -> MenuPage<Self> {
        guard let node = session.game.textMenus[name]?.nodes[node] else { throw Refusal(.menuGone) }
        return MenuPage(node.text, help: node.help ?? "") {
            for option in node.options ?? [] {
                Choice(
                    option.text, key: option.key, lock: option.lock, then: option.goto == TextMenu.end ? .end : .again
                ) { menu, session in
                    if let action = option.action { try session.game.menuAction(action, session) }
                    if let goto = option.goto, goto != TextMenu.end { menu.node = goto }
                }
            }
        }
    }
}

extension Session {
    /// Begins a menu of the world files by its name. Throws a ``Refusal`` when there is none.
    public func begin(menu name: String) throws {
        guard let menu = game.textMenus[name] else { throw Refusal(.menuGone) }
        begin(RunningTextMenu(name: name, node: menu.start))
    }
}
