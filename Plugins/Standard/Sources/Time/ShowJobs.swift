import HearthKit

/// What is stored to be done later.
open class ShowJobs: OperationsCommand {
    open override class var key: String { "jobs" }
    open override class var aliases: [String] { ["tasks", "task", "delays"] }
    open override class var switches: [String] { ["pause", "unpause", "run", "cancel", "remove"] }
    open override class var help: String {
        """
        Usage: jobs
               jobs <name of a class, or of what they are for>
               jobs <number>
               jobs/pause <number>
               jobs/unpause <number>
               jobs/run <number>
               jobs/cancel <number>     (or jobs/remove)
        Lists what is stored to be done later, the next first; with a number all of that one. The timers of scripts are
        among them. /run does it now: what is due once is then done, what repeats runs besides its own moments.

        A job that |wsleeps|n has no code that works: it waits in the store until a reload brings that.
        """
    }

    static let mostShown = 50

    open override func run() async throws {
        guard let game = Game.current else { return }
        if let action = ["pause", "unpause", "run", "cancel", "remove"].first(where: has) {
            let job = try job(args, in: game)
            act(action, on: job.id)
            return tell(.jobDone, ["number": "\(job.id.number)", "job": Markup.escape(name(job)), "what": done(action)])
        }
        if let number = number(args) {
            guard let job = game.scheduledJob(JobID(number: number)) else { throw noJob(args) }
            return tell(details(job))
        }
        let wanted = args.lowercased()
        let all = game.scheduledJobs
        let jobs = wanted.isEmpty ? all : all.filter { fits($0, wanted) }
        guard !jobs.isEmpty else { return tell(wanted.isEmpty ? .jobsNone : .jobNone, ["what": Markup.escape(args)]) }
        var table = TextTable("Job", "Due in", "Runs", "For", "What")
        for job in jobs.prefix(Self.mostShown) {
            table.add(
                "\(job.id.number)", due(job), Markup.escape(job.rule), job.owner.map { Markup.escape("\($0)") } ?? "",
                Markup.escape(name(job)))
        }
        tell(table)
        tell(.jobCount, ["count": "\(jobs.count)", "shown": "\(min(jobs.count, Self.mostShown))"])
    }

    private func act(_ action: String, on job: JobID) {
        switch action {
        case "pause": job.pause()
        case "unpause": job.resume()
        case "run": job.runNow()
        default: job.cancel()
        }
    }

    private func done(_ action: String) -> String {
        ["pause": "is paused", "unpause": "goes on", "run": "runs now", "cancel": "is cancelled", "remove": "is cancelled"][action] ?? ""
    }

    private func number(_ text: String) -> Int64? { Int64(text.hasPrefix("#") ? String(text.dropFirst()) : text) }

    private func job(_ text: String, in game: Game) throws -> ScheduledJob {
        guard let number = number(try required(text)), let job = game.scheduledJob(JobID(number: number)) else {
            throw noJob(text)
        }
        return job
    }

    private func noJob(_ text: String) -> Refusal { Refusal(.jobNone, ["what": Markup.escape(text)]) }

    private func fits(_ job: ScheduledJob, _ wanted: String) -> Bool {
        job.type.lowercased().contains(wanted) || (job.owner.map { $0.name.lowercased().contains(wanted) } ?? false)
    }

    /// The type without its plugin, and for a script's timer the script's name.
    private func name(_ job: ScheduledJob) -> String {
        if let script = job.owner as? Script, job.type == "HearthKit.ScriptBeat" { return "timer of \(script)" }
        return job.type.split(separator: ".").last.map(String.init) ?? job.type
    }

    private func due(_ job: ScheduledJob) -> String {
        switch job.state {
        case .paused: "|ypaused|n"
        case .sleeps: "|rsleeps|n"
        case .waits: job.timeLeft.words
        }
    }

    private func details(_ job: ScheduledJob) -> TextTable {
        var table = TextTable(border: .none)
        table.add("|wJob|n", "\(job.id.number)")
        table.add("|wClass|n", Markup.escape(job.type))
        table.add("|wDue in|n", due(job))
        table.add("|wRuns|n", Markup.escape(job.rule))
        table.add("|wMissed moments|n", "\(job.missed)")
        if let owner = job.owner { table.add("|wFor|n", Markup.escape("\(owner)")) }
        table.add("|wData|n", Markup.escape(job.data))
        return table
    }
}
