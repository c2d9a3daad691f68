/// Which dialogues a type makes possible.
///
/// The kit's own are generic over the type of a game that they work for, and types with arguments are not found by
/// walking a plugin's metadata: so they are made from what is found.
enum Dialogues {
    /// Dialogues, and what dialogues work for, that the kit brings.
    static let ofTheKit: [Any.Type] = [Pager.self, RunningTextMenu.self]

    static func kinds(of type: Any.Type) -> [any Dialogue.Type] {
        var kinds: [any Dialogue.Type] = []
        if let type = type as? any Dialogue.Type { kinds.append(type) }
        if let type = type as? any Menu.Type { kinds.append(dialogue(of: type)) }
        if let type = type as? any FollowUp.Type { kinds.append(dialogue(of: type)) }
        if let type = type as? any Document.Type { kinds.append(dialogue(of: type)) }
        if let type = type as? any Form.Type { kinds.append(dialogue(of: type)) }
        return kinds
    }

    private static func dialogue<M: Menu>(of: M.Type) -> any Dialogue.Type { MenuDialogue<M>.self }
    private static func dialogue<A: FollowUp>(of: A.Type) -> any Dialogue.Type { Question<A>.self }
    private static func dialogue<D: Document>(of: D.Type) -> any Dialogue.Type { Editor<D>.self }
    private static func dialogue<F: Form>(of: F.Type) -> any Dialogue.Type { FormDialogue<F>.self }
}
