extension YAMLMap {
    /// All of it as colours by name, without the bar of their codes.
    func colors() -> [String: String] {
        var colors: [String: String] = [:]
        for entry in entries {
            let code = text(
                entry.key, matching: /\|?(#[0-9A-Fa-f]{6}|[0-5]{3}|=[a-z]|[rgybmcwxRGYBMCWX])/,
                expected: "a colour as texts have it: \"#ff6600\", \"520\", \"=m\", \"r\"")
            colors[entry.key] = code.map { $0.hasPrefix("|") ? String($0.dropFirst()) : $0 }
            if entry.key.wholeMatch(of: /[A-Za-z][A-Za-z0-9_-]{0,31}/) == nil {
                refuse("has a colour '\(entry.key)': a name begins with a letter, and has letters, digits, - and _ alone")
            } else if entry.value.content == .null {
                refuse("says nothing of '\(entry.key)': what begins with # stands in quotes, \"#ff6600\"")
            }
        }
        return colors
    }
}
