import HearthKit
import Wire

/// What in-game commands ask of the Portal: the same that the Launcher asks, by another client.
@MainActor
struct ServerOperations: Operations {
    let link: PortalLink
    let arguments: ServerArguments

    func reload(for session: Session?, setAside: Bool) {
        ask(Reload(by: name(of: session), setAside: setAside, session: session?.id))
    }

    func rollback(to generation: Int?, for session: Session?) {
        ask(Rollback(by: name(of: session), generation: generation, session: session?.id))
    }

    func stop(by name: String) { ask(StopPortal(by: name)) }

    func status() async throws -> String { try await link.ask(Status()).lines.joined(separator: "\n") }

    func generations() async throws -> [OperationsGeneration] {
        let answer = try await link.ask(ListGenerations())
        return answer.generations.map {
            OperationsGeneration(
                number: $0.number, isLive: $0.number == answer.live, state: $0.state, reason: $0.shortReason,
                built: $0.built, by: $0.by, configuration: $0.configuration, revision: $0.revision)
        }
    }

    func evaluate(_ code: String, for caller: Object) async throws -> String {
        try await Snippet.evaluate(code, arguments: arguments, caller: caller)
    }

    private func ask(_ command: some AMPCommand) {
        // The Portal shows the asking player what comes of it; by then this process may be gone.
        Task { _ = try? await link.ask(command) }
    }

    private func name(of session: Session?) -> String { session?.account?.name ?? "the game" }
}
