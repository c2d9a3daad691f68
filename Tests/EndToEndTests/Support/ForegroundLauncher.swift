import Foundation

/// `hearth` as somebody has it in a terminal: it goes on until Ctrl-C.
final class ForegroundLauncher {
    private let process = Process()
    private let file: URL

    init(_ words: [String], in folder: String) throws {
        file = FileManager.default.temporaryDirectory.appending(path: "hearth-output-\(UUID().uuidString)")
        try Data().write(to: file)
        process.executableURL = URL(filePath: Checkout.program("hearth"))
        process.arguments = words
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: file)
        process.standardError = process.standardOutput
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: file)
    }

    /// All that it and its children have printed.
    var output: String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }
    var lines: [Substring] { output.split(separator: "\n") }

    func expect(_ text: String) async throws {
        try await eventually("'\(text)'", seen: { output }) {
            guard !output.contains(text) else { return () }
            guard process.isRunning else { throw TooLate(awaited: "'\(text)' of one that has ended", seen: output) }
            return nil
        }
    }

    /// Sends it a signal: `SIGINT` is Ctrl-C.
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for its end; gives its exit code, above 128 when a signal ended it.
    func exitCode() async throws -> Int32 {
        try await eventually("the end of hearth", seen: { output }) { process.isRunning ? nil : () }
        return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    }
}
