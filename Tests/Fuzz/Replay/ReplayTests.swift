import Foundation
import Testing

/// The fuzzer's corpus without the fuzzer: what it once found, and what leads it through the parsers.
@Suite struct ReplayTests {
    private static let corpus = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Corpus")

    private static func inputs(of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
        let folder = corpus.appending(path: target.name)
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.map { ($0.lastPathComponent, [UInt8](try Data(contentsOf: $0))) }.sorted { $0.0 < $1.0 }
    }

    @Test func `every input of the corpus keeps the promises`() throws {
        for target in FuzzTarget.all {
            let inputs = try Self.inputs(of: target)
            #expect(!inputs.isEmpty)
            for input in inputs {
                #expect(throws: Never.self, "\(target.name)/\(input.name)") { try target.run(FuzzInput(input.bytes)) }
            }
        }
    }

    /// A short run in every test; the fuzzer, which is guided by what it reaches, is `run.sh`.
    @Test func `what is near them keeps the promises too`() throws {
        var mutation = Mutation(seed: 2026)
        for target in FuzzTarget.all {
            let inputs = try Self.inputs(of: target)
            for (index, input) in inputs.enumerated() {
                for round in 1...40 {
                    let other = inputs[(index + round) % inputs.count].bytes
                    let bytes = mutation.changed(input.bytes, with: other)
                    let name = "\(target.name): \(Data(bytes).base64EncodedString())"
                    #expect(throws: Never.self, "\(name)") { try target.run(FuzzInput(bytes)) }
                }
            }
        }
    }
}
