import Foundation
import Wire

/// What the page of a maker asks: `{"maker": {"id": 1, "ask": "status"}}`.
///
/// It is answered `{"maker": {"id": 1, "answer": {…}}}` in the keys of the AMP command of that name, or
/// `{"maker": {"id": 1, "error": "…"}}`. Who asked to `watch` is also told, as it happens, `{"maker": {"step": {…}}}` of
/// reloads and `{"maker": {"log": [{…}]}}`, lines of both logs.
struct MakerRequest: Decodable, Sendable {
    enum Ask: String, Decodable {
        case status, generations, crashes, sessions, watch
        case reload, check, rollback
        /// Of a page that is newer than this Portal: a reload brings the page's files, not the Portal.
        case unknown

        init(from decoder: any Decoder) throws {
            self = try Ask(rawValue: decoder.singleValueContainer().decode(String.self)) ?? .unknown
        }
    }

    var id: Int
    var ask: Ask
    /// For `rollback`.
    var generation: Int?
    /// For `reload`: see ``Reload``.
    var setAside: Bool?
}

/// What it is told.
struct MakerAnswer<Answer: Encodable>: Encodable {
    var id: Int?
    var answer: Answer?
    var error: String?
    var step: Step?
    var log: [LogTail.Line]?

    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).flatMap { String(data: $0, encoding: .utf8) } ?? "{}"
    }
}

/// A session, as makers see it.
struct SessionReport: Encodable {
    var address: String
    var transport: String
    var client: String?
    var size: [Int]
    var maker: String?
    /// Since it began.
    var seconds: Double
    /// Its page has lost its connection.
    var isAway: Bool
    /// Lines that no Server has played yet.
    var waiting: Int
}
