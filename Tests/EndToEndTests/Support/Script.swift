import Foundation
import Testing

/// A Python program that goes on beside a test: it says by a line `>word` how far it is, and waits there to be told to
/// go on.
final class Script: Sendable {
    private let process = Process()
    private let input = Pipe()
    private let output: URL

    init(_ python: String, _ program: String, _ words: [String]) throws {
        output = FileManager.default.temporaryDirectory.appending(path: "hearth-script-\(UUID().uuidString)")
        try Data().write(to: output)
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [python, Checkout.clients + "/" + program] + words
        process.standardInput = input
        let file = try FileHandle(forWritingTo: output)
        process.standardOutput = file
        process.standardError = file
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: output)
    }

    /// As a shell has it; nil while it runs. The system is asked, for Foundation does not learn of every end: what was
    /// started after it may hold the socket by which it would.
    private var status: Int32? {
        guard process.isRunning else { return process.terminationStatus }
        // proc(5): the state is what follows the name, the exit status the 52nd field.
        let stat = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
        guard let fields = stat?.split(separator: ")").last?.split(separator: " "), fields.first == "Z",
            fields.count > 49, let status = Int32(fields[49].filter(\.isNumber))
        else { return nil }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }

    private var text: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

    /// Waits for a line of its output.
    @discardableResult
    func line(_ what: String, within limit: Duration = .seconds(90), _ isIt: (String) -> Bool) async throws -> String {
        try await eventually(what, within: limit, seen: { text }) {
            if let line = text.split(separator: "\n").map(String.init).last(where: isIt) { return line }
            guard status == nil else { throw TooLate(awaited: what, seen: text) }
            return nil
        }
    }

    /// Waits until it is so far.
    func reached(_ word: String) async throws { try await line(">\(word)") { $0 == ">\(word)" } }

    func say(_ line: String = "") throws { try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8)) }

    /// What it has found when it is done.
    func found<T: Decodable>(_ type: T.Type = T.self, within limit: Duration = .seconds(180)) async throws -> T {
        let status: Int32 = try await eventually("its end", within: limit, seen: { text }) { self.status }
        #expect(status == 0, "\(text)")
        let last = try #require(text.split(separator: "\n").last { $0.hasPrefix("{") }, "\(text)")
        return try JSONDecoder().decode(type, from: Data(last.utf8))
    }
}
