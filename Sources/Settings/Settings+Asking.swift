extension Settings {
    /// A setting as text, by its key in the file: `limits.characters` is "5", `sessions.makeCharacter` "true", a time is
    /// in seconds. Nil for what is no setting or has no value, and for what nobody may read.
    public func text(of key: String) -> String? {
        guard key.lowercased() != "web.metricstoken" else { return nil }
        var value: Any = self
        for part in key.split(separator: ".", omittingEmptySubsequences: false) {
            let name = part.lowercased()
            guard let child = Mirror(reflecting: value).children.first(where: { $0.label?.lowercased() == name })
            else { return nil }
            value = child.value
        }
        switch value {
        case let text as String: return text
        case let number as Int: return "\(number)"
        case let number as Double: return "\(number)"
        case let flag as Bool: return "\(flag)"
        case let time as Duration:
            let seconds = time / .seconds(1)
            return seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
        case let choice as any RawRepresentable: return "\(choice.rawValue)"
        default: return nil
        }
    }
}
