extension Status.Answer {
    /// What a person reads of it, the same in a shell and in the game.
    public var lines: [String] {
        func row(_ name: String, _ value: String) -> String {
            name + String(repeating: " ", count: max(1, 12 - name.count)) + value
        }
        var lines = [row("Portal", "running, pid \(portalPid), for \(Words.span(seconds: portalUptime))")]
        var server = self.server == "stuck" ? "STUCK" : self.server
        if let serverPid { server += ", pid \(serverPid)" }
        if let serverUptime { server += ", for \(Words.span(seconds: serverUptime))" }
        if let standbyPid { server += "; pid \(standbyPid) stands by" }
        if let reloadStep { server += " (a reload is at: \(reloadStep))" }
        lines.append(row("Server", server))
        if let runs { lines.append(row("Runs", "\(runs), for \(Words.duration(.seconds(runsFor ?? 0)))")) }
        if !outOfOrder.isEmpty {
            lines.append(row("Out of order", outOfOrder.joined(separator: ", ") + " (until the next reload)"))
        }
        if let generation { lines.append(row("Generation", "\(generation), \(configuration)")) }
        if let telnetPort { lines.append(row("Telnet", "port \(telnetPort)")) }
        if let tlsPort { lines.append(row("TLS", "port \(tlsPort)")) }
        if let webPort { lines.append(row("Web", "port \(webPort)")) }
        lines.append(row("Sessions", "\(sessions)"))
        lines.append(row("Reloads", "\(reloads)"))
        if let problem { lines.append(row("Problem", problem)) }
        if hearthVersion != Wire.hearthVersion {
            lines.append(row("Version", "the Portal is Hearth \(hearthVersion), this is \(Wire.hearthVersion)"))
        }
        return lines
    }
}
