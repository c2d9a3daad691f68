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
        } else {
            colors = terminal == "dumb" ? 0 : 1
        }
        self.init(
            transport: transport, name: client.name, terminal: client.terminal, width: client.width ?? 0,
            height: client.height ?? 0, colors: colors, screenReader: client.mtts?.contains(.screenReader) ?? false)
    }
}
