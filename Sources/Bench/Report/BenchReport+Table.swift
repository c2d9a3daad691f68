import Foundation

// The report for people: a table a question.

extension BenchReport {
    func table() -> String {
        var parts = [
            "Hearth \(machine.hearth), \(machine.configuration), \(machine.processors) processors, \(machine.system); "
                + "load \(machine.loadBefore.digits(2)) before, \(machine.loadAfter.digits(2)) after"
        ]
        if !ceiling.isEmpty { parts.append(rates("Bare two-hop echo in SwiftNIO: the ceiling", ceiling)) }
        if !look.isEmpty { parts.append(rates("look", look)) }
        if !change.isEmpty { parts.append(rates("drop and get, each committed before it is shown", change)) }
        if let crowd {
            parts.append(rates("\(crowd.players) players in one room, everybody talking", [crowd], deliveries: true))
        }
        if let compression { parts.append(text(of: compression)) }
        if !reloads.isEmpty { parts.append(reloadTable) }
        if !edits.isEmpty { parts.append(editTable) }
        if !start.isEmpty { parts.append(startTable) }
        if !natives.isEmpty { parts.append(nativesTable) }
        if let memory { parts.append(text(of: memory)) }
        if let kill { parts.append(recovery("kill -9 of the Server", kill, "bar in release: p50 100, max 300")) }
        if let stuck { parts.append(recovery("A command that never ends", stuck, "bar: max 1,500, the limit and 500")) }
        if let abuse { parts.append(text(of: abuse)) }
        if !idle.isEmpty { parts.append(text(of: idle)) }
        if !notes.isEmpty { parts.append(notes.map { "Note: \($0)" }.joined(separator: "\n")) }
        return parts.joined(separator: "\n\n")
    }

    private func rates(_ title: String, _ rows: [Throughput], deliveries: Bool = false) -> String {
        let last = deliveries ? "heard/s" : "of echo"
        var table = TextTable(
            title, ["clients", "lines/s", "p50 ms", "p99 ms", "max ms", last, "cpu load/portal/server"])
        for row in rows {
            let share = self.share(of: row).map { "\(($0 * 100).digits(0)) %" } ?? ""
            table.add([
                "\(row.players)", row.perSecond.digits(0), row.wait.p50.digits(3), row.wait.p99.digits(3),
                row.wait.max.digits(1), deliveries ? row.linesReadPerSecond.digits(0) : share,
                row.processor.map { "\(($0 * 100).digits(0)) %" }.joined(separator: " / "),
            ])
            if row.unanswered > 0 { table.add(["", "\(row.unanswered) LINES WITHOUT ANSWER"]) }
        }
        return table.description
    }

    private func text(of figures: CompressionFigures) -> String {
        var table = TextTable(
            "look, 50 players, plain and by MCCP2 (bar in release: bytes 5 times fewer, processor under 2 times)",
            ["", "looks/s", "bytes for 1,000", "Portal and Server, µs each"])
        for (name, looks) in [("plain", figures.plain), ("MCCP2", figures.compressed)] {
            table.add([
                name, looks.perSecond.digits(0), (looks.bytes * 1000).digits(0), looks.microseconds.digits(1),
            ])
        }
        table.add(["", "", "\(figures.saving.digits(1)) times fewer", "\(figures.cost.digits(2)) times"])
        return table.description
    }

    private var reloadTable: String {
        var table = TextTable(
            "Reload, a plugin edited before it: the longest wait of each player for an answer (p50, p99, max of these)",
            ["players", "objects", "lines/s", "p50 ms", "p99 ms", "max ms", "longest in", "held ms", "greeted max ms"])
        var lines = TextTable(
            "... and what became of their lines",
            [
                "players", "objects", "typed", "answered", "lost", "twice", "disordered", "changes", "lost", "cut off",
                "came",
            ])
        for row in reloads {
            let (typing, objects) = (row.typing, "\(row.objects)")
            table.add([
                "\(typing.typists)", objects, typing.linesPerSecond.digits(0), typing.longestWait.p50.digits(1),
                typing.longestWait.p99.digits(1), typing.longestWait.max.digits(1), span(row), row.held.digits(1),
                typing.greeting.max.digits(1),
            ])
            lines.add([
                "\(typing.typists)", objects, "\(typing.typed)", "\(typing.answered)",
                "\(typing.typed - typing.answered)", "\(typing.duplicated)", "\(typing.reordered)",
                "\(typing.changesTyped)", "\(typing.changesTyped - typing.changesAnswered)", "\(typing.dropped)",
                "\(typing.arrivals - typing.notGreeted)/\(typing.arrivals)",
            ])
        }
        let steps = Self.steps(
            "... and what the steps of these reloads took", reloads.map(\.times),
            reloads.map { "\($0.typing.typists)/\($0.objects)" })
        return [table.description, lines.description, steps].joined(separator: "\n\n")
    }

    /// The steps from the one in which the line was typed that waited longest to that of its answer.
    private func span(_ row: ReloadFigures) -> String {
        let typed = row.times.step(at: row.typing.longestAt)
        let answered = row.times.step(at: row.typing.longestAt + row.typing.longestWait.max)
        return typed == answered ? typed : "\(typed) to \(answered)"
    }

    private var editTable: String { Self.steps("Edit to live, nobody playing", edits, edits.map(\.file)) }

