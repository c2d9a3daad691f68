import Foundation
import Settings

/// A line added to a plugin's source, again and again, and taken out in the end.
final class PluginEdit: Sendable {
    /// From the game's folder.
    let file: String
    private let path: String
    private let cleanup: Int

    /// The file of `plugin` in `game` that is edited: the first in the alphabet.
    init?(_ plugin: String, of game: GamePaths) {
        let sources = "\(game.plugins)/\(plugin)/Sources"
        let files = FileManager.default.enumerator(atPath: sources)?.compactMap { $0 as? String } ?? []
        guard let name = files.filter({ $0.hasSuffix(".swift") }).min() else { return nil }
        let path = "\(sources)/\(name)"
        guard let original = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        (file, self.path) = ("Plugins/\(plugin)/Sources/\(name)", path)
        cleanup = Cleanup.add { Self.remove(from: path, original: original) }
    }

    /// Names of the plugins there are.
    static func plugins(of game: GamePaths) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: game.plugins)) ?? []
        return names.filter { FileManager.default.fileExists(atPath: "\(game.plugins)/\($0)/Package.swift") }.sorted()
    }

    /// Makes the file another one than it ever was.
    func edit() throws { try add("\(UInt64(Date().timeIntervalSince1970 * 1000))") }

    /// Makes the file one that does not compile, until the next ``edit()`` or ``undo()``.
    func spoil() throws { try add(")") }

    private func add(_ value: String) throws {
        let text = Self.without(try String(contentsOfFile: path, encoding: .utf8))
        let lineEnd = text.utf8.last == 0x0A ? "" : "\n"
        try (text + lineEnd + "\(Self.line)\(value)\n").write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Takes the line out again; what else has changed in the file meanwhile stays.
    func undo() { Cleanup.done(cleanup) }

    private static let line = "private let benchProbe = "

    private static func without(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix(line) }
            .joined(separator: "\n")
    }

    private static func remove(from path: String, original: String) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8), text.contains(line) else { return }
        let rest = without(text)
        try? (rest == original + "\n" ? original : rest).write(toFile: path, atomically: true, encoding: .utf8)
    }
}
