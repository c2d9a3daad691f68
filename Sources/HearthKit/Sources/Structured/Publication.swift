/// Something that players' clients are to know at all times: declared once, told by GMCP, by MSDP and to the web
/// client, whenever it has changed.
///
/// Drop a subclass into a plugin and reload: it is there, nothing is registered. A subclass of one with the same name
/// replaces it.
///
/// ```swift
/// final class Stance: Publication {
///     override class var name: String { "Char.Stance" }
///     override func value(for session: Session) -> StoredValue? {
///         (session.puppet as? Hero).map { ["stance": $0.stance.stored, "since": $0.since.stored] }
///     }
/// }
/// ```
/// Its value is asked for at the end of a turn, only for clients that take it, and only when what the player sees
/// through, the place that is in, or anything in either of them has changed; it is sent when it is another one than
/// before. When something else has changed, call ``changed()``.
open class Publication {
    public required init() {}
    /// Ties plugins to this build of the kit; see ``KitBuild``.
    open func builtFor(_: any KitBuild) {}

    /// As in GMCP: `Char.Vitals`.
    open class var name: String { "" }

    /// What a client is to know now; nil when there is nothing to tell. It must change nothing.
    open func value(for session: Session) -> StoredValue? { nil }

    /// What tells a client that knows `old`, or nothing, of `new`.
    open func messages(from old: StoredValue?, to new: StoredValue) -> [StructuredMessage] {
        [StructuredMessage(type(of: self).name, new)]
    }

    /// The same as variables of MSDP, by their names. Without a word of its own it is one variable: `CHAR_STANCE`.
    open func variables(of value: StoredValue) -> [String: StoredValue] {
        [type(of: self).name.uppercased().replacing(".", with: "_"): value]
    }

    /// The names that ``variables(of:)`` gives, for clients that ask what there is before there is a value: most do as soon
    /// as they are connected, when nobody has logged in. Override it together with that.
    open class var variableNames: [String] { [name.uppercased().replacing(".", with: "_")] }

    /// Has it looked at for all players at the end of the turn.
    public static func changed() { Game.current?.publisher.changed(self) }
}
