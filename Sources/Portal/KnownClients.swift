/// What clients can show that tell no more than their name.
///
/// Source: each client's own documentation, and Evennia's table of names.
enum KnownClients {
    /// The colours of a client, as ``ClientState/colors`` has them; nil for one that is not known.
    static func colors(of name: String) -> Int? {
        let name = name.lowercased()
        return colors.first { name.hasPrefix($0.name) }?.colors
    }

    private static let colors: [(name: String, colors: Int)] = [
        ("mudlet", 3), ("tintin", 2), ("tinyfugue", 2), ("kbtin", 3), ("kildclient", 2), ("mushclient", 2), ("cmud", 2),
        ("atlantis", 2), ("potato", 2), ("putty", 2), ("beip", 3), ("blightmud", 3), ("mudrammer", 2),
    ]
}
