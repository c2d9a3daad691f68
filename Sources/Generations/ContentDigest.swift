import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// SHA-256 in lower-case hexadecimal: what "the same content" means everywhere in this module.
enum ContentDigest {
    static func of(_ data: Data) -> String {
        hexadecimal(SHA256.hash(data: data))
    }

    /// The digest of a file's content, or `nil` if it cannot be read. Large files are mapped, not copied.
    static func ofFile(_ path: String) -> String? {
        guard let data = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else { return nil }
        return of(data)
    }

    /// One digest over many named ones; it does not depend on their order.
    static func combining(_ parts: [String: String]) -> String {
        var hasher = SHA256()
        for (name, digest) in parts.sorted(by: { $0.key < $1.key }) {
            hasher.update(data: Data("\(name)\0\(digest)\n".utf8))
        }
        return hexadecimal(hasher.finalize())
    }

    private static func hexadecimal(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
