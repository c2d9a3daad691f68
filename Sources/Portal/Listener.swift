import NIOCore
import Settings

/// What players come in by.
enum Entrance: String, CaseIterable, CustomStringConvertible {
    case telnet, tls, web

    /// Where the settings have it; nowhere when they close it.
    func endpoints(in settings: Settings) -> [Endpoints.Endpoint] {
        switch self {
        case .telnet: settings.telnet.endpoints.all
        case .tls: settings.tls.enabled ? settings.tls.endpoints.all : []
        case .web: settings.web.enabled ? settings.web.endpoints.all : []
        }
    }

    var description: String {
        switch self {
        case .telnet: "telnet"
        case .tls: "TLS"
        case .web: "the web"
        }
    }
}

/// A socket at which players are waited for.
struct Listener {
    /// Where it was asked for: port 0 is any.
    var endpoint: Endpoints.Endpoint
    var channel: any Channel

    /// Where it is.
    var port: Int? { channel.localAddress?.port }
}
