/// A menu that outlives reload and crash: what it knows is stored, its pages are made from that each time.
///
/// ```swift
/// struct Barter: Menu {
///     enum Node: String, Codable { case counter, oil }
///     var node = Node.counter
///     var pike: Ref<Chandler>
///
///     func page(for session: Session) -> MenuPage<Self> {
///         switch node {
///         case .counter:
///             MenuPage("Pike looks up.") {
///                 Choice("Buy oil") { menu, _ in menu.node = .oil }
///                 Choice("Ask for the back room", lock: "tag(friend)") { menu, session in … }
///                 Choice("Leave", then: .end)
///             }
///         case .oil:
///             MenuPage("Pints are a penny.").input("How many? ") { line, menu, session in
///                 let pints = try Int.read(line)          // throws what the player reads; then it is asked again
///                 …
///                 menu.node = .counter
///             }
///         }
///     }
/// }
/// session.begin(Barter(pike: Ref(pike)))
/// ```
/// Players choose by number, by key or by the beginning of a choice's words, or click on it where clients have links;
/// `back`, `look`, `help` and `quit` are there by themselves, in the player's language too. A menu of one page needs no
/// node.
nonisolated public protocol Menu: Codable, KitBuild {
    /// Which pages there are: an enum, mostly.
    associatedtype Node: Codable & Equatable = OnlyPage

    /// Where the player is in it. `back` sets it to where they were before; what else the menu knows stays.
    @MainActor var node: Node { get set }
    /// What is shown now. A ``Refusal`` that it throws is shown, and ends the menu.
    @MainActor func page(for session: Session) throws -> MenuPage<Self>
    /// Which words work by themselves.
    @MainActor var words: Set<MenuWord> { get }
    /// A dialogue that a choice began has ended; the page is shown after this.
    ///
    /// - Parameter result: what ``Next/end(returning:)`` gave; of a question its answer.
    @MainActor mutating func resumed(_ session: Session, with result: StoredValue)
    /// The menu has ended, in the way that it says.
    @MainActor func ended(_ session: Session, by ending: MenuEnding)
    /// How a page is shown: a text, a ``TextTable``, whatever else a screen may have.
    @MainActor func layout(_ listing: MenuListing, for session: Session) -> any ScreenText
    /// Whether a line that is no choice is refused. When it is false such a line is a command, and the menu stays;
    /// choices then take their number, key, an alias or all of their words, not the beginning of these.
    @MainActor var takesOnlyChoices: Bool { get }
}

extension Menu {
    public typealias Choice = MenuChoice<Self>

    public var words: Set<MenuWord> { Set(MenuWord.allCases) }
    public mutating func resumed(_ session: Session, with result: StoredValue) {}
    public func ended(_ session: Session, by ending: MenuEnding) {}
    public func layout(_ listing: MenuListing, for session: Session) -> any ScreenText { listing.standard }
    public var takesOnlyChoices: Bool { true }
}

/// What ended a menu.
nonisolated public enum MenuEnding: Sendable {
    /// A choice that ends it, or an answer.
    case choice
    /// The word `quit`.
    case quit
    /// A line `@abort`. No code of a menu's runs in that, so that nothing can keep a player in it: the menu is told in
    /// the turn after, and not at all when the Server is replaced in between.
    case abort
    /// Its page threw something.
    case error
}

extension Menu where Node == OnlyPage {
    public var node: OnlyPage {
        get { OnlyPage() }
        set {}
    }
}

/// The node of a menu that has but one page.
nonisolated public struct OnlyPage: Codable, Equatable {
    public init() {}
}

/// A word that works in menus by itself.
nonisolated public enum MenuWord: String, CaseIterable, Sendable {
    case back, look, help, quit

    /// All words for it; the first is the one that players are shown.
    @MainActor var texts: TextKey {
        switch self {
        case .back: .menuBackWords
        case .look: .menuLookWords
        case .help: .menuHelpWords
        case .quit: .menuQuitWords
        }
    }
}

extension Session {
    /// Begins a menu: see ``Menu``.
    public func begin(_ menu: some Menu) { begin(MenuDialogue(menu: menu)) }
}

extension AnyCommand {
    /// Begins a menu with who typed the command: see ``Menu``. Throws a ``Refusal`` when that is nobody.
    public final func begin(_ menu: some Menu) throws { try listener().begin(menu) }
}
