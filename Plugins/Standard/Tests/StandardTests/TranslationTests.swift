import Foundation
import HearthKit
import Testing

/// Whether the German that ships has all that players read. It is read from the sources: a text that nobody has used yet is
/// one too.
@Suite struct TranslationTests {
    /// What builders, and those who run the game, read: files and folders of the kit's sources and this plugin's.
    private static let notForPlayers = [
        "Prototypes/", "Building/", "Operations/", "Time/TimeTexts.swift", "Standard/Sources/Dialogues/", "Help/SetHelp.swift",
    ]
    /// What is the same in German.
    private static let exempt: Set<String> = ["menu prompt", "form prompt", "editor prompt"]

    private static var game: URL {
        var folder = URL(filePath: #filePath)
        for _ in 0..<5 { folder.deleteLastPathComponent() }
        return folder
    }

    /// Every text by its key, with the files that have it.
    private static func keys() throws -> [String: [String]] {
        var keys: [String: [String]] = [:]
        for root in ["Sources/HearthKit/Sources", "Plugins/Standard/Sources"] {
            let folder = game.appending(path: root)
            for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift") {
                let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
                for match in text.matches(of: /TextKey\(\s*"([^"\\]+)",/) {
                    keys[String(match.1), default: []].append("\(root)/\(name)")
                }
            }
        }
        return keys
    }

    private static func translated() throws -> Set<String> {
        let text = try String(contentsOf: game.appending(path: "GameData/texts/de.yaml"), encoding: .utf8)
        return Set(text.matches(of: /(?m)^"?([A-Za-z][^":\n]*)"?:/).map { String($0.1) })
    }

    @Test func allThatPlayersReadIsThereInGerman() throws {
        let (keys, translated) = (try Self.keys(), try Self.translated())
        #expect(keys.count > 400 && translated.count > 250, "the sources are read")
        let missing = keys.filter { key, files in
            !translated.contains(key) && !Self.exempt.contains(key)
                && !files.allSatisfy { file in Self.notForPlayers.contains { file.contains($0) } }
        }
        #expect(missing.keys.sorted() == [], "GameData/texts/de.yaml lacks them, or this test says for whom they are")
    }

    @Test func noTranslationIsOfATextThatIsGone() throws {
        let known = Set(try Self.keys().keys)
        #expect(try Self.translated().subtracting(known) == [])
        #expect(Self.exempt.subtracting(known) == [])
    }

    /// The letters that a German player is told are those that are taken.
    @Test(arguments: [("pager prompt", "pager"), ("pager end", "pager"), ("form hint", "form")])
    func lettersThatAreShownAreTaken(_ shown: String, _ dialogue: String) throws {
        let text = try String(contentsOf: Self.game.appending(path: "GameData/texts/de.yaml"), encoding: .utf8)
        let lines = text.split(separator: "\n")
        let hint = try #require(lines.first { $0.hasPrefix("\(shown): ") })
        let taken = lines.filter { $0.hasPrefix("\(dialogue) ") && $0.contains(" words: ") }
            .flatMap { $0.split(separator: " ").drop { $0 != "words:" }.dropFirst() }
        let letters = hint.matches(of: /\|w(\w+)\|[xn]/).map(\.1)
        #expect(letters.count > 1 && letters.filter { !taken.contains($0) } == [])
    }

    /// One key for two texts would have a game word both at once.
    @Test func noTwoTextsShareAKey() throws {
        #expect(try Self.keys().filter { $0.value.count > 1 } == [:])
    }
}
