import NIOCore

/// How a player wants pages to look, in the cookie that `settings.js` sets: `hearth-look=light.mono.15`.
struct WebLook: Equatable {
    let theme: String
    let font: String
    let size: Int

    /// Nil when there is no such cookie, or it is damaged: nothing else may come into a page.
    init?(cookies: [String]) {
        let all = cookies.joined(separator: ";").split(separator: ";").map { String($0.trimmingPrefix(" ")) }
        guard let look = all.first(where: { $0.hasPrefix("hearth-look=") }),
            let parts = look.wholeMatch(of: /hearth-look=([a-z]{1,12})\.([a-z]{1,12})\.(\d{2})/),
            let size = Int(parts.3)
        else { return nil }
        (theme, font, self.size) = (String(parts.1), String(parts.2), size)
    }

    /// A page that has this look.
    func dressed(_ page: WebFolder.File) -> WebFolder.File {
        guard let root = page.root else { return page }
        let words = " data-theme=\"\(theme)\" data-font=\"\(font)\" data-size=\"\(size)\""
        var (body, rest) = (ByteBuffer(), page.body)
        body.reserveCapacity(rest.readableBytes + words.utf8.count)
        if var head = rest.readSlice(length: root) { body.writeBuffer(&head) }
        body.writeString(words)
        body.writeBuffer(&rest)
        return WebFolder.File(
            body: body, type: page.type, tag: "\(page.tag.dropLast())-\(theme).\(font).\(size)\"", styles: page.styles)
    }
}
