#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The commands that SwiftPM planned, as it leaves them for llbuild: `SCRATCH/debug.yaml`.
///
/// SwiftPM needs half a second to find out that its plan still stands. Whoever knows already that only the content of
/// some sources has changed can run the planned commands at once, which halves the time from an edit to its library.
/// The file's format is nobody's promise: whatever is not as expected in it means that `swift build` is asked instead.
struct BuildManifest {
    struct Command: Equatable {
        let name: String
        let inputs: [String]
        let outputs: [String]
        /// Empty for a node that only groups others.
        let arguments: [String]
        let description: String
        let tool: Substring

        /// Whether it is a process to be run: of the Swift compiler, the linker, or the C compiler.
        var isProcess: Bool { (tool == "shell" || tool == "clang") && !arguments.isEmpty }

        /// For people: `Compiling Alpha`, `Linking libAlpha.so`.
        var title: String {
            if let match = description.firstMatch(of: /Compiling Swift Module '(\w+)'/) { return "Compiling \(match.1)" }
            if let match = description.firstMatch(of: /Linking .*\/([^\/]+)$/) { return "Linking \(match.1)" }
            return description
        }
    }

    /// The fields of each command, with their values as written, which is as JSON.
    private let fields: [String: [Substring: Substring]]
    private let producers: [String: String]

    /// `nil` if there is none or it is none.
    init?(contentsOf path: String) {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        self.init(text)
    }

    init?(_ text: String) {
        var fields: [String: [Substring: Substring]] = [:]
        var name: String?
        var isCommand = false
        for line in text.split(separator: "\n") {
            if !line.hasPrefix(" ") {
                isCommand = line == "commands:"
            } else if !isCommand {
                continue
            } else if line.hasPrefix("    "), let name, let colon = line.firstIndex(of: ":") {
                fields[name]?[line[..<colon].drop { $0 == " " }] = line[colon...].dropFirst(2)
            } else if line.hasPrefix("  \""), line.hasSuffix("\":") {
                name = Self.decode(String.self, line.dropFirst(2).dropLast())
                name.map { fields[$0] = [:] }
            }
        }
        var producers: [String: String] = [:]
        for (name, values) in fields {
            for output in Self.decode([String].self, values["outputs"]) ?? [] { producers[output] = name }
        }
        guard !producers.isEmpty else { return nil }
        self.fields = fields
        self.producers = producers
    }

    private static func decode<T: Decodable>(_: T.Type, _ json: Substring?) -> T? {
        json.flatMap { try? JSONDecoder().decode(T.self, from: Data($0.utf8)) }
    }

    private func command(_ name: String) -> Command? {
        guard let values = fields[name], let tool = values["tool"],
            let inputs = Self.decode([String].self, values["inputs"]),
            let outputs = Self.decode([String].self, values["outputs"])
        else { return nil }
        let arguments = Self.decode([String].self, values["args"]) ?? []
        return Command(
            name: name, inputs: inputs, outputs: outputs, arguments: arguments,
            description: Self.decode(String.self, values["description"]) ?? name, tool: tool)
    }

    /// The commands that must run after some sources have changed, so that all that is made from them on the way to
    /// `products` is made anew; in an order in which each comes after those it needs.
    ///
    /// - Parameters:
    ///   - products: absolute paths.
    ///   - changed: sources, absolute.
    ///   - unsure: sources that count as changed if a command reads them.
    ///   - isMissing: whether an output has to be made because it is not there.
    /// - Returns: `nil` if the plan does not tell: a changed source that nothing reads, a product that nothing makes, a
    ///   step that only SwiftPM can take.
    func commands(
        toward products: [String], changed: Set<String>, unsure: Set<String>, isMissing: (String) -> Bool
    ) -> [Command]? {
        let suspects = changed.union(unsure)
        var isDirty: [String: Bool] = [:]
        var dirty: [Command] = []
        var read: Set<String> = []
        var isKnown = true

        func visit(_ name: String) -> Bool {
            if let known = isDirty[name] { return known }
            isDirty[name] = false  // a plan has no circles; should one have, it ends here
            guard let command = command(name) else {
                isKnown = false
                return false
            }
            var mustRun = command.outputs.contains { !$0.hasPrefix("<") && isMissing($0) }
            // A file that SwiftPM writes lists the names of its inputs; what they contain is nothing to it.
            if command.tool != "write-auxiliary-file" {
                let sources = suspects.intersection(command.inputs)
                read.formUnion(sources)
                mustRun = mustRun || !sources.isEmpty
                for input in command.inputs {
                    // All of them, whatever the first says: the walk is what puts them in order.
                    if let producer = producers[input], visit(producer) { mustRun = true }
                }
            }
            isDirty[name] = mustRun
            if mustRun, command.tool != "phony" { dirty.append(command) }
            return mustRun
        }

        for product in products {
            guard let producer = producers[product] else { return nil }
            _ = visit(producer)
        }
        guard isKnown, changed.isSubset(of: read), dirty.allSatisfy(\.isProcess) else { return nil }
        return dirty
    }
}
