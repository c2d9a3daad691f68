/// One remark of the compiler, the linker or the package manager.
public struct Diagnostic: Hashable, Codable, Sendable, CustomStringConvertible {
    public enum Severity: String, Codable, Sendable {
        case error, warning
    }

    public let severity: Severity
    /// Relative to the game folder; `nil` if the remark is about no file.
    public let file: String?
    /// From 1, as editors count.
    public let line: Int?
    public let column: Int?
    /// At most 500 characters.
    public let message: String
    /// The line of source that it is about, if it can be read; at most 200 characters.
    public let source: String?

    static let longestMessage = 500
    static let longestSource = 200

    public init(
        severity: Severity, file: String? = nil, line: Int? = nil, column: Int? = nil,
        message: String, source: String? = nil
    ) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message.shortened(to: Self.longestMessage)
        self.source = source?.shortened(to: Self.longestSource)
    }

    /// `Plugins/Alpha/Look.swift:12:5: error: cannot find 'x' in scope`
    public var description: String {
        let place = [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
        return (place.isEmpty ? "" : place + ": ") + "\(severity.rawValue): \(message)"
    }

    /// The description, and below it the line of source with a caret under the column.
    public var excerpt: String {
        guard let source else { return description }
        guard let column, column > 0, column <= source.utf8.count + 1 else { return "\(description)\n  \(source)" }
        // The compiler counts bytes; keep tabs so that the caret stands where the editor shows it.
        let before = String(decoding: source.utf8.prefix(column - 1), as: UTF8.self)
        let indent = String(before.map { $0 == "\t" ? "\t" : " " })
        return "\(description)\n  \(source)\n  \(indent)^"
    }
}

extension String {
    func shortened(to limit: Int) -> String {
        count <= limit ? self : prefix(limit - 1) + "…"
    }
}
