/// A map of a YAML file, read key by key: a value of the wrong kind is reported and then as if it were not there,
/// and ``finish()`` reports the keys that nobody asked for.
public final class YAMLMap {
    public let place: FilePlace
    public let path: String
    public let entries: [YAMLValue.Entry]
    private let report: FileReport
    private var known: [String] = []

    /// `value` as a map. Nothing written is an empty map; anything else is reported, and nil.
    public init?(_ value: YAMLValue, _ report: FileReport) {
        switch value.content {
        case .map(let entries): self.entries = entries
        case .null: entries = []
        default:
            report.add(value.place, YAMLMap.wrong(value, "a map of keys and values"))
            return nil
        }
        (place, path, self.report) = (value.place, value.path, report)
    }

    /// The value of a key; nil when there is none, or nothing is written after the colon.
    public func value(_ key: String) -> YAMLValue? {
        known.append(key)
        guard let value = entries.first(where: { $0.key == key })?.value, value.content != .null else { return nil }
        return value
    }

    public func map(_ key: String) -> YAMLMap? { value(key).flatMap { YAMLMap($0, report) } }

    public func text(_ key: String, expected: String = "a text") -> String? {
        guard let value = value(key) else { return nil }
        return value.text ?? wrong(value, expected)
    }

    /// A text of a certain form.
    public func text(_ key: String, matching form: some RegexComponent, expected: String) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.text, text.wholeMatch(of: form) != nil else { return wrong(value, expected) }
        return text
    }

    /// A text, or a list of them.
    public func texts(_ key: String) -> [String]? {
        guard let value = value(key) else { return nil }
        if let text = value.text { return [text] }
        guard case .list(let values) = value.content else { return wrong(value, "a list of texts") }
        return values.compactMap { $0.text ?? wrong($0, "a text") }
    }

    public func list(_ key: String) -> [YAMLValue]? {
        guard let value = value(key) else { return nil }
        guard case .list(let values) = value.content else { return wrong(value, "a list") }
        return values
    }

    public func bool(_ key: String) -> Bool? {
        guard let value = value(key) else { return nil }
        guard case .scalar(_, .bool(let bool)) = value.content else { return wrong(value, "true or false") }
        return bool
    }

    public func int(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = value(key) else { return nil }
        guard case .scalar(_, .int(let int)) = value.content, range.contains(int) else {
            return wrong(value, "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return int
    }

    /// One number or several.
    public func ints(_ key: String, in range: ClosedRange<Int>) -> [Int]? {
        guard let value = value(key) else { return nil }
        guard case .list(let values) = value.content else { return int(key, in: range).map { [$0] } }
        return values.compactMap { value in
            guard case .scalar(_, .int(let int)) = value.content, range.contains(int) else {
                return wrong(value, "a number from \(range.lowerBound) to \(range.upperBound)")
            }
            return int
        }
    }

    /// Seconds, with decimals if need be.
    public func seconds(_ key: String, in range: ClosedRange<Double>) -> Duration? {
        number(key, in: range, of: "seconds").map { .milliseconds(Int64($0 * 1000)) }
    }

    /// A number, with decimals if need be.
    public func number(_ key: String, in range: ClosedRange<Double>, of what: String = "a number") -> Double? {
        guard let value = value(key) else { return nil }
        let number: Double? =
            switch value.content {
            case .scalar(_, .int(let int)): Double(int)
            case .scalar(_, .double(let double)): double
            default: nil
            }
        guard let number, range.contains(number) else {
            return wrong(value, "\(what) from \(range.lowerBound.short) to \(range.upperBound.short)")
        }
        return number
    }

    public func choice<T: CaseIterable & RawRepresentable>(_ key: String, of type: T.Type) -> T?
    where T.RawValue == String {
        guard let value = value(key) else { return nil }
        guard let choice = value.text.flatMap(T.init(rawValue:)) else {
            return wrong(value, T.allCases.map(\.rawValue).joined(separator: " or "))
        }
        return choice
    }

    /// Reports what is wrong with the map as a whole.
    public func refuse(_ message: String) { report.add(place, "'\(path)' \(message)") }

    /// Reports the keys that were not asked for.
    public func finish() {
        for entry in entries where !known.contains(entry.key) {
            let near = known.first { $0.lowercased() == entry.key.lowercased() }
                ?? known.filter { $0.first == entry.key.first && abs($0.count - entry.key.count) < 3 }.first
            let hint = near.map { " (did you mean '\($0)'?)" } ?? ""
            let all = known.sorted().joined(separator: ", ")
            report.add(entry.place, "'\(entry.value.path)' is unknown\(hint); what may stand here: \(all)")
        }
    }

    private func wrong<T>(_ value: YAMLValue, _ expected: String) -> T? {
        report.add(value.place, Self.wrong(value, expected))
        return nil
    }

    private static func wrong(_ value: YAMLValue, _ expected: String) -> String {
        let subject = value.path.isEmpty ? "this" : "'\(value.path)'"
        return "\(subject) is \(value.words), expected \(expected)"
    }
}

extension Double {
    /// Without `.0`.
    fileprivate var short: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}
