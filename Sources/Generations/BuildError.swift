/// Why a build gave nothing.
public enum BuildError: Error, Sendable, CustomStringConvertible {
    /// The compiler, the linker or the package manager refused.
    case failed(BuildFailure)
    /// It was not done after `limit` and was ended.
    case timedOut(limit: Duration, log: String)
    /// No `swift` in `PATH`.
    case toolchainMissing
    /// Files were written during each of several builds in a row.
    case sourcesKeepChanging([String])
    case cancelled
    case sources(SourceError)
    /// `swift build` could not be started, or the system ended it.
    case broken(String)
    /// `swift build` succeeded but a product is not there.
    case missingProduct(String)

    public var description: String {
        switch self {
        case .failed(let failure): failure.description
        case .timedOut(let limit, _):
            "The build was not done after \(limit.components.seconds) s and was ended. Try again, or allow it longer."
        case .toolchainMissing:
            "`swift` was not found: install the Swift toolchain (swift.org/install) and put it into PATH."
        case .sourcesKeepChanging(let paths):
            "The sources changed during every build (\(paths.prefix(3).joined(separator: ", "))). "
                + "Try again when nothing writes to them."
        case .cancelled: "The build was cancelled."
        case .sources(let error): error.description
        case .broken(let reason): "The build could not run: \(reason)"
        case .missingProduct(let name):
            "The build made no \(name): see that Package.swift names the target and product that make it."
        }
    }

    /// The whole output of the build, as far as there was any.
    public var log: String {
        switch self {
        case .failed(let failure): failure.log
        case .timedOut(_, let log): log
        default: ""
        }
    }
}

/// What was wrong, short enough to be shown in the game; the whole of it is in `log`.
public struct BuildFailure: Sendable, Hashable, CustomStringConvertible {
    /// At most 20, errors before warnings, each once.
    public let diagnostics: [Diagnostic]
    /// How many more there were.
    public let omitted: Int
    public let log: String

    static let mostDiagnostics = 20

    public var description: String {
        let errors = diagnostics.filter { $0.severity == .error }
        let more = omitted > 0 ? ["and \(omitted) more"] : []
        return (["The build failed:"] + (errors.map(\.description) + more)).joined(separator: "\n")
    }
}
