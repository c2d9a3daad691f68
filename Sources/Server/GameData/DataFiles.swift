import HearthKit
import Settings

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension GamePaths {
    /// The files of a folder of GameData and of the folders in it, sorted.
    func dataFiles(in folder: String, endings: [String]) -> [String] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return names.sorted().filter { name in
            endings.contains { name.hasSuffix("." + $0) } && !name.split(separator: "/").contains { $0.hasPrefix(".") }
        }.map { folder + "/" + $0 }
    }
}

extension YAMLValue {
    /// As the kit has data. Of what YAML takes for a number but is written as none, such as 007, the text is kept.
    var data: StoredValue {
        switch content {
        case .null: .null
        case .scalar(let text, .text): .string(text)
        case .scalar(_, .bool(let bool)): .bool(bool)
        case .scalar(let text, .int(let int)): Self.isNumber(text) ? .int(Int64(int)) : .string(text)
        case .scalar(_, .double(let double)): .double(double)
        case .list(let values): .list(values.map(\.data))
        case .map(let entries): .map(Dictionary(entries.map { ($0.key, $0.value.data) }) { $1 })
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        !(text.count > 1 && text.hasPrefix("0") && text.allSatisfy { $0.isNumber || $0 == "_" })
    }

    /// A problem at a path below this one: with its line, and the path as it is called in the file.
    func problem(_ problem: DataProblem) -> FileProblem {
        var (value, place) = (self, place)
        var rest = problem.path[...]
        while let step = rest.first {
            if case .map(let entries) = value.content, let entry = entries.first(where: { $0.key == step }) {
                (value, place) = (entry.value, entry.place)
            } else if case .list(let values) = value.content, let index = Int(step),
                values.indices.contains(index - 1)
            {
                (value, place) = (values[index - 1], values[index - 1].place)
            } else {
                break
            }
            rest.removeFirst()
        }
        let path = ([value.path] + rest).filter { !$0.isEmpty }.joined(separator: ".")
        return FileProblem(place, path.isEmpty ? problem.message : "'\(path)' \(problem.message)")
    }
}

extension FileReport {
    func add(_ error: any Error, in value: YAMLValue) {
        switch error {
        case let problem as DataProblem: add(FileProblems([value.problem(problem)]))
        case let problems as DataProblems: add(FileProblems(problems.problems.map(value.problem)))
        default: add(value.place, "\(error)")
        }
    }
}
