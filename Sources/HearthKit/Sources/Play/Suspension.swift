/// A command that waits: for a moment, an answer, or work that is done elsewhere.
final class Suspension {
    let command: AnyCommand
    /// On the game's steady clock, in milliseconds; nil when it waits for something else.
    let deadline: Int64?
    /// The number of the line that was the answer.
    private(set) var answeredBy: UInt64 = 0
    private var continuation: CheckedContinuation<String?, any Error>?

    init(_ command: AnyCommand, deadline: Int64?, _ continuation: CheckedContinuation<String?, any Error>) {
        (self.command, self.deadline, self.continuation) = (command, deadline, continuation)
    }

    func resume(with answer: String? = nil, line: UInt64 = 0) {
        answeredBy = line
        end(.success(answer))
    }

    func interrupt(_ cause: Interrupted.Cause) { end(.failure(Interrupted(cause))) }

    private func end(_ result: Result<String?, any Error>) {
        guard let continuation else { return }
        self.continuation = nil
        Game.current?.resuming += 1
        continuation.resume(with: result)
    }
}

extension Game {
    /// The running game. Throws ``Interrupted`` where there is none.
    static func running() throws -> Game {
        guard let game = current, game.isRunning else { throw Interrupted(.reload) }
        return game
    }

    /// - Parameter begun: told of the suspension that its work elsewhere is to resume.
    func suspend(
        _ command: AnyCommand, until delay: Duration?, asking: Session?, begun: (Suspension) -> Void = { _ in }
    ) async throws -> String? {
        guard isRunning else { throw Interrupted(.reload) }
        if let session = asking, session.isOver { throw Interrupted(.gone) }
        var mine: Suspension?
        defer {
            resuming -= 1
            if let mine { forget(mine) }
        }
        let answer = try await withCheckedThrowingContinuation { continuation in
            let suspension = Suspension(
                command, deadline: delay.map { clock.steadyMilliseconds + $0.milliseconds }, continuation)
            mine = suspension
            if suspension.deadline != nil { addTimer(suspension) } else { asking?.asks.append(suspension) }
            suspensions.append(suspension)
            command.session?.suspended.append(suspension)
            command.session?.changed()
            begun(suspension)
        }
        // An answer is the line that runs now; after a wait it is none.
        if let asking {
            willRun(asking, mine?.answeredBy ?? 0, "(answers)")
        } else {
            let who = command.call.puppet?.name ?? command.call.account?.name ?? ""
            willRun(Running(session: command.session?.id ?? 0, number: 0, what: command.shownLine, who: who))
        }
        willEnter(codeName(type(of: command)))
        return answer
    }

    /// Whose end it is, their commands end with.
    func interruptCommands(of object: Object) {
        for suspension in suspensions where suspension.command.call.puppet === object { suspension.interrupt(.gone) }
    }

    private func forget(_ suspension: Suspension) {
        suspensions.removeAll { $0 === suspension }
        timers.removeAll { $0 === suspension }
        guard let session = suspension.command.session else { return }
        session.asks.removeAll { $0 === suspension }
        session.suspended.removeAll { $0 === suspension }
        session.changed()
    }

    private func addTimer(_ suspension: Suspension) {
        let deadline = suspension.deadline ?? 0
        timers.insert(suspension, at: timers.partitionIndex { ($0.deadline ?? 0) < deadline })
    }

    /// Resumes the commands whose moment has come.
    func resumeDue() {
        let now = clock.steadyMilliseconds
        while let next = timers.last, (next.deadline ?? 0) <= now {
            timers.removeLast()
            next.resume()
        }
    }
}
