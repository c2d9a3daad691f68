import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// Runs a program to its end.
enum Shell {
    struct Outcome: Sendable {
        /// The exit code; above 128 when a signal ended it.
        var status: Int32
        /// What it wrote to standard output and, apart, to standard error.
        var output: String
        var errors: String

        var all: String { output + errors }
    }

    /// - Parameters:
    ///   - environment: added to that of the tests.
    ///   - limit: a program that takes longer is ended, and ``TooLate`` thrown.
    static func run(
        _ program: String, _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:],
        within limit: Duration = .seconds(120)
    ) async throws -> Outcome {
        // Files, not pipes: a daemon that the program leaves behind would keep a pipe open.
        let place = FileManager.default.temporaryDirectory.appending(path: "hearth-shell-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let (output, errors) = (place.appending(path: "output").path, place.appending(path: "errors").path)
        @Sendable func written(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

        return try await withThrowingTaskGroup(of: Outcome.self) { group in
            group.addTask {
                let result = try await Subprocess.run(
                    .path(FilePath(program)), arguments: Arguments(arguments),
                    environment: .inherit.updating(.init(environment.map { (.init(stringLiteral: $0), $1) }) { $1 }),
                    workingDirectory: folder.map { FilePath($0) },
                    output: .fileDescriptor(try file(output), closeAfterSpawningProcess: true),
                    error: .fileDescriptor(try file(errors), closeAfterSpawningProcess: true))
                let status: Int32 =
                    switch result.terminationStatus {
                    case .exited(let code): code
                    case .signaled(let signal): 128 + signal
                    }
                return Outcome(status: status, output: written(output), errors: written(errors))
            }
            group.addTask {
                try await Task.sleep(for: limit)
                throw TooLate(
                    awaited: "the end of \(program) \(arguments.joined(separator: " "))",
                    seen: written(output) + written(errors))
            }
            defer { group.cancelAll() }  // ends the program, should it still run
            return try await group.next() ?? Outcome(status: -1, output: "", errors: "")
        }
    }

    private static func file(_ path: String) throws -> FileDescriptor {
        try FileDescriptor.open(path, .writeOnly, options: [.create, .append], permissions: .ownerReadWrite)
    }

    /// `swift build` in a folder. Throws what it printed when it fails.
    static func build(_ folder: String) async throws {
        let outcome = try await run(
            "/usr/bin/env", ["swift", "build", "--scratch-path", Checkout.scratch, "-c", Checkout.configuration],
            in: folder, within: .seconds(2400))
        guard outcome.status == 0 else { throw BuildFailed(output: outcome.all) }
    }

    struct BuildFailed: Error { var output: String }
}
