// Slow work of hooks, jobs and objects, done off the world loop; that of commands is in Elsewhere.

/// Has slow work done on another thread, while the game plays on, and `then` called in a turn with what it came to: for
/// hooks, jobs, scripts and objects. A command writes `try await elsewhere { … }`.
///
/// ```swift
/// override func created() {
///     elsewhere(for: self) { try await Weather.fetch() } then: { weather in self.sky = weather.sky }
/// }
/// ```
/// The work sees values, not the world. It is fleeting: a reload, a crash or a stop ends it, and so does the end of what
/// it is `for`: then nothing is called, and the work is told by its task's cancellation. What must come about whatever
/// happens begins it in a ``Job`` that repeats until `then` cancels it.
///
/// - Parameters:
///   - owner: what it ends with. A ``Refusal`` of `then` is shown to who sees through it.
///   - then: what is done with the result.
///   - failed: what is done when the work throws; without it makers read of that in the log.
@discardableResult
public func elsewhere<T: Sendable>(
    for owner: Entity? = nil, _ work: @escaping @Sendable () async throws -> T,
    then: @escaping (_ result: T) throws -> Void, failed: ((_ error: any Error) throws -> Void)? = nil
) -> Errand {
    let errand = Errand(for: owner)
    guard let game = Game.current, game.isRunning, !(owner?.isDeleted ?? false) else { return errand }
    game.begin(errand)
    let outcome = ErrandOutcome(errand, then, failed)
    errand.task = Task.detached {
        let result: Result<T, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        await outcome.end(with: result)
    }
    return errand
}

/// Work that is done elsewhere for an object; see ``elsewhere(for:_:then:failed:)``.
public final class Errand {
    /// What comes of it is done as if it had been put off until now.
    fileprivate let delay: Delay
    fileprivate var task: Task<Void, Never>?
    fileprivate weak var game: Game?

    fileprivate init(for owner: Entity?) { delay = Delay(owner) {} }

    /// Whether the work still goes on, or what comes of it is still to be done.
    public var isThere: Bool { game != nil || delay.isThere }

    /// Ends it: nothing comes of it any more.
    public func cancel() {
        delay.cancel()
        guard let game else { return }
        task?.cancel()
        self.game = nil
        game.elsewhere -= 1
        game.errands.removeAll { $0 === self }
    }

    fileprivate func end(_ body: @escaping () throws -> Void) {
        // It was cancelled, or its game goes on in another process.
        guard let game else { return }
        cancel()
        delay.body = body
        game.add(delay, in: .zero)
    }
}

/// What becomes of what the work came to, on the loop's thread.
private final class ErrandOutcome<T: Sendable> {
    private let errand: Errand
    private let then: (T) throws -> Void
    private let failed: ((any Error) throws -> Void)?

    init(
        _ errand: Errand, _ then: @escaping (T) throws -> Void, _ failed: ((any Error) throws -> Void)?
    ) {
        (self.errand, self.then, self.failed) = (errand, then, failed)
    }

    func end(with result: Result<T, any Error>) {
        errand.end { [then, failed] in
            switch result {
            case .success(let value): try then(value)
            case .failure(let error):
                guard let failed else { throw error }
                try failed(error)
            }
        }
    }
}

extension Game {
    fileprivate func begin(_ errand: Errand) {
        errand.game = self
        errands.append(errand)
        elsewhere += 1
    }

    func cancelErrands(of owner: Entity? = nil) {
        for errand in errands where owner == nil || errand.delay.owner === owner { errand.cancel() }
    }
}
