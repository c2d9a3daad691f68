import Foundation
import NIOHTTP1

/// What a request asks for.
enum WebPath {
    /// Where the WebSocket is.
    static let socket = "/socket"

    /// The path of a request's target, without the query.
    static func of(_ target: String) -> String {
        String(target.prefix { $0 != "?" && $0 != "#" })
    }

    /// What stands behind the `?`.
    static func query(_ target: String) -> [String: String] {
        var values: [String: String] = [:]
        for item in URLComponents(string: target)?.queryItems ?? [] { values[item.name] = item.value ?? "" }
        return values
    }

    /// Whether a WebSocket is to go on with a session. By which secret, its first message says: targets of requests get
    /// into the logs of proxies.
    static func resumes(_ request: HTTPRequestHead) -> Bool { request.uri == socket + "?resume" }

    /// By `Connection` too (RFC 9110, 7.8), and so that the parser sees it as we do: then it reads no further.
    private static func asksForUpgrade(_ headers: HTTPHeaders) -> Bool {
        let values = headers["Connection"]
        guard !values.contains(where: { $0.utf8.contains(UInt8(ascii: "\t")) }) else { return false }
        return values.contains { value in
            value.split(separator: ",").contains { $0.filter { $0 != " " }.lowercased() == "upgrade" }
        }
    }

    /// Whether a request may become a WebSocket: at the right path, and not from another site's page, but for those of
    /// `origins`.
    static func allowsUpgrade(_ request: HTTPRequestHead, from origins: [String] = []) -> Bool {
        request.method == .GET && of(request.uri) == socket && asksForUpgrade(request.headers)
            && (WebOrigin.isOwn(request.headers) || WebOrigin.isAmong(origins, request.headers))
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

    /// Whether the page that asks came from one of these: `https://play.example.org`.
    static func isAmong(_ origins: [String], _ headers: HTTPHeaders) -> Bool {
        let asking = headers["Origin"]
        return asking.count == 1 && origins.contains { $0.lowercased() == asking[0].lowercased() }
    }

    /// Whether the host that is asked is called by a name that is this machine's own everywhere.
    static func isLoopback(_ headers: HTTPHeaders) -> Bool {
        let hosts = headers["Host"]
        guard hosts.count == 1 else { return false }
        let host = full(hosts[0][...], "").lowercased()
        return ["localhost:", "127.0.0.1:", "[::1]:"].contains { host.hasPrefix($0) }
    }

    /// Host and port in one spelling: a scheme's own port may be left out.
    private static func full(_ host: Substring, _ standardPort: String) -> String {
        let host = host.lowercased()
        // The colons within brackets are those of an IPv6 address.
        let hasPort = host.last != "]" && host.contains(":")
        return hasPort ? host : "\(host):\(standardPort)"
    }
}
