import Crypto
import Foundation
import NIOCore

/// A page as it is sent: its style sheets stand in it, so that a browser can paint it with the first answer, and where a
/// player has chosen a look it has that from the start.
struct WebPage: Sendable {
    /// The file itself, and the style sheets in it by their names: when one of them changes, the page does.
    let source: WebFolder.File
    let sheets: [(name: String, tag: String)]
    let file: WebFolder.File

    /// - Parameters:
    ///   - name: in the folder; style sheets are looked for beside it.
    ///   - read: a file of the folder.
    init(_ source: WebFolder.File, named name: String, _ read: (String) -> WebFolder.File?) {
        var text = String(buffer: source.body)
        var (sheets, hashes, tag) = ([(name: String, tag: String)](), [String](), source.tag)
        for link in text.matches(of: /<link rel="stylesheet" href="([^":]+)">/).reversed() {
            let sheet = Self.name(String(link.1), beside: name)
            // A browser asks for what cannot stand in a page.
            guard let file = read(sheet), case let style = Self.text(file), !style.contains("</") else { continue }
            text.replaceSubrange(link.range, with: "<style>\(style)</style>")
            sheets.append((sheet, file.tag))
            hashes.append("'sha256-\(Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString())'")
            tag = "\"\(tag.filter { $0 != "\"" })+\(file.tag.filter { $0 != "\"" })\""
        }
        (self.source, self.sheets) = (source, sheets)
        file = WebFolder.File(
            body: ByteBuffer(string: text), type: source.type, tag: tag, styles: hashes,
            root: text.range(of: "<html").map { text.utf8.distance(from: text.startIndex, to: $0.upperBound) })
    }

    /// As a browser reads it, which takes the hash of that: without a mark at its beginning, each line ended by a line feed.
    private static func text(_ file: WebFolder.File) -> String {
        let text = String(buffer: file.body).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }

    private static func name(_ link: String, beside page: String) -> String {
        if link.hasPrefix("/") { return String(link.dropFirst()) }
        return page.split(separator: "/").dropLast().map { $0 + "/" }.joined() + link
    }
}
