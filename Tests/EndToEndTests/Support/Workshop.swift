import Foundation

/// The game that the tests play: the Server's sources as they are in the checkout, the plugin Standard, and the tests'
/// own plugin Trial. Made and built once in a run of the tests, incrementally from run to run.
actor Workshop {
    static let shared = Workshop()
    static let game = Checkout.workshop + "/game"

    private var readiness: Task<Void, any Error>?

    /// Returns when the programs are built.
    func ready() async throws {
        let task = readiness ?? Task { try await Self.build() }
        readiness = task
        try await task.value
    }

    private static func build() async throws {
        for folder in ["Sources", "Plugins/Standard"] {
            try FolderCopy.mirror(Checkout.folder + "/" + folder, to: game + "/" + folder)
        }
        try restore()
        try await Shell.build(game)
    }

    /// Puts back what a test may have edited.
    static func restore() throws {
        let package = try String(contentsOfFile: Checkout.folder + "/Package.swift", encoding: .utf8)
        try FolderCopy.write(manifest(package), game + "/Package.swift")
        try FolderCopy.mirror(Checkout.fixtures + "/Trial", to: game + "/Plugins/Trial")
        try FolderCopy.mirror(Checkout.fixtures + "/GameData", to: game + "/GameData")
    }

    /// The checkout's own manifest, with other plugins, and without what the checkout's own build has.
    private static func manifest(_ text: String) throws -> String {
        let plugins = try Regex(#"let plugins = \[[^\]]*\]"#)
        let built = text.components(separatedBy: Checkout.buildsAll ? "// MARK: Tests" : "// MARK: What stays")[0]
        return built.replacing(plugins, with: "let plugins = [\"Standard\", \"Trial\"]")
    }
}
