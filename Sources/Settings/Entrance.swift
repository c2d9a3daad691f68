/// What players come in by.
public enum Entrance: String, CaseIterable, Sendable, CustomStringConvertible {
    case telnet, tls, web

    /// Where the settings have it; nowhere when they close it.
    public func endpoints(in settings: Settings) -> [Endpoints.Endpoint] {
        switch self {
        case .telnet: settings.telnet.endpoints.all
        case .tls: settings.tls.enabled ? settings.tls.endpoints.all : []
        case .web: settings.web.enabled ? settings.web.endpoints.all : []
        }
    }

    public var description: String {
        switch self {
        case .telnet: "telnet"
        case .tls: "TLS"
        case .web: "the web"
        }
    }
}
