import Settings

/// How long the Launcher waits at each step of what it asked for. A step that is told of anew begins its time again.
struct Patience: Equatable {
    /// What is waited for, as in "… took too long", and for how long.
    struct Limit: Equatable {
        var duration: Duration
        var what: String
    }

    /// Before the first step, and when there are no steps.
    var answer: Limit
    /// By the name of the step: see ``Step``.
    var steps: [String: Limit] = [:]
    /// Silence after which the Portal is asked whether it is there, and then has as long again to say so.
    var silence = Duration.seconds(10)

    func limit(during step: String?) -> Limit { step.flatMap { steps[$0] } ?? answer }

    /// For what the Portal answers at once.
    static let prompt = Patience(answer: Limit(duration: .seconds(5), what: "the Portal's answer"))

    /// The Portal gives a Server 10 s to leave and as long again to end.
    static let stop = Patience(answer: Limit(duration: .seconds(30), what: "the Server's end"))

    /// A Server that leaves has 5 s for it, the new program 10 s to prove itself, and then it takes over at once.
    static let replacement = Patience(answer: Limit(duration: .seconds(30), what: "the new Portal"))

    /// For what has the steps of a reload. The Portal keeps its own deadlines; these are a little longer.
    static func reload(_ settings: Settings) -> Patience {
        let margin = Duration.seconds(10)
        let build = settings.build.deadline + margin
        // Freezing the old Server, the new one's turn, and giving the game back have the same deadline each.
        let handOver = settings.reload.handOverDeadline * 3 + margin
        let warm = settings.reload.warmDeadline + margin
        let all = build + warm + handOver + .seconds(60)
        return Patience(
            answer: Limit(duration: all, what: "the reload that runs before this one"),
            steps: [
                "build": Limit(duration: build, what: "the build"),
                "stage": Limit(duration: .seconds(60), what: "staging the new generation"),
                "warm": Limit(duration: warm, what: "the start of the new Server"),
                "hand over": Limit(duration: handOver, what: "the hand over"),
                "resume": Limit(duration: .seconds(30), what: "the Portal's last word"),
                "probation": Limit(duration: .seconds(30), what: "the Portal's last word"),
            ])
    }
}
