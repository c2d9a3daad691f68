import Settings
import Wire

/// Where the game is to be found: shown by `start` and `info`.
struct InfoBox {
    var rows: [(name: String, value: String)]
    var title: String

    init(_ game: GamePaths, _ settings: Settings, _ status: Status.Answer) {
        title = settings.name
        rows = []
        if let port = status.telnetPort {
            let host = Self.reachable(status.telnetAddress ?? settings.telnet.endpoints.first.address)
            rows.append(("telnet", "\(host) \(port)   (telnet \(host) \(port), or any MUD client)"))
        }
        if let port = status.tlsPort {
            let isOwn = settings.tls.certificate == nil
            let how = isOwn ? "its certificate is signed by itself: clients warn" : "encrypted"
            let host = Self.reachable(status.tlsAddress ?? settings.tls.endpoints.first.address)
            rows.append(("tls", "\(host) \(port)   (\(how))"))
        }
        if let port = status.webPort {
            let host = Self.reachable(status.webAddress ?? settings.web.endpoints.first.address)
            rows.append(("web", "http://\(host):\(port)/"))
        }
        if let generation = status.generation {
            rows.append(("generation", "\(generation), \(status.configuration)"))
        }
        rows.append(("logs", "\(game.shown(game.portalLog)), \(game.shown(game.serverLog))   (hearth log)"))
    }

    /// An address that a client on this machine can connect to.
    static func reachable(_ address: String) -> String {
        switch address {
        case "0.0.0.0", "127.0.0.1", "::", "::1": "localhost"
        case _ where address.contains(":"): "[\(address)]"
        default: address
        }
    }

    func show(on terminal: Terminal) {
        let lines = rows.map { "  \($0.name.padded(to: 11)) \($0.value)" }
        let width = max(40, lines.map(\.count).max() ?? 0)
        let rule = "-- \(title) " + String(repeating: "-", count: max(3, width - title.count - 4))
        terminal.say(terminal.paint(rule, .dim))
        for line in lines { terminal.say(line) }
        terminal.say(terminal.paint(String(repeating: "-", count: rule.count), .dim))
    }
}
