/// Which errors of game code the makers who are here read: each once a minute, and of all so many a minute. What fails
/// at every beat fills the log, but nobody's screen.
struct FaultNews {
    /// Milliseconds.
    private static let pause: Int64 = 60_000
    private static let mostAtOnce = 10

    /// When each was told of, by the game's steady clock.
    private var told: [String: Int64] = [:]
    /// How many were not.
    private var heldBack = 0

    /// What makers read of an error now; nil for nothing.
    mutating func news(of fault: String, at now: Int64) -> String? {
        told = told.filter { now - $0.value < Self.pause }
        guard told[fault] == nil, told.count < Self.mostAtOnce else {
            heldBack += 1
            return nil
        }
        told[fault] = now
        defer { heldBack = 0 }
        return heldBack == 0 ? fault : "\(fault) (and \(heldBack) more since the last: see the log)"
    }
}

extension Game {
    /// Notes an error of game code that no player's line has met: in the log, and for the makers who are here.
    func report(fault: String) {
        log(.error, fault)
        tellMakers(ofFault: fault)
    }

    /// - Parameter told: those who read of it already.
    func tellMakers(ofFault fault: String, besides told: [Session] = []) {
        guard let news = faultNews.news(of: fault, at: clock.steadyMilliseconds) else { return }
        tellMakers(news, besides: told)
    }
}
