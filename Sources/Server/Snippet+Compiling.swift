import HearthKit
import PluginHost
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@MainActor
extension Snippet {
    private static var count = 0
    /// What a failed compilation may print to a player's screen.
    private static let longestComplaint = 2000

    /// Compiles `code` against the running generation, loads it and runs it; what it came to, in words.
    ///
    /// It is an expression if it can be one, else statements. The library stays loaded until the next reload.
    static func evaluate(_ code: String, arguments: ServerArguments, caller: Object) async throws -> String {
        count += 1
        let name = "Snippet\(count)"
        let folder = "snippets"  // in the run folder, which is the current one
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var complaint = ""
        for body in bodies(of: code) {
            let source = source(body, plugins: arguments.plugins, name: name)
            try source.write(toFile: "\(folder)/\(name).swift", atomically: true, encoding: .utf8)
            let result = try await compile(name, in: folder, arguments: arguments)
            if let library = result.library { return try await run(library, name: name, caller: caller) }
            complaint = result.complaint
        }
        throw Refusal(Markup.escape(String(complaint.prefix(longestComplaint)), keepingNewlines: true))
    }

    private static func bodies(of code: String) -> [String] {
        let statements = ["let ", "var ", "for ", "if ", "while ", "return ", "guard ", "do ", "func ", "throw "]
        let isStatement = statements.contains { code.hasPrefix($0) } || code.contains(";")
        return isStatement ? ["\(code)\nreturn nil"] : ["return (\(code)) as Any?", "\(code)\nreturn nil"]
    }

    private static func source(_ body: String, plugins: [String], name: String) -> String {
        """
        import HearthKit
        \(plugins.map { "@testable import \($0)" }.joined(separator: "\n"))

        final class \(name): Snippet {
            override func run() async throws -> Any? {
        #sourceLocation(file: "swift", line: 1)
        \(body)
            }
        }
        """
    }

    private static func compile(
        _ name: String, in folder: String, arguments: ServerArguments
    ) async throws -> (library: String?, complaint: String) {
        let library = "\(folder)/lib\(name).so"
        let generation = arguments.generation
        var words = [
            "-emit-library", "-module-name", name, "-swift-version", "6", "-default-isolation", "MainActor",
            "-suppress-warnings", "-I", "\(generation)/Modules", "-L", generation, "-Xlinker", "-rpath", "-Xlinker",
            generation, "-lHearthKit", "-o", library, "\(folder)/\(name).swift",
        ]
        words += arguments.plugins.map { "-l\($0)" }
        #if !DEBUG
            words.append("-O")
        #endif
        let result = try await Subprocess.run(
            .name("swiftc"), arguments: Arguments(words), output: .discarded, error: .string(limit: 1 << 16))
        guard result.terminationStatus.isSuccess else { return (nil, result.standardError) }
        return (library, "")
    }

    private static func run(_ library: String, name: String, caller: Object) async throws -> String {
        let image = try PluginImage(name: name, path: FileManager.default.currentDirectoryPath + "/" + library)
        guard let type = TypeDiscovery.types(in: image).compactMap({ $0 as? Snippet.Type }).first else {
            throw Refusal("The snippet was compiled but not found.")
        }
        let value = try await type.init(me: caller).run()
        guard let value, !(value is Void) else { return "(done)" }
        if let entity = value as? Entity { return "\(entity)" }
        return String(describing: value)
    }
}
