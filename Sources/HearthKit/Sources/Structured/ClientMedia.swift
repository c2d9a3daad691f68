/// Sound and video that a client plays by itself: GMCP's `Client.Media` (wiki.mudlet.org, "Standards: MUD Client Media
/// Protocol").
///
/// ```swift
/// hero.send(.media(.play("thunder.ogg", at: "https://example.org/sounds/", volume: 70)))
/// hero.send(.media(.stop))
/// ```
public struct ClientMedia {
    nonisolated public enum Kind: String, Sendable { case sound, music, video }

    let name: String
    let fields: [String: StoredValue]

    /// Where files are found whose name is not a whole address.
    public static func folder(_ address: String) -> ClientMedia {
        ClientMedia(name: "Default", fields: ["url": .string(address)])
    }

    /// Has a file fetched before it is to be played.
    public static func load(_ file: String, at address: String? = nil) -> ClientMedia {
        ClientMedia(name: "Load", fields: fields(file, address))
    }

    /// - Parameters:
    ///   - address: the folder that the file is in, if it is not the one of ``folder(_:)``.
    ///   - volume: 1 to 100.
    ///   - loops: how often; -1 for ever.
    ///   - key: of two with the same, the later ends the earlier.
    ///   - tag: a name by which it can be stopped.
    ///   - caption: in words, for who does not hear it.
    public static func play(
        _ file: String, at address: String? = nil, kind: Kind = .sound, volume: Int = 50, loops: Int = 1,
        key: String? = nil, tag: String? = nil, caption: String? = nil
    ) -> ClientMedia {
        var fields = fields(file, address)
        fields["type"] = .string(kind.rawValue)
        fields["volume"] = .int(Int64(min(max(volume, 1), 100)))
        fields["loops"] = .int(Int64(loops))
        if let key { fields["key"] = .string(key) }
        if let tag { fields["tag"] = .string(tag) }
        if let caption { fields["caption"] = .string(caption) }
        return ClientMedia(name: "Play", fields: fields)
    }

    /// Ends all that plays.
    public static let stop = ClientMedia(name: "Stop", fields: [:])

    /// Ends what plays of a kind, or under a key or a tag.
    public static func stop(kind: Kind? = nil, key: String? = nil, tag: String? = nil) -> ClientMedia {
        var fields: [String: StoredValue] = [:]
        if let kind { fields["type"] = .string(kind.rawValue) }
        if let key { fields["key"] = .string(key) }
        if let tag { fields["tag"] = .string(tag) }
        return ClientMedia(name: "Stop", fields: fields)
    }

    private static func fields(_ file: String, _ address: String?) -> [String: StoredValue] {
        var fields: [String: StoredValue] = ["name": .string(file)]
        if let address { fields["url"] = .string(address) }
        return fields
    }
}

extension StructuredMessage {
    /// Sound, music and video.
    public static func media(_ media: ClientMedia) -> StructuredMessage {
        StructuredMessage("Client.Media.\(media.name)", .map(media.fields))
    }

    /// Has the client fetch and install a package of the game's own for its window: GMCP's `Client.GUI`.
    ///
    /// - Parameter version: when it is another one than the client has, it fetches the package anew.
    public static func gui(version: String, at address: String) -> StructuredMessage {
        StructuredMessage("Client.GUI", ["version": .string(version), "url": .string(address)])
    }
}
