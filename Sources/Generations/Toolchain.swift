import Subprocess
#if canImport(System)
import System
#else
import SystemPackage
#endif

/// The Swift toolchain that builds the game.
public struct Toolchain: Sendable, Hashable {
    /// Absolute path of `swift`.
    public let swift: String
    /// What `swift --version` prints first: `Swift version 6.3.1 (swift-6.3.1-RELEASE)`.
    public let version: String
    /// Tells another compiler at the same path.
    let identity: FileIdentity?

    /// Finds `swift` in `path` (by default the process's `PATH`).
    ///
    /// - Parameter known: a version that was read before; used if the compiler's file is still the same.
    /// - Throws: `BuildError.toolchainMissing`.
    static func locate(in path: String? = nil, known: (FileIdentity, String)? = nil) async throws(BuildError)
        -> Toolchain
    {
        let environment: Environment = path.map { .inherit.updating(["PATH": $0]) } ?? .inherit
        guard let swift = await tool("swift", in: environment) else { throw .toolchainMissing }
        let identity = FileIdentity(of: swift)
        if let known, identity == known.0 { return Toolchain(swift: swift, version: known.1, identity: identity) }
        let output = await firstLine(of: swift, ["--version"])
        return Toolchain(swift: swift, version: output ?? "unknown", identity: identity)
    }

    /// The absolute path of a command, or `nil` if it is not installed.
    static func tool(_ name: String, in environment: Environment = .inherit) async -> String? {
        try? await Executable.name(name).resolveExecutablePath(in: environment).string
    }

    private static func firstLine(of executable: String, _ arguments: [String]) async -> String? {
        let result = try? await run(
            .path(FilePath(executable)), arguments: Arguments(arguments), output: .string(limit: 4096),
            error: .discarded)
        return result?.standardOutput.split(separator: "\n").first.map(String.init)
    }
}
