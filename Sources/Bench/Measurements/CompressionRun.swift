import Foundation

/// `look`s with and without MCCP2: what goes over the wire, and what it costs.
struct CompressionRun {
    let game: PrivateGame
    let generator: LoadGenerator
    let seconds: Double
    let lines: Int
    /// Processor time of the load generator, the Portal and the Server.
    let usage: @Sendable () -> [Double]

    private static let players = 50

    func measure() async throws -> CompressionFigures {
        CompressionFigures(plain: try await looks(compressed: false), compressed: try await looks(compressed: true))
    }

    private func looks(compressed: Bool) async throws -> CompressionFigures.Looks {
        await generator.closeAll()
        let wire = WireCount()
        try await generator.login(Self.players, on: game.port) { MCCP2Client(agrees: compressed, wire) }
        let usage = usage
        let rate = try await generator.closedLoop(
            Self.players, seconds, lines: { _ in ["look"] }, answer: { _ in .lines(lines) },
            usage: { usage() + [Double(wire.bytes)] })
        guard rate.processor.count == 4 else { throw BenchError("processor time is measured on Linux alone") }
        return CompressionFigures.Looks(
            perSecond: rate.perSecond, bytes: rate.processor[3] / rate.perSecond,
            microseconds: (rate.processor[1] + rate.processor[2]) / rate.perSecond * 1e6)
    }
}

/// What MCCP2 saves and costs.
struct CompressionFigures: Codable, Sendable {
    struct Looks: Codable, Sendable {
        var perSecond: Double
        /// On the wire, for each.
        var bytes: Double
        /// Processor time of Portal and Server, for each.
        var microseconds: Double
    }

    var plain: Looks
    var compressed: Looks

    var saving: Double { plain.bytes / compressed.bytes }
    var cost: Double { compressed.microseconds / plain.microseconds }
}
