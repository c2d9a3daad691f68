import HearthKit
import Settings

/// Makes menus of what a file says. What is wrong is reported with its line.
@MainActor
final class MenuReader {
    /// What an option calls, to be held against the natives when there are any.
    struct Call {
        let call: DataCall
        let place: FilePlace
        let path: String
    }

    private let report: FileReport
    private(set) var calls: [Call] = []

    init(report: FileReport) { self.report = report }

    func read(_ entry: YAMLValue.Entry) -> TextMenu? {
        guard let map = YAMLMap(entry.value, report) else { return nil }
        guard let start = map.text("start", expected: "the name of a node") else {
            report.add(entry.place, "'\(map.path)' has no start: add `start: NODE`")
            return nil
        }
        let nodes = map.map("nodes")?.entries ?? []
        map.finish()
        let menu = TextMenu(start: start, nodes: Dictionary(nodes.map { ($0.key, node($0)) }) { $1 })
        for problem in menu.problems { report.add(entry.place, "'\(map.path)': \(problem)") }
        return menu
    }

    private func node(_ entry: YAMLValue.Entry) -> TextMenu.Node {
        guard let map = YAMLMap(entry.value, report) else { return .init(text: "") }
        let node = TextMenu.Node(
            text: map.text("text") ?? "", help: map.text("help"), options: map.list("options")?.compactMap(option))
        if map.value("text") == nil { report.add(entry.place, "'\(map.path)' has no text: add `text: …`") }
        map.finish()
        return node
    }

    private func option(_ value: YAMLValue) -> TextMenu.Option? {
        guard let map = YAMLMap(value, report) else { return nil }
        let option = TextMenu.Option(
            text: map.text("text") ?? "", key: map.text("key"), lock: map.text("lock"), action: map.text("action"),
            goto: map.text("goto"))
        if map.value("text") == nil { report.add(value.place, "'\(map.path)' has no text: add `text: …`") }
        if let action = option.action {
            let (place, path) = (map.value("action")?.place ?? value.place, "'\(map.path).action'")
            if let problem = DataCall.problem(in: action) {
                report.add(place, "\(path) \(problem)")
            } else {
                calls.append(Call(call: DataCall(text: action), place: place, path: path))
            }
        }
        map.finish()
        return option
    }
}
