import Wire

/// The reloads that run and wait: one at a time, and one more for all who asked meanwhile.
struct ReloadQueue {
    var running: ReloadRun?
    var queued: ReloadRun?
    var step: String?
}

/// One reload, rollback or start. Lives on the Portal's actor.
final class ReloadRun {
    enum Kind: Equatable, CustomStringConvertible {
        case reload, start
        case rollback(Int)

        var description: String {
            switch self {
            case .reload: "a reload"
            case .start: "a start"
            case .rollback(let number): "a rollback to generation \(number)"
            }
        }
    }

    /// Who is told: a program, and a player who asked from within the game.
    struct Audience {
        weak var connection: AMPConnection?
        var session: UInt64?

        init(connection: AMPConnection?, session: UInt64? = nil) {
            (self.connection, self.session) = (connection, session)
        }
    }

    let number: Int
    let kind: Kind
    let by: String
    var setAside = false
    var audiences: [Audience]
    var steps: [StepReport] = []
    var stepBegan = ContinuousClock.now
    let result = Awaited<ReloadReport>()

    /// How the Server is to look at what was stored and written for other code.
    var warming: [String] {
        var arguments = setAside ? ["--set-aside"] : []
        if case .rollback = kind { arguments.append("--goes-back") }
        return arguments
    }

    /// Somebody else asked for it, or the same once more.
    func add(_ audience: Audience) {
        let isThere = audiences.contains { $0.connection === audience.connection && $0.session == audience.session }
        if !isThere { audiences.append(audience) }
    }

    init(number: Int, kind: Kind, by: String, audience: Audience) {
        (self.number, self.kind, self.by, audiences) = (number, kind, by, [audience])
    }
}
