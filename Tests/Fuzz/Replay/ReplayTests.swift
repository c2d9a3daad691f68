import Foundation
import Testing

/// The fuzzer's corpus without the fuzzer: what it once found, and what leads it through the parsers.
@Suite struct ReplayTests {
    private static let corpus = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Corpus")

    @Test func `every input of the corpus keeps the promises`() throws {
        for target in FuzzTarget.all {
            let folder = Self.corpus.appending(path: target.name)
            let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            #expect(!files.isEmpty)
            for file in files {
                let input = FuzzInput(try Data(contentsOf: file))
                #expect(throws: Never.self, "\(target.name)/\(file.lastPathComponent)") { try target.run(input) }
            }
        }
    }
}
