import HearthKit

extension Texts {
    /// The headers of a table, which stand in one text with commas between them: what has none is empty.
    func headers(_ key: TextKey, in language: String?) -> [String] {
        self[key, in: language].split(separator: ",", omittingEmptySubsequences: false).map { String($0.trimmingSpaces) }
    }
}

extension AnyCommand {
    /// A table whose headers are in the language of who typed the command.
    final func table(_ headers: TextKey) -> TextTable {
        TextTable(headers: world.texts.headers(headers, in: session?.language))
    }
}

extension TextKey {
    static let ago = TextKey("ago", "{time} ago")
    static let nobody = TextKey("nobody", "nobody")
}
