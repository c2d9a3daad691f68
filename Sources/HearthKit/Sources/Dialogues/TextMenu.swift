/// A menu that is data alone: nodes of text, with choices that lead from one to another.
///
/// A file in `GameData/menus` has it so:
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
///           aliases: [oil, can]          # further words, which are not shown
///           hidden: true                 # it can be chosen, and is not listed
///           lock: tag(customer)          # who sees it; everyone when there is none
///           action: sell_oil(3)          # what is called, as written here; nothing when there is none
///           goto: paid                   # a node, or `end`; the same node when there is none
///         - text: Leave
///           goto: end
///     paid:
///       text: '"{pints}? A pleasure," says Pike, who looks as if it were none.'
///       input:                           # any line that is no choice is an answer
///         name: pints                    # texts and actions of the menu have it as {pints}
///         prompt: "How many? "
///         numbers: [1, 10]               # a whole number from one to the other; any text when there are none
///         action: sell_oil({pints})
///         goto: end
///       options: [{text: Leave, goto: end}]
/// ```
/// Who reads the file puts it into ``Game/textMenus``, and says by ``Game/menuAction`` what an action is. The running
/// menu keeps its name and node alone: what is edited goes live under those who are in it.
nonisolated public struct TextMenu: Codable, Hashable, Sendable {
    nonisolated public struct Node: Codable, Hashable, Sendable {
        public var text: String
        public var help: String?
        public var options: [Option]?
        public var input: Input?

        public init(text: String, help: String? = nil, options: [Option]? = nil, input: Input? = nil) {
            (self.text, self.help, self.options, self.input) = (text, help, options, input)
        }
    }

    /// What a node takes beside choices.
    nonisolated public struct Input: Codable, Hashable, Sendable {
        /// What the answer is kept under.
        public var name: String
        public var prompt: String?
        /// The least and the most; nil for any text.
        public var numbers: [Int]?
        public var action: String?
        public var goto: String?

        public init(
            name: String, prompt: String? = nil, numbers: [Int]? = nil, action: String? = nil, goto: String? = nil
        ) {
            (self.name, self.prompt, self.numbers, self.action, self.goto) = (name, prompt, numbers, action, goto)
        }
    }

    nonisolated public struct Option: Codable, Hashable, Sendable {
        public var text: String
        public var key: String?
        public var aliases: [String]?
        public var hidden: Bool?
        public var lock: String?
        public var action: String?
        public var goto: String?

        public init(
            text: String, key: String? = nil, aliases: [String]? = nil, hidden: Bool? = nil, lock: String? = nil,
            action: String? = nil, goto: String? = nil
        ) {
            (self.text, self.key, self.aliases, self.hidden) = (text, key, aliases, hidden)
            (self.lock, self.action, self.goto) = (lock, action, goto)
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
            if let goto = node.input?.goto, goto != Self.end, nodes[goto] == nil {
                problems.append("node '\(name)', input: '\(goto)' is no node of the menu")
            }
            if let numbers = node.input?.numbers, numbers.count != 2 || numbers[0] > numbers[1] {
                problems.append("node '\(name)', input: numbers are the least and the most, as in [1, 10]")
            }
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

