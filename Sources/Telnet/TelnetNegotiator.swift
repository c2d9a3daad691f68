import NIOCore

/// All options of one connection: what is agreed, and what goes back to the client for it. It does no input or output;
/// what it has to say gathers in `exchange.outgoing`.
struct TelnetNegotiator: Sendable {
    struct Entry: Sendable {
        var handler: any TelnetOptionHandler
        var ours = OptionNegotiation()
        var theirs = OptionNegotiation()

        init(_ handler: any TelnetOptionHandler) {
            self.handler = handler
        }

        subscript(side: OptionSide) -> OptionNegotiation {
            get { side == .ours ? ours : theirs }
            set { if side == .ours { ours = newValue } else { theirs = newValue } }
        }
    }

    /// The options that are spoken, in the order in which they are offered.
    static let options: [any TelnetOptionHandler] = [
        TerminalTypeOption(), WindowSizeOption(), NewEnvironmentOption(), EndOfRecordOption(), CharsetOption(),
        EchoOption(), SuppressGoAheadOption(), BinaryOption(), MSSPOption(), MSDPOption(), GMCPOption(), MXPOption(),
        MCCP2Option(), MCCP3Option(),
    ]
    private static let compressing: Set<TelnetOption> = [.mccp2, .mccp3]

    var entries: [Entry]
    var exchange = TelnetExchange()

    init(compresses: Bool = true, status: @escaping @Sendable () -> [StatusVariable] = { [] }) {
        exchange.status = status
        entries = Self.options.filter { compresses || !Self.compressing.contains($0.option) }.map(Entry.init)
    }

    /// Makes the offers with which a connection begins.
    mutating func start() {
        for entry in entries {
            if entry.handler.theirs == .offer { request(entry.handler.option, .theirs, true) }
            if entry.handler.ours == .offer { request(entry.handler.option, .ours, true) }
        }
    }

    func isOn(_ option: TelnetOption, _ side: OptionSide) -> Bool {
        entries.first { $0.handler.option == option }?[side].isOn ?? false
    }

    /// Asks the client for an option, or ends it, if that is not already said.
    mutating func request(_ option: TelnetOption, _ side: OptionSide, _ on: Bool) {
        guard let index = index(of: option) else { return }
        update(index, side) { $0.request(on) ? on : nil }
    }

    /// Takes in a negotiation of the client's and says what it must be answered.
    mutating func received(_ verb: TelnetVerb, _ option: TelnetOption) {
        let side: OptionSide = verb == .will || verb == .wont ? .theirs : .ours
        let on = verb == .will || verb == .do
        guard let index = index(of: option) else {
            if on && takeAnswer() { exchange.say(side.verb(false), option) }
            return
        }
        let stance = side == .ours ? entries[index].handler.ours : entries[index].handler.theirs
        // What answers us needs no answer. With none left, anything else is as if it were not said.
        guard entries[index][side].isAwaitingAnswer || takeAnswer() else { return }
        update(index, side) { $0.received(on, accepting: stance != .refuse) }
    }

    /// Takes in an option's data. Data of an option that is not on is ignored.
    mutating func received(_ option: TelnetOption, _ payload: ByteBuffer) {
        guard let index = index(of: option), entries[index].ours.isOn || entries[index].theirs.isOn else { return }
        entries[index].handler.received(payload, &exchange)
    }

    /// Changes one side's agreement by `change`, which returns what is to be said, and tells the option of the change.
    private mutating func update(_ index: Int, _ side: OptionSide, by change: (inout OptionNegotiation) -> Bool?) {
        let wasOn = entries[index][side].isOn
        if let word = change(&entries[index][side]) {
            exchange.say(side.verb(word), entries[index].handler.option)
        }
        let isOn = entries[index][side].isOn
        if isOn != wasOn { entries[index].handler.changed(side, isOn: isOn, &exchange) }
    }

    private mutating func takeAnswer() -> Bool {
        guard exchange.answersLeft > 0 else { return false }
        exchange.answersLeft -= 1
        return true
    }

    private func index(of option: TelnetOption) -> Int? {
        entries.firstIndex { $0.handler.option == option }
    }
}

extension OptionSide {
    /// The verb in which we say yes or no about this side.
    fileprivate func verb(_ on: Bool) -> TelnetVerb {
        switch self {
        case .ours: on ? .will : .wont
        case .theirs: on ? .do : .dont
        }
    }
}
