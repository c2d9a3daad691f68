/// What is agreed about one option on one side, by the rules of RFC 1143: ask only for a change, and never answer an
/// answer. So no two ends can chase each other in a loop.
///
/// It differs from the RFC's "Q method" in one point. There a change of mind waits in a queue of one until the first
/// request is answered; here it is said at once, and the answers are counted off in order. For some clients obey and do
/// not answer: KildClient never refuses, TinTin++ does not confirm WONT ECHO, so with a queue it would be left with the
/// echo on for the next password; one that does not confirm WILL ECHO, with it off for ever.
struct OptionNegotiation: Equatable, Sendable {
    /// Whether both ends have agreed that the option is on.
    private(set) var isOn = false
    /// The last that was said: WILL or DO is true, WONT or DONT is false.
    private(set) var wanted = false
    /// How many things were said that the peer has not answered.
    private(set) var unanswered = 0

    var isAwaitingAnswer: Bool { unanswered > 0 }

    /// Asks for the option, or ends it. Returns whether that must be said to the peer.
    mutating func request(_ on: Bool) -> Bool {
        guard on != wanted else { return false }
        wanted = on
        unanswered += 1
        if !on { isOn = false }
        return true
    }

    /// Takes in the peer's WILL or DO (`on`), WONT or DONT. Returns what must be said in answer, if anything.
    ///
    /// - Parameter accepting: whether a request of the peer's own is granted.
    mutating func received(_ on: Bool, accepting: Bool) -> Bool? {
        if unanswered > 0 {
            receivedAnswer(on)
            return nil
        }
        guard on != wanted else { return nil }
        wanted = on && accepting
        isOn = wanted
        return wanted
    }

    private mutating func receivedAnswer(_ on: Bool) {
        // What was said alternates, so the last word and the count tell what the oldest, now answered, one was.
        let answered = unanswered.isMultiple(of: 2) ? !wanted : wanted
        // The other answer than the word asked for leaves none to come for the next one: who refused WILL has nothing
        // to confirm when WONT follows, and who says DO where WONT was to be confirmed is at the WILL that came after.
        unanswered -= on == answered ? 1 : min(2, unanswered)
        guard unanswered == 0 else { return }
        wanted = wanted && on
        isOn = wanted
    }
}
