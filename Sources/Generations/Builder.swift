#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Builds a game with `swift build`, and proves that the products come from the sources as they are.
///
/// The exit status of `swift build` is not enough (see `CompilerState`), so sources are compared by content before
/// and after it, and with a record of what each object was compiled from.
public struct Builder: Sendable {
    public struct Settings: Sendable {
        public var configuration: BuildConfiguration
        /// Absolute. SwiftPM's own, where its `swift build` puts things, is `GAME/.build`.
        public var scratchFolder: String
        /// Further arguments to `swift build`.
        public var flags: [String]
        /// Compile only when nobody else wants the processor: for builds beside a live game.
        public var isIdle: Bool
        /// For one run of `swift build`.
        public var deadline: Duration
        /// Where to look for `swift` instead of the process's `PATH`.
        public var searchPath: String?

        public init(
            configuration: BuildConfiguration = .debug, scratchFolder: String, flags: [String] = [],
            isIdle: Bool = true, deadline: Duration = .seconds(900), searchPath: String? = nil
        ) {
            self.configuration = configuration
            self.scratchFolder = scratchFolder
            self.flags = flags
            self.isIdle = isIdle
            self.deadline = deadline
            self.searchPath = searchPath
        }
    }

    public let game: GameFolder
    public var settings: Settings
    /// Shared, so that its memory of digests serves every build.
    public let scanner: SourceScanner

    private static let mostAttempts = 3

    public init(game: GameFolder, settings: Settings, scanner: SourceScanner? = nil) {
        self.game = game
        self.settings = settings
        self.scanner = scanner ?? SourceScanner(game: game)
    }

    var productFolder: String { settings.scratchFolder + "/" + settings.configuration.rawValue }

    /// Builds what has changed; returns at once if nothing has.
    ///
    /// Builds of one scratch folder wait for each other, also between processes. Cancelling the task ends the
    /// compilers.
    public func build(
        report: @escaping @Sendable (BuildEvent) -> Void = { _ in }
    ) async throws(BuildError) -> Build {
        let start = ContinuousClock.now
        let lock = try await lockScratchFolder(report)
        defer { _ = lock }
        let transcript = BuildTranscript(game: game, report: report)
        var changed: [String] = []
        for _ in 1...Self.mostAttempts {
            switch try await attempt(transcript, since: start, report) {
            case .proved(let build):
                report(.finished(build.duration))
                return build
            case .sourcesChanged(let difference):
                report(.note("\(difference) during the build."))
                transcript.forgetDiagnostics()
                changed = difference.paths
            }
        }
        throw .sourcesKeepChanging(changed)
    }

    private enum Attempt {
        case proved(Build)
        case sourcesChanged(SourceDifference)
    }

    /// One run from scan to proof.
    private func attempt(
        _ transcript: BuildTranscript, since start: ContinuousClock.Instant, _ report: @Sendable (BuildEvent) -> Void
    ) async throws(BuildError) -> Attempt {
        let sources = try scan()
        let stored = BuildRecord.load(from: productFolder)
        let toolchain = try await Toolchain.locate(
            in: settings.searchPath, known: stored?.compiler.map { ($0, stored?.compilerVersion ?? "") })
        let plan = BuildPlan(
            sources: sources, record: stored, products: productsOnDisk(sources), expected: sources.expectedProducts,
            compiler: toolchain.identity, flags: settings.flags)
        report(.started(plan.scope, reason: plan.reason))
        sources.warnings.forEach { report(.note($0)) }

        var record = stored ?? BuildRecord()
        if plan.scope != .nothing {
            let isPlanned = record.structure == sources.structure
            record.compiler = toolchain.identity
            record.compilerVersion = toolchain.version
            record.flags = settings.flags
            if !isPlanned { record.structure = nil }
            // Should this build fail, what it does not touch stays proved.
            for name in sources.expectedProducts where plan.groups.contains(name.group) {
                record.products[name.file] = nil
            }
            forgetUnproved(sources, record, plan)
            let outcome = await run(plan, sources, toolchain, &record, isPlanned: isPlanned, transcript)
            let after = try scan()
            let state = CompilerState(folder: productFolder)
            record.learn(from: sources, after: after, groups: plan.groups, state)
            try? record.save(to: productFolder)
            guard after.files == sources.files || outcome == .cancelled || outcome == .timedOut else {
                return .sourcesChanged(after.difference(from: sources))
            }
            try check(outcome, transcript)
            sources.strays(state).forEach(transcript.add)
        }

        let onDisk = productsOnDisk(sources)
        var products: [Build.Product] = []
        for name in sources.expectedProducts {
            guard let identity = onDisk[name.file] else { throw .missingProduct(name.file) }
            products.append(.init(file: name.file, group: name.group, identity: identity))
        }
        if plan.scope != .nothing {
            record.products = onDisk
            record.structure = sources.structure
            do { try record.save(to: productFolder) } catch { throw .broken("\(productFolder): \(error)") }
        }
        return .proved(
            Build(
                sources: sources, scope: plan.scope, reason: plan.reason, configuration: settings.configuration,
                compiler: toolchain.version, flags: settings.flags, folder: productFolder, products: products,
                duration: .now - start, warnings: transcript.warnings, log: transcript.log))
    }

    // MARK: - Steps

    private func lockScratchFolder(_ report: @Sendable (BuildEvent) -> Void) async throws(BuildError) -> FolderLock {
        do {
            try FileManager.default.createDirectory(
                atPath: settings.scratchFolder, withIntermediateDirectories: true)
            return try await FolderLock.hold(settings.scratchFolder, named: "hearth-build.lock") {
                report(.waiting("Another build of this game is running; this one waits for it."))
            }
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .broken("\(error)")
        }
    }

    private func scan() throws(BuildError) -> SourceTree {
        do { return try scanner.scan() } catch { throw .sources(error) }
    }

    private func productsOnDisk(_ sources: SourceTree) -> [String: FileIdentity] {
        var found: [String: FileIdentity] = [:]
        for name in sources.expectedProducts {
            found[name.file] = FileIdentity(of: productFolder + "/" + name.file)
        }
        return found
    }

    private func forgetUnproved(_ sources: SourceTree, _ record: BuildRecord, _ plan: BuildPlan) {
        let state = CompilerState(folder: productFolder)
        // What a Swift file sees of C no compiler's record tells soon enough.
        var headers: [SourceGroup: Int64] = [:]
        for (path, file) in sources.files where Self.isHeader(path) {
            guard let changed = record.change(of: path, file, in: sources) else { continue }
            headers[file.group] = max(changed, headers[file.group] ?? 0)
        }
        for (path, file) in sources.files where plan.groups.contains(file.group) {
            let isProved = record.proves(path, file, in: sources, state, header: headers[file.group])
            if !isProved { state.forget(game.absolute(path)) }
        }
        state.forgetModulesOfThisSecond()
    }

    private static func isHeader(_ path: String) -> Bool {
        [".h", ".hpp", ".modulemap"].contains { path.hasSuffix($0) }
    }

    private func check(_ outcome: BuildProcess.Outcome, _ transcript: BuildTranscript) throws(BuildError) {
        switch outcome {
        case .succeeded: return
        case .failed: throw .failed(transcript.failure())
        case .timedOut: throw .timedOut(limit: settings.deadline, log: transcript.log)
        case .cancelled: throw .cancelled
        case .broken(let reason): throw .broken(reason)
        }
    }
}
