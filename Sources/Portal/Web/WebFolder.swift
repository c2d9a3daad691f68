import Foundation
import NIOCore
import Synchronization

/// The files for browsers, of several folders: one of an earlier folder hides those of its name in later ones. What was
/// read is kept until the file changes, so that an edited page is live with the next request.
final class WebFolder: Sendable {
    struct File: Sendable {
        let body: ByteBuffer
        /// As `Content-Type` has it.
        let type: String
        /// Changes with the file (RFC 9110, 8.8.3).
        let tag: String
        /// Of a page: the style sheets that stand in it, as `Content-Security-Policy` names them.
        var styles: [String] = []
        /// Of a page: how many bytes it has up to where attributes of all of it are.
        var root: Int?
    }

    /// A file over this is not given out: a Portal is no place for films.
    static let largestFile = 8 << 20
    private static let cacheLimit = 32 << 20

    private let folders: [String]
    private let cache = Mutex<[String: File]>([:])
    private let pages = Mutex<[String: WebPage]>([:])

    init(_ folders: String...) { self.folders = folders }

    /// The file at a path such as `/client.js`; `/` is `/index.html`, and `/play` is `/play.html`. Nil if there is none.
    /// May read the disk.
    func file(_ path: String) -> File? {
        guard let name = Self.name(path) else { return nil }
        return page(name) ?? (name.contains(".") ? nil : page(name + ".html"))
    }

    /// A file; if it is a page, with its style sheets in it.
    private func page(_ name: String) -> File? {
        guard let source = file(named: name) else { return nil }
        guard name.hasSuffix(".html") else { return source }
        let known = pages.withLock { $0[name] }
        if let known, known.source.tag == source.tag,
            known.sheets.allSatisfy({ file(named: $0.name)?.tag == $0.tag })
        {
            return known.file
        }
        let page = WebPage(source, named: name) { Self.name("/" + $0).flatMap(file(named:)) }
        pages.withLock { $0[name] = page }
        return page.file
    }

    private func file(named name: String) -> File? {
        let found = folders.lazy.compactMap { folder in
            Self.resolve(name, in: folder).flatMap { place in Facts(of: place).map { (place, $0) } }
        }
        guard let (place, facts) = found.first else { return nil }
        if let known = cache.withLock({ $0[name] }), known.tag == facts.tag { return known }
        guard facts.size <= Self.largestFile, let bytes = FileManager.default.contents(atPath: place) else {
            return nil
        }
        let file = File(body: ByteBuffer(bytes: bytes), type: Self.type(of: name), tag: facts.tag)
        cache.withLock { cache in
            let used = cache.values.reduce(bytes.count) { $0 + $1.body.readableBytes }
            if used > Self.cacheLimit { cache.removeAll() }
            cache[name] = file
        }
        return file
    }

    /// The name in the folder, if it is one that may be asked for: plain letters, and nothing hidden, which leaves no
    /// way to write `..` either.
    private static func name(_ path: String) -> String? {
        guard path.hasPrefix("/"), path.utf8.count <= 512 else { return nil }
        let name = path.dropFirst() + (path.hasSuffix("/") ? "index.html" : "")
        for part in name.split(separator: "/", omittingEmptySubsequences: false) {
            guard let first = part.first, first != ".", part.utf8.allSatisfy(isPlain) else { return nil }
        }
        return String(name)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Where a name really is; nil if a symbolic link leads out of the folder.
    private static func resolve(_ name: String, in folder: String) -> String? {
        let root = URL(filePath: folder).resolvingSymlinksInPath().path(percentEncoded: false)
        let place = URL(filePath: folder + "/" + name).resolvingSymlinksInPath().path(percentEncoded: false)
        return place.hasPrefix(root.hasSuffix("/") ? root : root + "/") ? place : nil
    }

    private struct Facts {
        let size: Int
        let tag: String

        init?(of path: String) {
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
                attributes[.type] as? FileAttributeType == .typeRegular,
                let size = attributes[.size] as? Int, let changed = attributes[.modificationDate] as? Date
            else { return nil }
            self.size = size
            tag = "\"\(String(changed.timeIntervalSinceReferenceDate.bitPattern, radix: 36))-\(size)\""
        }
    }

    private static func type(of name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "application/octet-stream" }
        return types[name[name.index(after: dot)...].lowercased()] ?? "application/octet-stream"
    }

    private static let types = [
        "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "css": "text/css; charset=utf-8", "txt": "text/plain; charset=utf-8", "json": "application/json",
        "webmanifest": "application/manifest+json", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg",
        "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp", "avif": "image/avif", "ico": "image/x-icon",
        "woff2": "font/woff2", "mp3": "audio/mpeg", "ogg": "audio/ogg", "wav": "audio/wav",
    ]
}
