/// Types `say 1`, `say 2`, … (or another command with numbers) as fast as a game with company might be used, until
/// told to stop.
actor Typist {
    nonisolated let player: TelnetPlayer
    nonisolated let command: String
    private var task: Task<Int, Never>?
    private var typed = 0

    init(_ player: TelnetPlayer, command: String = "say") { (self.player, self.command) = (player, command) }

    func begin(every interval: Duration = .milliseconds(4)) {
        let (player, command) = (player, command)
        task = Task {
            await player.watchSilence()
            var number = 0
            while !Task.isCancelled {
                number += 1
                await player.type("\(command) \(number)")
                try? await Task.sleep(for: interval)
            }
            return number
        }
    }

    /// Stops typing; gives how many lines were typed.
    @discardableResult
    func end() async -> Int {
        task?.cancel()
        typed = await task?.value ?? 0
        return typed
    }

    /// Waits until what was said last has been heard.
    func settled() async throws -> Int {
        try await eventually("the answer to line \(typed)", seen: { "\(await self.heard(self).last ?? 0)" }) {
            await heard(self).contains(typed) ? typed : nil
        }
    }

    /// The same for a command that is answered with `words` and the number.
    func settled(after words: String) async throws -> Int {
        try await eventually("the answer to line \(typed)", seen: { "\(await player.numbers(after: words).last ?? 0)" }) {
            await player.numbers(after: words).contains(typed) ? typed : nil
        }
    }

    /// The numbers that this player has read of what `speaker` said, in order.
    func heard(_ speaker: Typist) async -> [Int] {
        let name = speaker.player.name
        return await player.numbers(after: name == player.name ? "You say, \"" : "\(name) says, \"")
    }
}
