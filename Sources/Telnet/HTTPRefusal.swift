import NIOCore

/// The answer to a browser that has come to the telnet port, by a mistyped address or sent by a web page that means to
/// have its form read as commands.
enum HTTPRefusal {
    /// Whether this is how an HTTP request begins: `GET / HTTP/1.1`. It counts only as a connection's first line.
    static func applies(toFirstLine line: String) -> Bool {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        return words.count == 3 && words[2].hasPrefix("HTTP/")
            && !words[0].isEmpty && words[0].allSatisfy { $0.isASCII && $0.isUppercase }
    }

    static var response: ByteBuffer {
        let message = "This port speaks telnet. Connect with a MUD client.\n"
        return ByteBuffer(
            string: "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: \(message.utf8.count)\r\n"
                + "Connection: close\r\n\r\n" + message)
    }
}
