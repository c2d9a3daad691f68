import Telnet
import Wire

extension TelnetPreferences {
    init(_ option: ClientOption) {
        self.init(keepsAlive: option.keepsAlive)
        encoding =
            switch option.encoding {
            case .settled: nil
            case .utf8: .utf8
            case .latin1: .latin1
            case .ascii: .ascii
            }
        promptMark =
            switch option.promptMark {
            case .settled: nil
            case .none: TelnetPreferences.PromptMark.none
            case .goAhead: .goAhead
            case .endOfRecord: .endOfRecord
            }
    }
}

extension ClientAbilities {
    fileprivate init(_ client: TelnetClient) {
        self = []
        if !client.abilities.isDisjoint(with: [.gmcp, .msdp]) { insert(.structured) }
        if client.abilities.contains(.gmcp) { insert(.gmcp) }
        if client.abilities.contains(.msdp) { insert(.msdp) }
        if client.abilities.contains(.mxp) { insert(.mxp) }
        if client.abilities.contains(.compressed) { insert(.compressed) }
        if client.encoding == .utf8 { insert(.utf8) }
    }
}

extension ClientState {
    /// What telnet's options told, in the terms of the game.
    init(_ client: TelnetClient, transport: String) {
        let terminal = client.terminal?.lowercased() ?? ""
        let colors: Int
        if let mtts = client.mtts, !mtts.isEmpty {
            colors = mtts.contains(.truecolour) ? 3 : mtts.contains(.colours256) ? 2 : mtts.contains(.ansi) ? 1 : 0
        } else if terminal.contains("truecolor") || terminal.contains("direct") {
            colors = 3
        } else if terminal.contains("256color") {
            colors = 2
        } else if let known = client.name.flatMap(KnownClients.colors) {
            colors = known
        } else {
            colors = terminal == "dumb" ? 0 : 1
        }
        self.init(
            transport: transport, name: client.name, version: client.version, terminal: client.terminal,
            packages: Self.packages(client.packages), width: client.width ?? 0, height: client.height ?? 0, colors: colors,
            screenReader: client.mtts?.contains(.screenReader) ?? false, abilities: ClientAbilities(client))
    }

    /// An empty list is that of a client which did not say, and takes what comes. One that wants nothing has said so.
    private static func packages(_ named: [String]?) -> [String] {
        guard let named else { return [] }
        return named.isEmpty ? ["Core"] : named
    }
}
