import Subprocess
import Synchronization

#if canImport(System)
import System
#else
import SystemPackage
#endif

/// One run of `swift build`, or of one command that it planned, as a child process in a session of its own.
struct BuildProcess: Sendable {
    enum Outcome: Sendable, Equatable {
        case succeeded
        case failed
        case timedOut
        case cancelled
        case broken(String)
    }

    /// The first word is an absolute path.
    let command: [String]
    let folder: String
    /// Whether players go first when they and the compiler want the processor.
    let isIdle: Bool
    let deadline: Duration
    /// How long it may go without the processor, which others keep: then it takes its share.
    var patience = Duration.seconds(120)

    /// Runs it to the end, or ends it when `deadline` has passed or the task is cancelled. Either way no compiler is
    /// left behind.
    func run(_ transcript: BuildTranscript) async -> Outcome {
        guard isIdle, let idle = await prefixed(Platform.idlePriorityPrefix), patience < deadline else {
            return await run(command, within: deadline, transcript)
        }
        let outcome = await run(idle, within: patience, transcript)
        guard outcome == .timedOut, !Task.isCancelled else { return outcome }
        // What was compiled so far stays.
        transcript.forgetDiagnostics()
        transcript.take("Others keep the processor; the build goes on beside them.")
        return await run(await prefixed(["nice", "-n", "10"]) ?? command, within: deadline - patience, transcript)
    }

    private func run(_ command: [String], within deadline: Duration, _ transcript: BuildTranscript) async -> Outcome {
        await withTaskGroup(of: Outcome.self) { group in
            group.addTask { await child(command, transcript) }
            group.addTask {
                (try? await Task.sleep(for: deadline)) == nil ? .cancelled : .timedOut
            }
            let first = await group.next() ?? .cancelled
            group.cancelAll()
            let second = await group.next() ?? .cancelled
            switch (first, second) {
            case (.timedOut, .succeeded), (.timedOut, .failed): return second  // it ended at the very deadline
            case (.timedOut, _): return .timedOut
            case (.cancelled, _): return .cancelled
            default: return Task.isCancelled && first != .succeeded ? .cancelled : first
            }
        }
    }

    private func child(_ command: [String], _ transcript: BuildTranscript) async -> Outcome {
        var options = PlatformOptions()
        options.createSession = true
        // SwiftPM puts every compiler into a process group of its own, which a signal to the build's group does not
        // reach. On an interrupt it ends them itself, nearly always: `endSession` finds those it has forgotten.
        options.teardownSequence = [
            .send(signal: .interrupt, toProcessGroup: true, allowedDurationToNextStep: .seconds(5))
        ]
        let session = Mutex<ProcessIdentifier?>(nil)
        let outcome: Outcome
        do {
            let result = try await Subprocess.run(
                .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())),
                workingDirectory: FilePath(folder), platformOptions: options,
                input: .none, output: .sequence, error: .combinedWithOutput
            ) { execution in
                session.withLock { $0 = execution.processIdentifier }
                for try await line in execution.standardOutput.strings(bufferingPolicy: .unbounded) {
                    transcript.take(line)
                }
            }
            outcome =
                switch result.terminationStatus {
                case .exited(0): .succeeded
                case .exited: .failed
                case .signaled(let signal): .broken("signal \(signal) ended the build (`\(self.command[0])`).")
                }
        } catch {
            outcome = .broken("\(error)")
        }
        if outcome == .succeeded || !Task.isCancelled { return outcome }
        if let leader = session.withLock({ $0 }) { await Platform.endSession(leader.value) }
        return .cancelled
    }

    private func prefixed(_ words: [String]) async -> [String]? {
        guard let first = words.first, let path = await Toolchain.tool(first) else { return nil }
        return [path] + words.dropFirst() + command
    }
}
