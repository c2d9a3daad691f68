import Settings
import Wire

/// `reboot --keep-players`: another Portal in the place of the one that runs, without cutting anybody off.
struct PortalReplacement {
    let game: GamePaths
    var terminal = Terminal.output

    func run() throws {
        // Whatever its version: it says itself what it cannot do.
        let portal = try PortalConnection.required(game, anyVersion: true)
        let installation = try Installation.current()
        try installation.buildPortalIfMissing(terminal, within: try Settings.read(game).build.deadline)
        terminal.progress("Replacing the Portal …")
        let answer: ReplacePortal.Answer
        do {
            answer = try portal.client.ask(
                ReplacePortal(by: Requester.name, program: installation.portal), .replacement)
        } catch let error as RemoteError where error.code == .unhandled {
            throw Failure(
                .refused, "the Portal that runs is older than this can be done with: `hearth reboot` replaces it "
                    + "(players are cut off).")
        } catch let failure as Failure where failure == AMPClient.ended {
            throw try beginAnew()
        }
        terminal.say(
            "The Portal was replaced in \(Words.duration(milliseconds: answer.milliseconds)): "
                + "\(Words.count(answer.kept, "player")) stayed connected\(left(answer)); "
                + "the Server was not touched.")
        if let notes = answer.notes { terminal.say(notes) }
    }

    private func left(_ answer: ReplacePortal.Answer) -> String {
        var words = answer.left == 0 ? "" : ", \(answer.left) in browsers come back by themselves"
        if let count = answer.cutOff, count > 0 { words += ", \(count) by TLS, WebSocket or MCCP3 told to connect again" }
        return words
    }

    /// The new one could not take over and has begun anew: it is given a Server.
    private func beginAnew() throws -> Failure {
        _ = try GameStart(game: game, terminal: terminal).run()
        return Failure(
            .error, "the new Portal could not take over from the old one, and has begun anew: players were cut off and "
                + "can come back. `hearth log` tells why.")
    }
}
