/// A build that is proved to come from the sources it names: what a generation is staged from.
public struct Build: Sendable {
    /// A file that the Server executes.
    public struct Product: Sendable, Hashable {
        struct Name: Hashable {
            let file: String
            let group: SourceGroup
        }

        /// `hearth-server`, `libHearthKit.so`, `libStandard.so`
        public let file: String
        public let group: SourceGroup
        /// What the file system said about it when it was proved.
        public let identity: FileIdentity
    }

    public let sources: SourceTree
    /// How much was built this time.
    public let scope: BuildScope
    /// What had changed since the last proved build.
    public let reason: String
    public let configuration: BuildConfiguration
    /// `Swift version 6.3.1 (swift-6.3.1-RELEASE)`
    public let compiler: String
    public let flags: [String]
    /// Where the products lie. Never run them from here: the next build replaces them.
    public let folder: String
    public let products: [Product]
    public let duration: Duration
    public let warnings: [Diagnostic]
    /// All that the build printed.
    public let log: String
}

extension SourceTree {
    static let serverProduct = "hearth-server"

    /// The files that a build of this tree must make.
    var expectedProducts: [Build.Product.Name] {
        [
            .init(file: Self.serverProduct, group: .server),
            .init(file: Platform.libraryFile("HearthKit"), group: .kit),
        ] + plugins.map { .init(file: $0.library, group: .plugin($0.name)) }
    }
}

extension SourceTree {
    /// Swift files that lie in a plugin or the kit and that no target compiles: most likely put beside `Sources/`.
    func strays(_ state: CompilerState) -> [Diagnostic] {
        files.filter { path, file in
            guard path.hasSuffix(".swift"), !path.lastPathComponent.hasPrefix("Package") else { return false }
            guard file.group != .server, file.group != .package else { return false }
            return state.object(of: game.absolute(path)) == nil
        }.keys.sorted().map {
            Diagnostic(
                severity: .warning, file: $0,
                message: "no target of its package compiles this file: move it into the package's Sources folder")
        }
    }
}
