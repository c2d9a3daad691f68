#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension Builder {
    /// - Parameter isPlanned: whether SwiftPM's stored plan is one for these files. Left to itself it looks at the root
    ///   package alone, and neither sees a file that is dropped into a plugin nor an edited manifest of one. Planning
    ///   takes a second, so it is asked for only when it is needed.
    func run(
        _ plan: BuildPlan, _ sources: SourceTree, _ toolchain: Toolchain, _ record: inout BuildRecord, isPlanned: Bool,
        _ transcript: BuildTranscript
    ) async -> BuildProcess.Outcome {
        if isPlanned, let commands = commandsToRepeat(plan, sources, record) {
            let outcome = await run(commands, transcript)
            // An error that is in nobody's source may be the plan's.
            guard outcome == .failed, !transcript.hasErrorInSource else { return outcome }
            transcript.forgetDiagnostics()
        }
        return await runPackageManager(plan.scope, sources, toolchain, &record, isPlanned: isPlanned, transcript)
    }

    /// What SwiftPM planned last.
    private var manifest: String { "\(settings.scratchFolder)/\(settings.configuration.rawValue).yaml" }

    // MARK: - `swift build`

    private func runPackageManager(
        _ scope: BuildScope, _ sources: SourceTree, _ toolchain: Toolchain, _ record: inout BuildRecord, isPlanned: Bool,
        _ transcript: BuildTranscript
    ) async -> BuildProcess.Outcome {
        record.plan = nil
        let common =
            [toolchain.swift, "build", "--scratch-path", settings.scratchFolder, "-c", settings.configuration.rawValue]
            + (isPlanned ? [] : ["--disable-build-manifest-caching"]) + settings.flags
        var runs = [scope == .plugins ? common + ["--product", sources.graph.aggregate] : common]
        // `swift build` alone makes the root package's own products; the server may be a checkout's.
        if scope == .everything, !sources.graph.packages[0].manifest.mentions(SourceTree.serverProduct) {
            runs.append(common + ["--product", SourceTree.serverProduct])
        }
        for command in runs {
            let outcome = await process(command).run(transcript)
            if outcome == .failed, isPlanned, transcript.log.contains("because of missing inputs") {
                // The plan is another one than ours: somebody ran `swift build` by hand.
                transcript.forgetDiagnostics()
                return await runPackageManager(
                    scope, sources, toolchain, &record, isPlanned: false, transcript)
            }
            if outcome != .succeeded { return outcome }
        }
        record.plan = FileIdentity(of: manifest)
        return .succeeded
    }

    private func process(_ command: [String]) -> BuildProcess {
        BuildProcess(command: command, folder: game.path, isIdle: settings.isIdle, deadline: settings.deadline)
    }

    // MARK: - What it planned

    /// `nil` if SwiftPM must be asked.
    private func commandsToRepeat(_ plan: BuildPlan, _ sources: SourceTree, _ record: BuildRecord)
        -> [BuildManifest.Command]?
    {
        guard plan.scope == .plugins, let difference = plan.difference,
            difference.added.isEmpty, difference.removed.isEmpty,
            record.plan != nil, record.plan == FileIdentity(of: manifest),
            let manifest = BuildManifest(contentsOf: manifest)
        else { return nil }
        let folder = realPath(productFolder)
        let (plugins, others) = sources.expectedProducts.reduce(into: ([String](), Set<String>())) {
            if $1.group.isPlugin { $0.0.append("\(folder)/\($1.file)") } else { $0.1.insert("\(folder)/\($1.file)") }
        }
        // Of a product that is not proved nobody knows at which of its sources the last build ended.
        let staleGroups = Set(plan.stale.map(\.group))
        let commands = manifest.commands(
            toward: plugins,
            changed: Set(difference.changed.keys.map { realPath(game.absolute($0)) }),
            unsure: Set(sources.files.filter { staleGroups.contains($0.value.group) }
                .map { realPath(game.absolute($0.key)) }),
            isMissing: { FileStatus(of: $0) == nil })
        guard let commands, commands.allSatisfy({ others.isDisjoint(with: $0.outputs) }) else { return nil }
        return commands
    }

    private func run(_ commands: [BuildManifest.Command], _ transcript: BuildTranscript) async -> BuildProcess.Outcome {
        guard let lock = try? await holdPackageManager(transcript) else { return .cancelled }
        defer { _ = lock }
        for (index, command) in commands.enumerated() {
            transcript.take("[\(index + 1)/\(commands.count)] \(command.title)")
            // These two change how the compiler speaks, not what it makes.
            let outcome = await process(command.arguments.filter { $0 != "-parseable-output" && $0 != "-v" })
                .run(transcript)
            if outcome != .succeeded { return outcome }
        }
        return .succeeded
    }

    /// Keeps a `swift build` by hand out of the scratch folder: SwiftPM locks this file for as long as it builds.
    private func holdPackageManager(_ transcript: BuildTranscript) async throws -> FolderLock {
        let folder = realPath(settings.scratchFolder)
        let name = folder.map { $0 == "/" ? "_" : $0 } + ".lock"
        let temporary = FileManager.default.temporaryDirectory.path
        return try await FolderLock.hold(temporary, named: String(name)) {
            transcript.take("Another instance of SwiftPM builds in this folder; this build waits for it.")
        }
    }
}

private func realPath(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }
