import NIOCore

/// One telnet option: when it is agreed to, and what it means once it is on.
///
/// To add an option, write a type of this shape in a file of its own and name it in `TelnetNegotiator.options`.
/// An option that is not named there is refused, on both sides.
protocol TelnetOptionHandler: Sendable {
    var option: TelnetOption { get }
    /// About our doing it: what we answer to DO, and whether we say WILL of our own accord.
    var ours: OptionStance { get }
    /// About the client's doing it: what we answer to WILL, and whether we say DO of our own accord.
    var theirs: OptionStance { get }

    /// What it remembers between two messages, for another process that goes on with the connection.
    var memory: [UInt8] { get set }

    /// The option was turned on or off.
    mutating func changed(_ side: OptionSide, isOn: Bool, _ exchange: inout TelnetExchange)
    /// The client has sent the option's data, in a subnegotiation.
    mutating func received(_ payload: ByteBuffer, _ exchange: inout TelnetExchange)
}

extension TelnetOptionHandler {
    var ours: OptionStance { .refuse }
    var theirs: OptionStance { .refuse }
    var memory: [UInt8] {
        get { [] }
        set {}
    }

    mutating func changed(_ side: OptionSide, isOn: Bool, _ exchange: inout TelnetExchange) {}
    mutating func received(_ payload: ByteBuffer, _ exchange: inout TelnetExchange) {}
}

enum OptionSide: Sendable {
    case ours, theirs
}

enum OptionStance: Sendable {
    /// Answer no.
    case refuse
    /// Answer yes.
    case accept
    /// Answer yes, and ask for it when the client connects.
    case offer
}

/// What the options of a connection share: what is known of the client, and what is to be sent to it.
struct TelnetExchange: Sendable {
    /// Enough for any honest client, and an end to a loop with one that answers answers.
    static let mostAnswers = 128
    /// Of what a client says of itself, or to the game, by an option's data. What is longer is not read.
    static let longestMessage = 8192

    var client = TelnetClient()
    var outgoing = ByteBuffer()
    /// How many more times the client is answered. A line restores it: somebody is there.
    var answersLeft = mostAnswers
    /// What follows all that was said so far is compressed (MCCP2).
    var sendsCompressed = false
    /// What follows in the client's stream is compressed (MCCP3).
    var receivesCompressed = false
    /// What the game tells of itself by MSSP.
    var status: @Sendable () -> [StatusVariable] = { [] }
    /// What the client has said to the game, the oldest first.
    private(set) var messages: [(name: String, json: String)] = []

    mutating func tell(_ name: String, _ json: String) { messages.append((name, json)) }

    mutating func takeMessages() -> [(name: String, json: String)] {
        guard !messages.isEmpty else { return [] }
        defer { messages.removeAll() }
        return messages
    }

    mutating func say(_ verb: TelnetVerb, _ option: TelnetOption) {
        outgoing.writeTelnet(verb, option)
    }

    /// Answers with a subnegotiation, unless this client has had too many answers.
    mutating func answer(_ option: TelnetOption, _ payload: some Sequence<UInt8>) {
        guard answersLeft > 0 else { return }
        answersLeft -= 1
        outgoing.writeTelnetSubnegotiation(option, payload)
    }
}
