/// The types of access that the kit and the plugin Standard ask locks for, and what each comes to where no lock speaks
/// of it: one table for those who ask and for those who are told why.
///
/// A class that has types of its own, or another mind about these, overrides ``Entity/isOpen(_:to:)``.
public nonisolated enum AccessType {
    /// Whether it is open to all where no lock says otherwise.
    public static let standard: [String: Bool] = [
        "attredit": true, "attrread": true, "call": true, "cmd": true, "control": false, "delete": true, "drop": true,
        "edit": true, "examine": true, "get": true, "get_from": true, "give": true, "listen": true, "msg": true,
        "noidle": false, "puppet": false, "put_in": false, "read": true, "search": true, "send": true,
        "spawn": true, "teleport": true, "teleport_here": true, "tell": true, "traverse": true, "view": true,
    ]

    /// What may have been meant by a type that neither the table nor `others` has; empty when it is known, or like none.
    public static func suggestions(for access: String, besides others: some Sequence<String> = []) -> [String] {
        let known = Set(standard.keys).union(others)
        if known.contains(access) || access.hasPrefix("attrread_") || access.hasPrefix("attredit_") { return [] }
        return Suggestions.for(access, in: known.sorted())
    }
}
