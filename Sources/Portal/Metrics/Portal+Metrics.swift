import Wire

// `/metrics`: what a monitor wants to know of a game.

extension Portal {
    var metrics: String {
        var page = MetricsPage()
        addSessions(to: &page)
        addServer(to: &page)
        page.add(
            "hearth_reloads_total", .counter, "Reloads, rollbacks and starts.", by: "outcome",
            [("done", Double(counts.reloads.done)), ("failed", Double(counts.reloads.failed))])
        page.add("hearth_reload_duration_seconds", "What they took, with all steps.", seconds: counts.reloadTime)
        page.add("hearth_held_seconds", "How long players waited for them.", seconds: counts.held)
        page.add(
            "hearth_held_longest_seconds", .gauge, "The longest of these waits.", counts.held.longest / 1000)
        page.add(
            "hearth_crashes_total", .counter, "Ends of a Server that nobody asked for.", by: "kind",
            ["crash", "hang", "kill", "exit"].map { ($0, Double(counts.crashes[$0] ?? 0)) })
        page.add(
            "hearth_log_messages_total", .counter, "Lines of both logs.", by: "level",
            serverLog.tail.counts.map { ($0.level, Double($0.count)) })
        page.add(
            "hearth_build_info", .gauge, "The version of Hearth.", by: "version", [(hearthVersion, 1)])
        return page.text
    }

    private func addSessions(to page: inout MetricsPage) {
        var open: [String: Int] = ["telnet": 0, "tls": 0, "web": 0, "websocket": 0]
        var away = 0
        var waiting = 0
        for session in sessions.values where !session.isClosed {
            open[session.client.transport, default: 0] += 1
            if session.channel == nil { away += 1 }
            waiting += session.pending.count + session.delayed.count
        }
        page.add(
            "hearth_sessions", .gauge, "Sessions that are open.", by: "transport",
            open.sorted { $0.key < $1.key }.map { ($0.key, Double($0.value)) })
        page.add("hearth_sessions_away", .gauge, "Those that wait for their page to come back.", Double(away))
        page.add(
            "hearth_sessions_opened_total", .counter, "Sessions that have begun.", by: "transport",
            counts.sessions.sorted { $0.key < $1.key }.map { ($0.key, Double($0.value)) })
        page.add("hearth_sessions_resumed_total", .counter, "Pages that came back to theirs.", Double(resumeCount))
        page.add("hearth_lines_total", .counter, "Lines that players entered.", Double(counts.lines))
        page.add("hearth_lines_refused_total", .counter, "Lines that were not taken.", Double(counts.refusedLines))
        page.add(
            "hearth_dropped_total", .counter, "Connections that were not taken, or ended for what they did.", by: "reason",
            Counts.Dropped.allCases.map { ($0.rawValue, Double(counts.dropped[$0] ?? 0)) })
        page.add("hearth_lines_waiting", .gauge, "Lines that no Server has played yet.", Double(waiting))
        page.add("hearth_received_bytes_total", .counter, "Bytes of these lines.", Double(counts.bytesTyped))
        page.add("hearth_shown_bytes_total", .counter, "Bytes that players were sent.", Double(counts.bytesShown))
        page.add("hearth_replay_bytes", .gauge, "What is kept for pages that come back.", Double(replayBudget.used))
    }

    private func addServer(to page: inout MetricsPage) {
        let live = server.live
        page.add("hearth_server_up", .gauge, "Whether a Server has the game.", live == nil ? 0 : 1)
        page.add("hearth_server_epoch", .counter, "Counts the Servers that had the game.", Double(epoch))
        page.add("hearth_server_generation", .gauge, "The build that runs.", live.map { Double($0.generation) })
        page.add(
            "hearth_uptime_seconds", .gauge, "Since when each program runs.", by: "program",
            [("portal", (.now - started) / .seconds(1))]
                + (live?.liveSince.map { [("server", (.now - $0) / .seconds(1))] } ?? []))
        let memory = [("portal", Platform.pid), ("server", live?.pid ?? 0)].compactMap { name, pid in
            Platform.residentMemory(of: pid).map { (name, Double($0)) }
        }
        page.add("hearth_memory_bytes", .gauge, "Resident memory of each program.", by: "program", memory)
    }
}
