import HearthKit
import Settings

/// Makes a menu of what a file says. What is wrong is reported with its line.
@MainActor
struct MenuReader {
    let report: FileReport

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
        if let problem = option.action.flatMap(DataCall.problem(in:)) {
            report.add(map.value("action")?.place ?? value.place, "'\(map.path).action' \(problem)")
        }
        map.finish()
        return option
    }
}
