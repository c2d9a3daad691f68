import HearthKit

extension AnyCommand {
    /// The refusal of a line that lacks something: how the command is used.
    public final var usage: Refusal {
        let lines = type(of: self).help.split(separator: "\n", omittingEmptySubsequences: false)
        let own = lines.prefix { $0.hasPrefix("Usage") || $0.hasPrefix(" ") }
        return Refusal(own.joined(separator: "\n"))
    }

    /// Text that must not be empty.
    public final func required(_ text: String?) throws -> String {
        guard let text, !text.isEmpty else { throw usage }
        return text
    }
}
