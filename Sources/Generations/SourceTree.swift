/// The parts of a game that are built and replaced as one.
public enum SourceGroup: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    case plugin(String)
    case kit
    /// The programs: server, portal, launcher and what they share.
    case server
    /// The game's own `Package.swift` and `Package.resolved`.
    case package

    public var description: String {
        switch self {
        case .plugin(let name): "plugin \(name)"
        case .kit: "kit"
        case .server: "server"
        case .package: "Package.swift"
        }
    }

    var isPlugin: Bool { if case .plugin = self { true } else { false } }

    public init?(_ description: String) {
        switch description {
        case "kit": self = .kit
        case "server": self = .server
        case "Package.swift": self = .package
        case _ where description.hasPrefix("plugin "): self = .plugin(String(description.dropFirst(7)))
        default: return nil
        }
    }

    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let group = SourceGroup(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "no source group is called '\(text)'"))
        }
        self = group
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// So that a dictionary by group is a JSON object.
extension SourceGroup: CodingKeyRepresentable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public var codingKey: any CodingKey { Key(stringValue: description) }

    public init?<T: CodingKey>(codingKey: T) { self.init(codingKey.stringValue) }
}

/// Every file that a build reads, by content, at one moment.
public struct SourceTree: Sendable {
    public struct File: Hashable, Codable, Sendable {
        public let group: SourceGroup
        /// SHA-256 of the content.
        public let digest: String
    }

    /// A plugin that the game hosts.
    public struct Plugin: Hashable, Codable, Sendable {
        public let name: String
        /// The product it is built as: `libNAME.so`.
        public let library: String
        /// Names of the plugins it imports.
        public let imports: [String]
    }

    public let game: GameFolder
    /// By path relative to the game folder.
    public let files: [String: File]
    /// Each after those it imports: the order to load them in.
    public let plugins: [Plugin]
    /// Folders in `Plugins/` that `Package.swift` does not name, so that nothing builds them.
    public let unnamedPlugins: [String]

    let graph: PackageGraph

    /// One digest per group.
    public var digests: [SourceGroup: String] {
        Dictionary(grouping: files) { $0.value.group }.mapValues { files in
            ContentDigest.combining(Dictionary(uniqueKeysWithValues: files.map { ($0.key, $0.value.digest) }))
        }
    }

    /// Changes whenever a build must be planned anew: a file comes or goes, or a `Package.swift` changes.
    var structure: String {
        ContentDigest.combining(
            Dictionary(
                uniqueKeysWithValues: files.map { path, file in
                    (path, path.lastPathComponent.hasPrefix("Package.") ? file.digest : "")
                }))
    }

    /// What a person should be told about plugins that lie there but are not built.
    public var warnings: [String] {
        unnamedPlugins.map {
            "Plugins/\($0) is not built: name it in Package.swift (`hearth new plugin` does so for a new one)."
        }
    }

    /// What has changed since `older`; everything is new if there is none.
    public func difference(from older: SourceTree?) -> SourceDifference {
        difference(fromFiles: older?.files ?? [:])
    }

    func difference(fromFiles older: [String: File]) -> SourceDifference {
        SourceDifference(
            added: files.filter { older[$0.key] == nil },
            changed: files.filter { file in older[file.key].map { $0.digest != file.value.digest } ?? false },
            removed: older.filter { files[$0.key] == nil }
        )
    }

    /// The groups whose sources differ from those that a generation was built from, in order; empty if none does.
    public func groupsChanged(since generation: GenerationManifest) -> [SourceGroup] {
        let now = digests
        return Set(now.keys).union(generation.sources.keys).filter { now[$0] != generation.sources[$0] }.sorted()
    }
}

/// The difference between two source trees. Paths are relative to the game folder.
public struct SourceDifference: Sendable, Equatable, CustomStringConvertible {
    public let added: [String: SourceTree.File]
    public let changed: [String: SourceTree.File]
    public let removed: [String: SourceTree.File]

    public var isEmpty: Bool { added.isEmpty && changed.isEmpty && removed.isEmpty }

    /// Every path that differs, sorted.
    public var paths: [String] { (Array(added.keys) + changed.keys + removed.keys).sorted() }

    public var groups: Set<SourceGroup> {
        Set([added, changed, removed].flatMap { $0.values.map(\.group) })
    }

    /// `Plugins/Alpha/Look.swift changed, Plugins/Alpha/New.swift is new and 3 more`.
    public var description: String {
        let told = paths.prefix(3).map { path in
            added[path] != nil ? "\(path) is new" : removed[path] != nil ? "\(path) is gone" : "\(path) changed"
        }
        let more = paths.count - told.count
        return isEmpty ? "nothing changed" : told.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
}

/// Why sources could not be read.
public enum SourceError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The folder has no `Package.swift`.
    case noPackage(String)
    case unreadable(String)

    public var description: String {
        switch self {
        case .noPackage(let folder):
            "\(folder) is no game folder: it has no Package.swift. Go to one, or make one with `hearth init`."
        case .unreadable(let path):
            "\(path) cannot be read. Check who may read it."
        }
    }
}
