import NIOHTTP1

/// What a request asks for.
enum WebPath {
    /// Where the WebSocket is.
    static let socket = "/socket"

    /// The path of a request's target, without the query.
    static func of(_ target: String) -> String {
        String(target.prefix { $0 != "?" && $0 != "#" })
    }

    /// Whether a request may become a WebSocket: at the right path, and not from another site's page.
    static func allowsUpgrade(_ request: HTTPRequestHead) -> Bool {
        request.method == .GET && of(request.uri) == socket && WebOrigin.isOwn(request.headers)
    }
}

/// Browsers let any page in the world open a WebSocket to any host, and say only by `Origin` which page it is
/// (RFC 6455, 10.2; RFC 6454).
enum WebOrigin {
    /// Whether the page that asks came from the host that is asked. Programs that are no browser send no `Origin`;
    /// they are let in, as they may by telnet.
    static func isOwn(_ headers: HTTPHeaders) -> Bool {
        let origins = headers["Origin"]
        if origins.isEmpty { return true }
        let hosts = headers["Host"]
        guard origins.count == 1, hosts.count == 1 else { return false }
        for (scheme, port) in [("http://", "80"), ("https://", "443")] where origins[0].lowercased().hasPrefix(scheme) {
            return full(origins[0].dropFirst(scheme.count), port) == full(hosts[0][...], port)
        }
        return false
    }

    /// Host and port in one spelling: a scheme's own port may be left out.
    private static func full(_ host: Substring, _ standardPort: String) -> String {
        let host = host.lowercased()
        // The colons within brackets are those of an IPv6 address.
        let hasPort = host.last != "]" && host.contains(":")
        return hasPort ? host : "\(host):\(standardPort)"
    }
}
