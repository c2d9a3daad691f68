/// SUPPRESS-GO-AHEAD (RFC 858), refused on our side: the go-ahead marks the ends of prompts, and a telnet client on a
/// terminal that hears WILL SGA gives up line editing and sends each key by itself, even when it asked unprompted, as
/// it does on port 23. A client may leave out its own go-aheads, as all of them do.
struct SuppressGoAheadOption: TelnetOptionHandler {
    var option: TelnetOption { .suppressGoAhead }
    var theirs: OptionStance { .accept }
}
