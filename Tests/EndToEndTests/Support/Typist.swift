/// Types `say 1`, `say 2`, … as fast as a game with company might be used, until told to stop.
actor Typist {
    nonisolated let player: TelnetPlayer
    private var task: Task<Int, Never>?
    private var typed = 0

    init(_ player: TelnetPlayer) { self.player = player }

    func begin(every interval: Duration = .milliseconds(4)) {
        let player = player
        task = Task {
            var number = 0
            while !Task.isCancelled {
                number += 1
                await player.type("say \(number)")
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

    /// Waits until the last line has been answered.
    func settled() async throws -> Int {
        try await eventually("the answer to line \(typed)", seen: { "\(await self.heard(self).last ?? 0)" }) {
            await heard(self).contains(typed) ? typed : nil
        }
    }

    /// The numbers that this player has read of what `speaker` said, in order.
    func heard(_ speaker: Typist) async -> [Int] {
        let opening = speaker.player.name == player.name ? "You say, \"" : "\(speaker.player.name) says, \""
        return await player.lines.compactMap { line in
            guard let start = line.firstRange(of: opening)?.upperBound else { return nil }
            return Int(line[start...].prefix { $0.isNumber })
        }
    }
}
