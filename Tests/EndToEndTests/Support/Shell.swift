import Foundation

/// Runs a program to its end.
enum Shell {
    struct Outcome: Sendable {
        var status: Int32
        /// What it wrote to standard output and, apart, to standard error.
        var output: String
        var errors: String

        var all: String { output + errors }
    }

    /// - Parameter limit: a program that takes longer is ended, and ``TooLate`` thrown.
    static func run(
        _ program: String, _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:],
        input: String = "", within limit: Duration = .seconds(120)
    ) async throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        // Files, not pipes: a daemon that the program leaves behind would keep a pipe open.
        let place = FileManager.default.temporaryDirectory.appending(path: "hearth-shell-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        func file(_ name: String, _ content: String = "") throws -> URL {
            let url = place.appending(path: name)
            try Data(content.utf8).write(to: url)
            return url
        }
        let (output, errors) = (try file("output"), try file("errors"))
        process.standardInput = try FileHandle(forReadingFrom: file("input", input))
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        func outcome() throws -> Outcome {
            Outcome(
                status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
                errors: try String(contentsOf: errors, encoding: .utf8))
        }
        try process.run()
        do {
            return try await eventually("the end of \(program) \(arguments.joined(separator: " "))", within: limit) {
                try String(contentsOf: output, encoding: .utf8) + String(contentsOf: errors, encoding: .utf8)
            } _: {
                process.isRunning ? nil : try outcome()
            }
        } catch {
            process.terminate()
            throw error
        }
    }

    /// `swift build` in a folder. Throws what it printed when it fails.
    static func build(_ folder: String, _ arguments: [String] = []) async throws {
        let outcome = try await run(
            "/usr/bin/env", ["swift", "build", "--scratch-path", Checkout.scratch, "-c", Checkout.configuration]
                + arguments, in: folder,
            within: .seconds(1200))
        guard outcome.status == 0 else { throw BuildFailed(output: outcome.all) }
    }

    struct BuildFailed: Error { var output: String }
}
