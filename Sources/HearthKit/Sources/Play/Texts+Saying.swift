// Saying a text by its key: to who typed a command, to a session, as the reason of a refusal.

extension AnyCommand {
    /// Shows a text to who typed the command.
    public final func tell(_ text: TextKey, _ values: [String: String] = [:]) { tell(world.texts[text, values]) }
}

extension Session {
    /// Shows a text, and ends the line.
    public func send(_ text: TextKey, _ values: [String: String] = [:]) { send(game.world.texts[text, values]) }

    /// Shows a text after which the player types on the same line.
    public func prompt(_ text: TextKey, _ values: [String: String] = [:]) { prompt(game.world.texts[text, values]) }
}

extension Refusal {
    /// Refuses with a text that a game may word in its own way.
    @MainActor public init(_ text: TextKey, _ values: [String: String] = [:]) {
        self.init(World.current.texts[text, values])
    }
}
