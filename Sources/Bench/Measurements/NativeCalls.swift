import Foundation

/// What a call of a native costs, from the data's text read to its value.
struct NativeCost: Codable, Sendable {
    var call: String
    /// Nanoseconds.
    var time: Double
}

extension BenchWorld {
    /// The plugin Dice's functions called by name, as locks and texts call them. Empty when the game has no such
    /// plugin.
    func natives() async throws -> [NativeCost] {
        let count = 200_000
        let answer = try await evaluate(
            """
            var costs = ""; let isThere = world.natives.function(named: "roll") != nil; \
            for source in isThere ? ["roll(0)", "roll(2, 6)", "roll_text('2d6+1')"] : [] { \
            let call = try NativeCall(parsing: source); let context = NativeContext(me: me); \
            let time = try ContinuousClock().measure { \
            for _ in 0..<\(count) { _ = try Natives.call(call, in: context) } }; \
            costs += "[\\(source): \\(Int(time / .nanoseconds(1)) / \(count)) ns] " }; return costs +
            """)
        return answer.matches(of: /\[([a-z_]+\([^\[]*?\)): (\d+) ns\]/).compactMap { match in
            Double(match.2).map { NativeCost(call: String(match.1), time: $0) }
        }
    }
}
