import HearthKit

/// A flame that drinks oil, and can be carried about.
class Lantern: Flame {
    /// What it takes to fill it.
    var pints: Int { 1 }

    override func describe(to looker: Object) -> String {
        "\(text) \(state)"
    }

    var state: String {
        if isLit { return fuel > 1 ? "It burns with a |ysteady flame|n." : "Its flame is |ysmall and blue|n." }
        return fuel > 0 ? "It is not lit." : "It is dry."
    }
}