    private static func steps(_ title: String, _ rows: [EditTimes], _ names: [String]) -> String {
        var table = TextTable(title, ["", "total ms", "build", "stage", "warm", "hand over"])
        for (name, row) in zip(names, rows) {
            table.add([
                name, row.total.digits(0), row.build.digits(0), row.stage.digits(0), row.warm.digits(0),
                row.handOver.digits(1),
            ])
        }
        return table.description
    }

    private var startTable: String {
        var table = TextTable(
            "Start, everything built: milliseconds after the Portal's process began",
            ["", "Portal answers", "client greeted", "Server live", "Server's words read"])
        let named = [("best", start[0]), ("middle", start[start.count / 2]), ("worst", start[start.count - 1])]
        let rows = start.count > 2 ? named : start.map { ("", $0) }
        for (name, row) in rows {
            table.add([
                name, row.portalAnswers.digits(0), row.greeted.digits(0), row.serverLive.digits(0),
                row.serverAnswers.digits(0),
            ])
        }
        return table.description
    }

    private var nativesTable: String {
        var table = TextTable("A C function called by name, from data (bar in release: 1,000)", ["", "ns a call"])
        for native in natives { table.add([native.call, native.time.digits(0)]) }
        return table.description
    }

    private func recovery(_ title: String, _ figures: RecoveryFigures, _ bar: String) -> String {
        let typing = figures.typing
        var table = TextTable(
            "\(title), \(figures.waits.count) times: the longest wait of any player (\(bar))",
            [
                "players", "lines/s", "p50 ms", "p99 ms", "max ms", "typed", "given up", "lost", "twice", "disordered",
                "cut off",
            ])
        table.add([
            "\(typing.typists)", typing.linesPerSecond.digits(0), figures.wait.p50.digits(1),
            figures.wait.p99.digits(1), figures.wait.max.digits(1), "\(typing.typed)",
            "\(typing.givenUp)", "\(typing.typed - typing.answered - typing.givenUp)", "\(typing.duplicated)",
            "\(typing.reordered)", "\(typing.dropped)",
        ])
        return table.description
    }

    private func text(of abuse: AbuseFigures) -> String {
        let title =
            "look of one player among \(abuse.connections) connections that are silent, never read or send random "
            + "bytes (\(abuse.closed) of them were closed; bar: 3 times the quiet p99)"
        var table = TextTable(title, ["", "lines/s", "p50 ms", "p99 ms", "max ms"])
        for (name, row) in [("quiet", abuse.quiet), ("among them", abuse.abused)] {
            table.add([
                name, row.perSecond.digits(0), row.wait.p50.digits(3), row.wait.p99.digits(3), row.wait.max.digits(1),
            ])
        }
        return table.description + "\n  \(abuse.ratio.digits(1)) times the quiet p99"
    }

    private func text(of idle: [IdleFigures]) -> String {
        var table = TextTable(
            "look of \(idle[0].quiet.players) players among idle connections (bar: 12 KB each in the Portal, twice the "
                + "quiet p99)", ["", "lines/s", "p50 ms", "p99 ms", "times", "KB each", "closed"])
        let quiet = idle[0].quiet
        table.add(["quiet", quiet.perSecond.digits(0), quiet.wait.p50.digits(3), quiet.wait.p99.digits(3)])
        for row in idle {
            table.add([
                "\(row.connections) by \(row.transport)", row.among.perSecond.digits(0), row.among.wait.p50.digits(3),
                row.among.wait.p99.digits(3), row.ratio.digits(1), (Double(row.memoryEach) / 1024).digits(1),
                "\(row.closed)",
            ])
        }
        return table.description
    }

    private func text(of memory: Memory) -> String {
        func kilobytes(_ bytes: Int) -> String { "\((Double(bytes) / 1024).digits(1)) KB" }
        func megabytes(_ bytes: Int) -> String { "\((Double(bytes) / 1_048_576).digits(0)) MB" }
        return """
            Memory (PSS) of each of \(memory.players) more idle players
              Portal \(kilobytes(memory.portalPerPlayer)), Server \(kilobytes(memory.serverPerPlayer)); \
            with as many before them \(megabytes(memory.portalBefore)) and \(megabytes(memory.serverBefore))
            """
    }
}

/// Columns of text, the numbers to the right.
struct TextTable: CustomStringConvertible {
    let title: String
    let headings: [String]
    private var rows: [[String]] = []

    init(_ title: String, _ headings: [String]) { (self.title, self.headings) = (title, headings) }

    mutating func add(_ row: [String]) { rows.append(row) }

    var description: String {
        let all = [headings] + rows
        let widths = headings.indices.map { column in
            all.map { column < $0.count && $0.count == headings.count ? $0[column].count : 0 }.max() ?? 0
        }
        let lines = all.map { row in
            zip(row, widths).map { text, width in
                String(repeating: " ", count: max(0, width - text.count)) + text
            }.joined(separator: "  ")
        }
        return ([title] + lines.map { "  \($0)" }).joined(separator: "\n")
    }
}

extension Double {
    /// With so many decimals; thousands apart.
    func digits(_ count: Int) -> String {
        let text = String(format: "%.\(count)f", self)
        let parts = text.split(separator: ".")
        var whole = ""
        for (index, digit) in parts[0].reversed().enumerated() {
            if index > 0, index % 3 == 0, digit.isNumber { whole.append(",") }
            whole.append(digit)
        }
        return ([String(whole.reversed())] + parts.dropFirst().map(String.init)).joined(separator: ".")
    }
}
