#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Answers for programs to read: one JSON object, keys sorted, on standard output.
enum JSON {
    static func text(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // What is encoded here are structs of numbers and texts: they always can be.
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    static func say(_ value: some Encodable) { Terminal.output.say(text(value)) }

    /// A failure, for those who asked for JSON.
    struct Problem: Encodable {
        var error: String
        var exitCode: Int32
        var diagnostics: [String]
    }
}
