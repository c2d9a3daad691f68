import HearthKit

/// Where the game's time goes.
open class ShowProfile: OperationsCommand {
    open override class var key: String { "profile" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var help: String {
        """
        Usage: profile on
               profile
               profile off
        Counts what code runs how often and for how long: commands, jobs, ticks, scripts, natives and what else has a
        name. |wprofile|n shows the twenty that took the most time. A reload ends it, for then it is other code.
        """
    }

    private static let mostShown = 20

    open override func run() async throws {
        guard let game = Game.current else { return }
        switch args.lowercased() {
        case "on":
            game.startProfile()
            tell(.profileOn)
        case "off":
            guard game.profile?.isOn ?? false else { throw Refusal(.profileNone) }
            game.stopProfile()
            tell(.profileOff)
        case "": try show(game)
        default: throw usage
        }
    }

    private func show(_ game: Game) throws {
        guard let profile = game.profile else { throw Refusal(.profileNone) }
        var table = TextTable("Code", "Runs", "Total ms", "Mean ms", "Longest ms")
        for column in table.headers.dropFirst() { table[column: column].alignment = .right }
        for (code, entry) in profile.top(Self.mostShown) {
            table.add(
                Markup.escape(code), "\(entry.count)", Self.words(entry.total), Self.words(entry.mean),
                Self.words(entry.longest))
        }
        tell(table, text(profile.isOn ? .profileGoesOn : .profileIsOff, ["count": "\(profile.entries.count)"]))
    }

    /// Milliseconds with three decimals.
    private static func words(_ time: Duration) -> String {
        let microseconds = Int(time / .microseconds(1))
        let rest = "\(microseconds % 1000)"
        return "\(microseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}

extension TextKey {
    static let profileOn = TextKey(
        "profile on", "Time is counted from now on. |wprofile|n shows it, |wprofile off|n ends it.")
    static let profileOff = TextKey("profile off", "Time is counted no more. |wprofile|n shows what was.")
    static let profileNone = TextKey("profile none", "Nobody counts the time. (|wprofile on|n)")
    static let profileGoesOn = TextKey("profile goes on", "{count} kinds of code have run since it began.")
    static let profileIsOff = TextKey("profile is off", "{count} kinds of code had run when it ended.")
}
