import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Takes a build's output line by line: keeps it, and hands on what it means.
final class BuildTranscript: Sendable {
    private struct State {
        var log = ""
        var diagnostics: [Diagnostic] = []
        var summaries: [Diagnostic] = []
        var seen: Set<Diagnostic> = []
    }

    private let game: GameFolder
    private let report: @Sendable (BuildEvent) -> Void
    private let state = Mutex(State())

    /// A build gone mad must not take the Portal's memory with it. Characters of a log that are kept.
    private static let longestLog = 8 << 20

    init(game: GameFolder, report: @escaping @Sendable (BuildEvent) -> Void) {
        self.game = game
        self.report = report
    }

    var log: String { state.withLock { $0.log } }
    var warnings: [Diagnostic] { state.withLock { $0.diagnostics.filter { $0.severity == .warning } } }

    var hasErrorInSource: Bool {
        state.withLock { $0.diagnostics.contains { $0.severity == .error && $0.file != nil } }
    }

    func take(_ line: String) {
        state.withLock {
            if $0.log.utf8.count < Self.longestLog { $0.log += line + "\n" }
        }
        switch BuildOutputLine(line, game: game) {
        case .progress(let done, let total, let text): report(.progress(done: done, total: total, text: text))
        case .waiting(let text): report(.waiting(text))
        case .summary(let diagnostic): state.withLock { $0.summaries.append(diagnostic) }
        case .diagnostic(let diagnostic): add(withSource(diagnostic))
        case .other: break
        }
    }

    func add(_ diagnostic: Diagnostic) {
        let isNew = state.withLock { state in
            guard state.seen.insert(diagnostic).inserted else { return false }
            state.diagnostics.append(diagnostic)
            return true
        }
        if isNew { report(.diagnostic(diagnostic)) }
    }

    /// Begins anew: what an earlier attempt said is about sources that have changed since.
    func forgetDiagnostics() {
        state.withLock { state in
            state.diagnostics = []
            state.summaries = []
            state.seen = []
        }
    }

    /// Sums up a build that has failed.
    func failure() -> BuildFailure {
        state.withLock { state in
            let errors = state.diagnostics.filter { $0.severity == .error }
            let warnings = state.diagnostics.filter { $0.severity == .warning }
            var told = errors.isEmpty ? Array(state.summaries.prefix(1)) : errors
            if told.isEmpty {
                let tail = state.log.split(separator: "\n").suffix(5).joined(separator: "\n")
                told = [Diagnostic(severity: .error, message: tail.isEmpty ? "it said nothing" : tail)]
            }
            let all = told + warnings
            let limit = BuildFailure.mostDiagnostics
            return BuildFailure(
                diagnostics: Array(all.prefix(limit)), omitted: max(0, all.count - limit), log: state.log)
        }
    }

    private func withSource(_ bare: Diagnostic) -> Diagnostic {
        guard let file = bare.file, let line = bare.line,
            let text = try? String(contentsOfFile: game.absolute(file), encoding: .utf8)
        else { return bare }
        let lines = text.split(separator: "\n", maxSplits: line, omittingEmptySubsequences: false)
        guard line > 0, line <= lines.count else { return bare }
        return Diagnostic(
            severity: bare.severity, file: file, line: line, column: bare.column, message: bare.message,
            source: String(lines[line - 1]))
    }
}
