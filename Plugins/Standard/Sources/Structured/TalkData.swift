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

/// A client tells that its player writes something that will be heard here, or does so no more.
final class TellsTyping: ClientMessage {
    override class var name: String { "Room.Typing" }

    override func run() throws {
        let isTyping = try read(Bool.self)
        guard let puppet, let room = puppet.location else { return }
        for case let other as Character in room.contents where other !== puppet {
            guard puppet.isVisible(to: other), !other.ignores(puppet) else { continue }
            for session in other.sessions {
                session.send(.gmcp("Room.Typing", [
                    "name": puppet.name(for: other).plain.stored, "typing": .bool(isTyping),
                ]))
            }
        }
    }
}

/// A client asks who listens to the channels.
final class AsksForChannelPlayers: ClientMessage {
    override class var name: String { "Comm.Channel.Players" }

    override func run() {
        guard let account = session.account else { return }
        let channels = World.current.channels.filter { $0.listeners.contains(account) }
        var heard: [Account: [StoredValue]] = [:]
        for channel in channels {
            for listener in channel.listeners where !listener.sessions.isEmpty {
                heard[listener, default: []].append(channel.name.stored)
            }
        }
        let players = heard.sorted { $0.key.name < $1.key.name }
        session.send(.gmcp("Comm.Channel.Players", .list(players.map { listener, channels in
            ["name": listener.name.plain.stored, "channels": .list(channels)]
        })))
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
