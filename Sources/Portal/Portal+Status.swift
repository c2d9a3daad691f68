import Foundation
import Telnet
import Wire

// What the game tells lists of games of itself (MSSP).

extension Portal {
    /// For each telnet connection, to be asked when its client wants to know.
    nonisolated var listing: @Sendable () -> [StatusVariable] {
        { self.assumeIsolated { $0.statusVariables } }
    }

    /// All variables; what the settings say of one counts.
    private var statusVariables: [StatusVariable] {
        let began = Int(Date().timeIntervalSince1970) - Int((ContinuousClock.now - started) / .seconds(1))
        var variables = [
            StatusVariable("NAME", settings.name), StatusVariable("PLAYERS", "\(players)"),
            StatusVariable("UPTIME", "\(began)"), StatusVariable("CODEBASE", "Hearth \(hearthVersion)"),
            StatusVariable("FAMILY", "Custom"), StatusVariable("CHARSET", "UTF-8"),
            StatusVariable("CRAWL DELAY", "-1"),
        ]
        variables.append(StatusVariable("PORT", ports(.telnet).map(String.init)))
        // A client that is told of it asks its player to go there, and refuses a certificate that nobody vouches for.
        let tls = settings.tls.certificate == nil ? [] : ports(.tls).map(String.init)
        if !tls.isEmpty { variables += [StatusVariable("SSL", tls), StatusVariable("TLS", tls)] }
        let spoken = ["ANSI", "GMCP", "MSDP", "MXP", "UTF-8", "XTERM 256 COLORS", "XTERM TRUE COLORS"]
        variables += spoken.map { StatusVariable($0, "1") }
        variables.append(StatusVariable("MCCP", settings.telnet.compression ? "1" : "0"))
        for (name, values) in settings.mssp.sorted(by: { $0.key < $1.key }) {
            variables.removeAll { $0.name == name }
            variables.append(StatusVariable(name, values))
        }
        return variables
    }
}
