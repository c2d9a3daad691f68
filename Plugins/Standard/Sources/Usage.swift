import HearthKit

extension AnyCommand {
    /// The refusal of a line that lacks something: how the command is used.
    public final var usage: Refusal {
        let lines = type(of: self).help.split(separator: "\n", omittingEmptySubsequences: false)
        let own = lines.prefix { $0.hasPrefix("Usage") || $0.hasPrefix(" ") }
        return Refusal(own.joined(separator: "\n"))
    }

    /// How many, as typed; `standard` where it is no number. At least one, at most `most`.
    final func count(_ typed: String?, standard: Int, most: Int = 1000) -> Int {
        min(most, max(1, typed.flatMap { Int($0) } ?? standard))
    }

    /// Text that must not be empty.
    public final func required(_ text: String?) throws -> String {
        guard let text, !text.isEmpty else { throw usage }
        return text
    }
}
