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
    /// The actions of the menu that is read.
    private var actions: [(action: String, place: FilePlace, path: String)] = []

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
        for (action, place, path) in actions {
            // Which answers there are is known when all nodes are.
            let call = menu.sample(of: action)
            if let problem = DataCall.problem(in: call) {
                report.add(place, "\(path) \(problem)")
            } else {
                calls.append(Call(call: DataCall(text: call), place: place, path: path))
            }
        }
        actions = []
        return menu
    }

    private func node(_ entry: YAMLValue.Entry) -> TextMenu.Node {
        guard let map = YAMLMap(entry.value, report) else { return .init(text: "") }
        let node = TextMenu.Node(
            text: map.text("text") ?? "", help: map.text("help"), options: map.list("options")?.compactMap(option),
            input: map.value("input").flatMap(input))
        if map.value("text") == nil { report.add(entry.place, "'\(map.path)' has no text: add `text: …`") }
        map.finish()
        return node
    }

    private func option(_ value: YAMLValue) -> TextMenu.Option? {
        guard let map = YAMLMap(value, report) else { return nil }
        let option = TextMenu.Option(
            text: map.text("text") ?? "", key: map.text("key"), aliases: map.texts("aliases"),
            hidden: map.bool("hidden"), lock: map.text("lock"), action: action(map), goto: map.text("goto"))
        if map.value("text") == nil { report.add(value.place, "'\(map.path)' has no text: add `text: …`") }
        map.finish()
        return option
    }

    private func input(_ value: YAMLValue) -> TextMenu.Input? {
        guard let map = YAMLMap(value, report) else { return nil }
        let input = TextMenu.Input(
            name: map.text("name") ?? "", prompt: map.text("prompt"), numbers: numbers(map), action: action(map),
            goto: map.text("goto"))
        if map.value("name") == nil { report.add(value.place, "'\(map.path)' has no name: add `name: …`") }
        map.finish()
        return input
    }

    private func numbers(_ map: YAMLMap) -> [Int]? {
        map.list("numbers")?.compactMap { value in
            if case .scalar(_, .int(let number)) = value.content { return number }
            report.add(value.place, "'\(value.path)' is \(value.words), expected a whole number")
            return nil
        }
    }

    private func action(_ map: YAMLMap) -> String? {
        guard let action = map.text("action") else { return nil }
        actions.append((action, map.value("action")?.place ?? map.place, "'\(map.path).action'"))
        return action
    }
}
