/// A text that players can edit line by line, named so that it can be found again: the editor keeps this value, and
/// outlives reload and crash with it.
///
/// ```swift
/// struct Notice: Document {
///     var board: Ref<Board>
///     var title: String { "the notice" }
///     func load(for session: Session) -> String { board.target?.notice ?? "" }
///     func save(_ text: String, by session: Session) throws {
///         guard let board = board.target else { throw Refusal("The board is gone.") }
///         board.notice = text
///     }
/// }
/// session.edit(Notice(board: Ref(board)))
/// ```
nonisolated public protocol Document: Codable, KitBuild {
    /// What the player is told they edit. Markup allowed.
    @MainActor var title: String { get }
    /// The same for who edits it, in their language; see ``Session/text(_:_:)``.
    @MainActor func title(for session: Session) -> String
    /// The text as it is. Throw a ``Refusal`` to let nobody edit it.
    @MainActor func load(for session: Session) throws -> String
    /// Takes the new text. Throw a ``Refusal`` to have the player change it.
    @MainActor func save(_ text: String, by session: Session) throws
    /// Whether what is typed may colour and link. Where it may not, ``save(_:by:)`` gets text that is shown as typed.
    @MainActor var takesMarkup: Bool { get }
    /// Whether the editor takes regular expressions. One can be written that takes for ever, and the whole game waits: so
    /// only those have them who may write markup, unless a document says otherwise.
    @MainActor var takesPatterns: Bool { get }
    /// The longest that the text may be, in bytes.
    @MainActor var longest: Int { get }
}

extension Document {
    public func title(for session: Session) -> String { title }
    public var takesMarkup: Bool { false }
    public var takesPatterns: Bool { takesMarkup }
    public var longest: Int { 32_768 }
}

extension Session {
    /// Opens the line editor on a document. Throws the ``Refusal`` of its ``Document/load(for:)``.
    public func edit(_ document: some Document) throws { begin(try Editor(document, for: self)) }
}

extension AnyCommand {
    /// Opens the line editor on a document, for who typed the command. Throws the ``Refusal`` of its
    /// ``Document/load(for:)``, and one when there is nobody to edit it.
    public final func edit(_ document: some Document) throws { try listener().edit(document) }
}
