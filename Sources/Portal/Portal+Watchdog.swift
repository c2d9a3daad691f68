import NIOCore
import Wire

// The difference between busy and stuck: the page that the Server shares says what runs and since when. A Server that
// takes one line after the other is busy; one that is at the same line past the limit is stuck.

extension Portal {
    /// Looks at the page several times within the limit, for as long as the Portal lives.
    func startWatchdog() {
        let limit = settings.watchdog.limit
        // Without a limit, there may be one later.
        let interval = limit > .zero ? max(.milliseconds(10), min(.milliseconds(250), limit / 10)) : .seconds(1)
        eventLoop.scheduleTask(in: TimeAmount(interval)) { [weak self] in
            self?.assumeIsolated {
                if $0.settings.watchdog.limit > .zero { $0.lookForStuckServers($0.settings.watchdog.limit) }
                $0.startWatchdog()
            }
        }
    }

    private func lookForStuckServers(_ limit: Duration) {
        // One that crashes stays where it was for as long as its trace takes.
        let running = processes.values.filter { $0.exit.result == nil && $0.stuckIn == nil && !$0.isCrashing }
        for process in running {
            guard let entry = process.page?.entry, Self.age(entry) > limit else { continue }
            isStuck(process, entry)
        }
    }

    /// It is made to say where it is, and dies of it: that is how its place is taken.
    private func isStuck(_ process: ServerProcess, _ entry: RunningPage.Entry) {
        process.stuckIn = entry
        log.error("the Server (generation \(process.generation)) is stuck in \(entry.summary), for \(Self.age(entry))")
        guard let pid = process.pid else { return }
        Platform.abort(pid)
        Task {
            try? await Task.sleep(for: .milliseconds(300))
            // One that cannot even say so is ended as it is.
            if !process.isCrashing { process.kill() }
            if server.live === process { lostLive(process, "it was stuck in \(entry.summary)") }
        }
    }

    /// Whether that has run for too long, also when nothing is done about it.
    func isStuck(_ entry: RunningPage.Entry?) -> Bool {
        let limit = settings.watchdog.limit
        return entry.map { Self.age($0) > (limit > .zero ? limit : .seconds(1)) } ?? false
    }

    static func age(_ entry: RunningPage.Entry) -> Duration {
        let now = RunningPage.now
        return .milliseconds(now > entry.since ? Int64(now - entry.since) : 0)
    }
}
