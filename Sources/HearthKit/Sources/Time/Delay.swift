/// Does something after a while, in a turn of its own: for hooks and objects, what `wait` is for commands.
///
/// ```swift
/// override func didHear(_ speech: Speech) {
///     later(.seconds(2), for: self) { self.perform("say Hm?") }
/// }
/// ```
/// It is fleeting, as what a `var` holds is: a reload, a crash or a stop drops it, and nobody is told; so does the end
/// of what it is `for`. What must happen whatever comes is a ``Job``, for which there is `schedule(_:in:for:)`: that is
/// a row in the store, and costs one.
///
/// - Parameters:
///   - time: counted from now, while the process lives. `.zero` is the next turn.
///   - owner: what it ends with. A ``Refusal`` that `body` throws is shown to who sees through it.
///   - body: what is done. Other errors that it throws are for makers.
@discardableResult
public func later(_ time: Duration, for owner: Entity? = nil, _ body: @escaping () throws -> Void) -> Delay {
    let delay = Delay(owner, body)
    Game.current?.add(delay, in: time)
    return delay
}

/// What is to be done later in this process; see ``later(_:for:_:)``.
public final class Delay {
    let owner: Entity?
    /// The code that asked for it, as ``Game/willEnter`` was told.
    let code: String
    var body: () throws -> Void
    /// On the game's steady clock, in milliseconds.
    fileprivate(set) var deadline: Int64 = 0
    /// Whether it is still to come.
    public fileprivate(set) var isThere = false

    init(_ owner: Entity?, _ body: @escaping () throws -> Void) {
        (self.owner, self.body) = (owner, body)
        code = Game.current?.entered() ?? ""
    }

    /// Has it never happen; nothing when it has.
    public func cancel() {
        guard isThere else { return }
        isThere = false
        Game.current?.forget(self)
    }
}

extension Game {
    func add(_ delay: Delay, in time: Duration) {
        guard isRunning, !(delay.owner?.isDeleted ?? false) else { return }
        delay.deadline = clock.steadyMilliseconds + max(0, time.milliseconds)
        delay.isThere = true
        // Of those that are due together the first one asked for comes first.
        delays.insert(delay, at: delays.partitionIndex { $0.deadline <= delay.deadline })
    }

    fileprivate func forget(_ delay: Delay) { delays.removeAll { $0 === delay } }

    /// Does what is due.
    func runDelays() {
        let now = clock.steadyMilliseconds
        var due: [Delay] = []
        while let next = delays.last, next.deadline <= now {
            delays.removeLast()
            due.append(next)
        }
        for delay in due where delay.isThere {
            delay.isThere = false
            guard !(delay.owner?.isDeleted ?? false), !outOfOrder.contains(delay.code) else { continue }
            let name = delay.owner?.description ?? delay.code
            willRun(Running(session: 0, number: 0, what: "later", who: name))
            if !delay.code.isEmpty { willEnter(delay.code) }
            do { try delay.body() } catch {
                report(error, of: "later, for \(name)", line: "", to: nil, puppet: delay.owner as? Object)
            }
        }
    }

    func dropDelays() {
        for delay in delays { delay.isThere = false }
        delays.removeAll()
    }
}
