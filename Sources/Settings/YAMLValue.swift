import Foundation
import Yams

/// A value of a YAML file that knows where it stands, and what it is called there: `telnet.port`.
public struct YAMLValue: Sendable, Hashable {
    public indirect enum Content: Sendable, Hashable {
        /// Nothing was written, or `~`.
        case null
        /// `plain` is what the text means when it has no quotes: a Bool, a number, or nothing else than text.
        case scalar(String, plain: Plain)
        case list([YAMLValue])
        case map([Entry])
    }

    public enum Plain: Sendable, Hashable {
        case text, bool(Bool), int(Int), double(Double)
    }

    public struct Entry: Sendable, Hashable {
        public var key: String
        public var place: FilePlace
        public var value: YAMLValue
    }

    public var content: Content
    public var place: FilePlace
    public var path: String

    public init(_ content: Content, at place: FilePlace, path: String = "") {
        (self.content, self.place, self.path) = (content, place, path)
    }

    /// Reads a file; `name` is how problems name it. Throws ``FileProblems``.
    public static func read(file: String, named name: String) throws -> YAMLValue {
        let place = FilePlace(file: name)
        guard let data = FileManager.default.contents(atPath: file) else {
            throw FileProblems([FileProblem(place, "it cannot be read: check that it is there and who may read it")])
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw FileProblems([FileProblem(place, "it is not UTF-8: save it in that encoding")])
        }
        return try parse(text, named: name)
    }

    /// Throws ``FileProblems``.
    public static func parse(_ text: String, named name: String) throws -> YAMLValue {
        do {
            guard let node = try compose(yaml: text) else {
                return YAMLValue(.null, at: FilePlace(file: name))
            }
            return YAMLValue(node, file: name, path: "")
        } catch let error as YamlError {
            throw FileProblems([problem(error, file: name)])
        }
    }

    private init(_ node: Node, file: String, path: String) {
        place = FilePlace(file: file, line: node.mark?.line)
        self.path = path
        switch node {
        case .scalar(let scalar):
            content = node.tag == Tag(.null) ? .null : .scalar(scalar.string, plain: Self.plain(node))
        case .sequence(let nodes):
            content = .list(nodes.enumerated().map { Self($1, file: file, path: "\(path)[\($0 + 1)]") })
        case .mapping(let pairs):
            content = .map(pairs.map { key, value in
                let name = key.string ?? "?"
                return Entry(
                    key: name, place: FilePlace(file: file, line: key.mark?.line),
                    value: Self(value, file: file, path: path.isEmpty ? name : "\(path).\(name)"))
            })
        case .alias: content = .null  // the parser has put in what it stands for
        }
    }

    private static func plain(_ node: Node) -> Plain {
        switch node.tag {
        case Tag(.bool): node.bool.map(Plain.bool) ?? .text
        case Tag(.int): node.int.map(Plain.int) ?? .text
        case Tag(.float): node.float.map(Plain.double) ?? .text
        default: .text
        }
    }

    private static func problem(_ error: YamlError, file: String) -> FileProblem {
        func at(_ line: Int?, _ message: String) -> FileProblem {
            FileProblem(FilePlace(file: file, line: line), message)
        }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let context = context.map { " \($0.text)" + ($0.mark.line == mark.line ? "" : " of line \($0.mark.line)") }
            return at(mark.line, "this is no YAML: \(problem)\(context ?? "") (column \(mark.column))")
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
            return at(context.mark.line, "the map that begins here has \(names) more than once")
        default: return at(nil, "this is no YAML: \(error)")
        }
    }
}

extension YAMLValue {
    /// This with what `other` says over it: maps key by key, everything else as a whole.
    public func overlaid(by other: YAMLValue) -> YAMLValue {
        guard other.content != .null else { return self }
        guard case .map(var entries) = content, case .map(let others) = other.content else { return other }
        for entry in others {
            if let index = entries.firstIndex(where: { $0.key == entry.key }) {
                entries[index].value = entries[index].value.overlaid(by: entry.value)
            } else {
                entries.append(entry)
            }
        }
        var result = self
        result.content = .map(entries)
        return result
    }

    /// As a person is told it: `"abc"`, `a list`.
    public var words: String {
        switch content {
        case .null: "empty"
        case .scalar(let text, .text): "\"\(text.count > 60 ? text.prefix(60) + "…" : text[...])\""
        case .scalar(let text, _): text
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// The text of a scalar, a number's too: `name: 42` is a name.
    public var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }
}
