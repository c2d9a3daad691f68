#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif
#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Which of `names` stand in a binary as whole C strings, as the names of libraries do that its loader must find.
/// Works on ELF and Mach-O alike; a name that stands there for another reason costs a copied file, no more.
func namesInBinary(_ path: String, among names: [String]) -> [String] {
    guard let content = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else { return [] }
    return content.withUnsafeBytes { bytes in names.filter { contains(Array("\($0)\0".utf8), in: bytes) } }
}

/// `memchr` and `memcmp` by hand: Swift's own search is slow over the hundred megabytes of a debug server.
private func contains(_ needle: [UInt8], in bytes: UnsafeRawBufferPointer) -> Bool {
    guard let first = needle.first, let start = bytes.baseAddress else { return false }
    var offset = 0
    while bytes.count - offset >= needle.count,
        let hit = memchr(start + offset, Int32(first), bytes.count - offset - needle.count + 1)
    {
        if memcmp(hit, needle, needle.count) == 0 { return true }
        offset = start.distance(to: hit) + 1
    }
    return false
}
