import NIOCore

/// MCCP3, the same for what the client sends (mudstandards.org/mud/mccp3): behind its `IAC SB MCCP3 IAC SE` all is one
/// zlib stream, until the client brings that to its end.
struct MCCP3Option: TelnetOptionHandler {
    var option: TelnetOption { .mccp3 }
    var ours: OptionStance { .offer }

    func received(_ payload: ByteBuffer, _ exchange: inout TelnetExchange) {
        exchange.receivesCompressed = true
    }
}
