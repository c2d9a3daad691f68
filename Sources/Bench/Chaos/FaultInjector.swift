import Foundation
import NIOCore

/// Does to a game what a fault is.
struct FaultInjector: Sendable {
    let game: PrivateGame
    let generator: LoadGenerator
    let edit: PluginEdit
    let rude: RudeClients
    /// The administrator's number among the generator's players.
    let administrator: Int

    private static let patience = Duration.seconds(60)

    /// Returns when its effect is over; throws when it had none.
    func strike(_ fault: Fault) async throws {
        switch fault.kind {
        case .kill: try await endServer(by: SIGKILL)
        case .crash: try await endServer(by: Self.crashSignal)
        // Typed into the game, to bring its Server down.
        case .trap: try await run("fatalError(\"chaos\")")
        case .hang: try await run("while true {}")
        case .reload: try await reload()
        case .brokenBuild: try await brokenBuild()
        case .rollback: try await game.rollback()
        case .noise: try await rude.noise(fault.seed)
        case .halfOptions: try await rude.halfOptions()
        case .hugeLine: try await rude.hugeLine()
        case .neverReads: try await rude.neverReads()
        case .halfLine: try await rude.halfLine()
        }
        guard try await generator.everybodyAnswered(within: Self.patience) else {
            throw BenchError("not everybody was answered within \(Self.patience) after it")
        }
    }

    /// The Swift runtime takes it for a crash, and no crash comes of itself by it.
    static let crashSignal = SIGQUIT

    private func endServer(by signal: Int32) async throws {
        let pid = try await game.endServer(by: signal)
        guard try await game.successor(of: pid, within: Self.patience) else {
            throw BenchError("no other Server came within \(Self.patience) after it")
        }
    }

    /// Runs code that brings the Server down, by the administrator's `swift` command.
    private func run(_ code: String) async throws {
        // Another fault may take the Server away while the code is compiled: then it is not run, and typed again.
        for _ in 1...3 {
            let before = try await game.crashes().first?.number ?? 0
            let words = try await generator.runUntilItIsOver(code, administrator) { [game] in
                try await game.crashes().contains { $0.number > before && $0.isOfSnippet }
            }
            if try await game.crashes().contains(where: { $0.number > before && $0.isOfSnippet }) { return }
            if words.contains("error:") { throw BenchError("the code is not run: \(words.suffix(300))") }
        }
        throw BenchError("three times it did not bring the Server down: another fault came first, or it is not run")
    }

    private func reload() async throws {
        // Nobody edits twice in a second, and who does has whole modules compiled.
        try await Task.sleep(for: .seconds(1))
        try edit.edit()
        _ = try await game.reload()
    }

    private func brokenBuild() async throws {
        try edit.spoil()
        var refusal = ""
        do { _ = try await game.reload() } catch { refusal = "\(error)" }
        try edit.edit()
        guard !refusal.isEmpty else { throw BenchError("a plugin that does not compile went live") }
        guard refusal.contains("error") else { throw BenchError("the compiler's words are missing in: \(refusal)") }
    }
}

extension LoadGenerator {
    /// Types code for the `swift` command. Answers what was read until it has crashed, or came to nothing.
    fileprivate func runUntilItIsOver(
        _ code: String, _ administrator: Int, _ isOver: @Sendable () async throws -> Bool
    ) async throws -> String {
        let conversation = Conversation("swift \(code)")
        players[administrator].begin(conversation)
        let deadline = ContinuousClock.now + .seconds(20)
        let ends = ["interrupted", "error:"]
        while ContinuousClock.now < deadline, try await !isOver(), !ends.contains(where: conversation.text.contains) {
            try await Task.sleep(for: .milliseconds(200))
        }
        return conversation.text
    }
}
