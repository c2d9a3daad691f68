#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What a generation says of itself, in its `manifest.json`.
public struct GenerationManifest: Codable, Sendable, Equatable {
    public struct Product: Codable, Sendable, Equatable {
        /// SHA-256 of the staged file.
        public let digest: String
        /// Bytes.
        public let size: Int64
        /// The build's file that it was copied from: as long as that is untouched it need not be copied again.
        let origin: FileIdentity
    }

    /// The commit that the game's sources were at.
    public struct Revision: Codable, Sendable, Equatable {
        public let commit: String
        /// Whether anything lay there that was not committed.
        public let isDirty: Bool
    }

    public enum State: Sendable, Equatable {
        /// Not yet proved by going live.
        case staged
        case good
        case bad(reason: String)
    }

    /// Raised when the meaning of a field changes.
    static let currentFormat = 1

    let format: Int
    public let number: Int
    public let time: Date
    public let configuration: BuildConfiguration
    public let compiler: String
    public let flags: [String]
    public let requestedBy: String
    public let revision: Revision?
    /// One digest per source group.
    public let sources: [SourceGroup: String]
    /// By file name.
    public let products: [String: Product]
    /// Each after those it imports: the order to load them in.
    public let plugins: [SourceTree.Plugin]
    public var state: State

    init(
        number: Int, time: Date, build: Build, requestedBy: String, revision: Revision?, products: [String: Product]
    ) {
        format = Self.currentFormat
        self.number = number
        self.time = time
        configuration = build.configuration
        compiler = build.compiler
        flags = build.flags
        self.requestedBy = requestedBy
        self.revision = revision
        sources = build.sources.digests
        self.products = products
        plugins = build.sources.plugins
        state = .staged
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        return try encoder.encode(self)
    }

    static func read(_ data: Data) throws -> GenerationManifest {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let manifest = try decoder.decode(GenerationManifest.self, from: data)
        guard manifest.format == currentFormat else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: "format \(manifest.format) is not known to this Hearth"))
        }
        return manifest
    }
}

extension GenerationManifest.State: Codable, CustomStringConvertible {
    private enum CodingKeys: String, CodingKey { case name, reason }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(String.self, forKey: .name) {
        case "staged": self = .staged
        case "good": self = .good
        case "bad": self = .bad(reason: try container.decode(String.self, forKey: .reason))
        case let name:
            throw DecodingError.dataCorruptedError(
                forKey: .name, in: container, debugDescription: "no state is called '\(name)'")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .staged: try container.encode("staged", forKey: .name)
        case .good: try container.encode("good", forKey: .name)
        case .bad(let reason):
            try container.encode("bad", forKey: .name)
            try container.encode(reason, forKey: .reason)
        }
    }

    public var description: String {
        switch self {
        case .staged: "staged"
        case .good: "good"
        case .bad(let reason): "bad: \(reason)"
        }
    }
}
