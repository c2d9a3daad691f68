import HearthKit
import NIOCore
import Wire

// The kit's inputs and outputs as they cross the wire.

extension SessionInput {
    init(_ event: SessionEvent) {
        let kind: SessionInput.Kind =
            switch event.kind {
            case .opened(let state): .opened(address: state.address, Client(state.client))
            case .line(let line): .line(line)
            case .clientChanged(let client): .clientChanged(Client(client))
            case .closed(let reason): .closed(reason: reason)
            case .message(let name, let json): .message(name: name, json: json)
            }
        self.init(session: event.session, number: event.number, kind)
    }
}

extension Client {
    init(_ state: ClientState) {
        self.init()
        (transport, name, terminal) = (state.transport, state.name, state.terminal)
        (version, packages, abilities) = (state.version, state.packages, Abilities(rawValue: state.abilities.rawValue))
        if abilities.contains(.mxp) { links = .mxp }
        if transport == "web" { links = .page }
        (width, height, isScreenReader) = (state.width, state.height, state.screenReader)
        colors = ColorDepth(rawValue: UInt8(clamping: state.colors)) ?? .ansi16
    }
}

extension ClientOption {
    init(_ options: ConnectionOptions) {
        self.init(
            encoding: options.encoding.flatMap { Encoding(rawValue: $0.rawValue) } ?? .settled,
            promptMark: options.promptMark.flatMap { PromptMark(rawValue: $0.rawValue) } ?? .settled,
            keepsAlive: options.keepsAlive)
    }
}

extension Turn {
    @MainActor
    init(_ outcome: TurnOutcome) {
        var output = ByteBuffer()
        for entry in outcome.outputs {
            switch entry.kind {
            case .text(let text): Output.write(.text, to: entry.sessions, text, into: &output)
            case .prompt(let text): Output.write(.prompt, to: entry.sessions, text, into: &output)
            case .echo(let shown): Output.write(.echo, to: entry.sessions, shown ? "\u{1}" : "\u{0}", into: &output)
            case .connection(let options):
                Output.write(.clientOption, to: entry.sessions, ClientOption(options).payload, into: &output)
            case .rights(let name): Output.write(.rights, to: entry.sessions, name, into: &output)
            case .message(let name, let json):
                Output.write(message: name, json, to: entry.sessions, into: &output)
            case .close(let text): Output.write(.close, to: entry.sessions, text, into: &output)
            }
        }
        var done = ByteBuffer()
        for (session, number) in outcome.done { Acknowledgement(session: session, number: number).write(into: &done) }
        self.init(
            turn: outcome.turn, output: output, done: done, unchanged: outcome.changes == nil,
            players: outcome.players)
    }
}
