/// MCCP2, the Mud Client Compression Protocol (tintin.mudhalla.net/protocols/mccp): behind `IAC SB MCCP2 IAC SE` all
/// that the server sends is one zlib stream, options included. `IAC DONT MCCP2` brings the stream to its orderly end.
struct MCCP2Option: TelnetOptionHandler {
    var option: TelnetOption { .mccp2 }
    var ours: OptionStance { .offer }

    func changed(_ side: OptionSide, isOn: Bool, _ exchange: inout TelnetExchange) {
        // Each time it is turned on was an answer that the client had left.
        if isOn { exchange.outgoing.writeTelnetSubnegotiation(option, []) }
        exchange.sendsCompressed = isOn
        exchange.client.speaks(.compressed, isOn)
    }
}
