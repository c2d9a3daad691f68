#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A folder that holds a game: `Package.swift`, `Plugins/` and `GameData/`.
///
/// It may be the Hearth checkout itself, or a folder whose `Package.swift` depends by path on one.
public struct GameFolder: Sendable, Hashable {
    /// Absolute, symbolic links resolved (SwiftPM names files so too).
    public let path: String

    public init(_ path: String) {
        self.path = URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path(percentEncoded: false)
            .withoutTrailingSlash
    }

    var manifest: String { path + "/Package.swift" }
    var plugins: String { path + "/Plugins" }

    /// `path` as a person standing in the game folder would write it: `Plugins/Standard/Look.swift`, `../hearth/…`.
    public func relative(_ other: String) -> String {
        let base = path.split(separator: "/")
        let parts = other.split(separator: "/")
        let shared = zip(base, parts).prefix { $0 == $1 }.count
        guard shared > 0, other.hasPrefix("/") else { return other }
        let up = Array(repeating: Substring(".."), count: base.count - shared)
        return (up + parts[shared...]).joined(separator: "/")
    }

    /// The absolute path behind a relative one.
    func absolute(_ relative: String) -> String {
        relative.hasPrefix("/") ? relative : standardized(path + "/" + relative)
    }
}

/// `a/b/../c/./d` as `a/c/d`, by the letters alone.
func standardized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
        if part == "..", !parts.isEmpty { parts.removeLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
}

extension String {
    fileprivate var withoutTrailingSlash: String {
        count > 1 && hasSuffix("/") ? String(dropLast()) : self
    }

    var lastPathComponent: String { String(split(separator: "/").last ?? "") }

    var deletingLastPathComponent: String {
        String(self[..<(lastIndex(of: "/") ?? startIndex)])
    }
}
