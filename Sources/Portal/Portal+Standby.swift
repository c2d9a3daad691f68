import Wire

// A Server that stands by. Most of what a new Server takes to start is loading its code: one that has done so already
// takes the place of the live one, when that is lost, in a fraction of the time.

extension Portal {
    /// Starts one of the live Server's generation, in the place of any that there is. While there is none, the
    /// successor of a Server that is lost starts cold: so nobody depends on it.
    func startStandby() {
        dismissStandby()
        guard settings.watchdog.standby, !isBeingReplaced, !isStopping,
            let live = server.live, let generation = try? generations.generation(live.generation)
        else { return }
        let process = spawn(generation, arguments: ["--stand-by"])
        server.standby = process
        let deadline = settings.reload.warmDeadline
        Task {
            let late = RemoteError(.timedOut, "it was not ready within \(deadline)")
            do { try await process.standing.value(within: deadline, late: late, on: self) } catch {
                guard server.standby === process else { return }
                log.warning("no Server stands by: \(error)")
                dismissStandby()
            }
        }
    }

    func dismissStandby() {
        guard let process = server.standby else { return }
        server.standby = nil
        process.isLeaving = true
        process.kill()
    }

    /// It says that it is ready.
    func standsBy(_ process: ServerProcess) {
        process.standing.resolve(.success(()))
        // One that was dismissed before its process had a number.
        if server.standby !== process { process.kill() }
    }

    /// Has the one that stands by load the world, to be the live one. Nil when there is none that is ready.
    func standbyStepsIn(for generation: Int) -> ServerProcess? {
        guard let process = server.standby, process.generation == generation, process.isStanding, !process.isGone else {
            dismissStandby()
            return nil
        }
        server.standby = nil
        process.connection?.send(StepIn())
        return process
    }

    /// One that was ready and ended by itself, or by somebody's hand, is replaced; after a while, as it may be that the
    /// system has no room for it.
    func standbyEnded(_ process: ServerProcess, _ how: ServerEnd) {
        guard server.standby === process, process.isStanding else { return }
        server.standby = nil
        log.warning("the Server that stood by ended: \(how)")
        Task {
            try? await Task.sleep(for: Self.standbyPause)
            if server.standby == nil { startStandby() }
        }
    }

    private static var standbyPause: Duration { .seconds(5) }
}
