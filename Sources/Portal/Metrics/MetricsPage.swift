/// A page of figures in the text format of Prometheus.
///
/// Source: prometheus.io/docs/instrumenting/exposition_formats, version 0.0.4.
struct MetricsPage {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    enum Kind: String { case counter, gauge, summary }

    private(set) var text = ""

    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double?) {
        guard let value else { return }
        add(name, kind, help, [(labels: "", value: value)])
    }

    mutating func add(_ name: String, _ kind: Kind, _ help: String, by label: String, _ values: [(String, Double)]) {
        add(name, kind, help, values.map { (labels: "{\(label)=\"\(Self.escaped($0.0))\"}", value: $0.1) })
    }

    /// How often, and how long altogether.
    mutating func add(_ name: String, _ help: String, seconds times: Counts.Times) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) summary\n"
        text += "\(name)_sum \(Self.number(times.sum / 1000))\n\(name)_count \(times.count)\n"
    }

    private mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [(labels: String, value: Double)]) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples { text += "\(name)\(sample.labels) \(Self.number(sample.value))\n" }
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
