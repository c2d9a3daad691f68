/// Spans of time as people read them.
enum Spans {
    private static let units = [
        ("year", 31_536_000), ("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60),
    ]

    /// "2 days and 3 hours": the two greatest units.
    static func text(seconds: Int) -> String { Duration.seconds(seconds).words }

    /// "3h", for tables: the greatest unit.
    static func short(seconds: Int) -> String { Duration.seconds(seconds).brief(1) }

    /// The seconds of `2 days`, `1d 12h` or `30 minutes`; nil for anything else.
    static func seconds(_ text: String) -> Int? {
        var rest = text.lowercased().replacing(" and ", with: " ")[...].trimmingSpaces
        var total = 0
        while !rest.isEmpty {
            guard let match = rest.prefixMatch(of: /(\d{1,6}) *([a-z]+)[ ,]*/),
                let count = Int(match.1), let size = size(of: match.2)
            else { return nil }
            total += count * size
            rest = rest[match.range.upperBound...]
        }
        return total > 0 ? total : nil
    }

    private static func size(of unit: Substring) -> Int? {
        if unit == "mo" || unit.hasPrefix("month") { return nil }  // of no one length, and not meant as minutes
        return (units + [("second", 1)]).first { name, _ in
            name.hasPrefix(unit) || unit == "\(name)s" || name == "minute" && ["min", "mins"].contains(unit)
        }?.1
    }
}
