import HearthKit

// What clients know of who talks: GMCP's `Comm.Channel`, for a window of its own.

extension StructuredMessage {
    /// Something said to many, or to one.
    ///
    /// - Parameter text: the whole line as it is read.
    public static func talk(on channel: String, by talker: String, _ text: String) -> StructuredMessage {
        .gmcp("Comm.Channel.Text", [
            "channel": channel.plain.stored, "talker": talker.plain.stored, "text": text.plain.stored,
        ])
    }
}

/// The channels that the account listens to, each with the word by which it talks there.
open class ChannelList: Publication {
    open override class var name: String { "Comm.Channel.List" }

    open override func value(for session: Session) -> StoredValue? {
        guard let account = session.account else { return nil }
        let channels = World.current.channels.filter { $0.listeners.contains(account) }
        return .list(channels.map { channel in
            [
                "name": channel.name.stored, "caption": channel.name.stored,
                "command": (channel.nicks(of: account).first ?? channel.name.lowercased()).stored,
            ]
        })
    }

    open override func variables(of value: StoredValue) -> [String: StoredValue] { ["CHANNELS": value] }
    open override class var variableNames: [String] { ["CHANNELS"] }
}
