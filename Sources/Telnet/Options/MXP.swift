/// MXP, the Mud eXtension Protocol (zuggsoft.com/zmud/mxp.htm), for links alone.
///
/// Its mode is locked as soon as it is agreed: the client takes no tag for one but that which directly follows the
/// escape sequence of a single secure tag, which only the game's own markup writes. So `<` and `&` in what players say
/// are shown as they are, and nobody can write tags on another's screen.
struct MXPOption: TelnetOptionHandler {
    /// Mode 7: no tags until another mode is set, over the ends of lines.
    private static let lock = "\u{1B}[7z"

    var option: TelnetOption { .mxp }
    var ours: OptionStance { .offer }

    func changed(_ side: OptionSide, isOn: Bool, _ exchange: inout TelnetExchange) {
        exchange.client.speaks(.mxp, isOn)
        guard isOn else { return }
        // From here on the client obeys.
        exchange.answer(option, [])
        exchange.outgoing.writeString(Self.lock)
    }
}
