import Foundation
import Testing

/// What a client and a game say to each other, as `record_negotiation.py` writes it down between them.
final class Negotiation {
    /// For the client to connect to.
    let port: Int
    private let file: String
    private let script: Script

    init(with game: RunningGame) async throws {
        file = game.runFolder + "/negotiation.txt"
        script = try Script("python3", "record_negotiation.py", ["\(game.port)", file])
        port = try #require(Int(try await script.line("the recorder's port") { Int($0) != nil }))
    }

    /// `client:` or `server:` and an item each; `compressed` behind who compresses.
    var lines: [String] {
        (try? String(contentsOfFile: file, encoding: .utf8))?.split(separator: "\n").map(String.init) ?? []
    }

    /// Waits for lines, in whatever order.
    func expect(_ wanted: String...) async throws {
        for line in wanted {
            try await eventually("'\(line)' between client and game", seen: { lines.joined(separator: "\n") }) {
                lines.contains(line) ? () : nil
            }
        }
    }
}
