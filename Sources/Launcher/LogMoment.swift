#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

import Wire

/// Moments as the logs write them, local time to the millisecond: `2026-11-23 19:20:01.123`. They sort as texts.
enum LogMoment {
    static let length = 23

    /// - Parameter seconds: since 1970.
    static func stamp(seconds: Double) -> String { LocalTime.stamp(seconds: seconds) }

    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The moment at the start of a log's line; nil when it is the continuation of the one above.
    static func leading(_ line: Substring) -> Substring? {
        let shape = "dddd-dd-dd dd:dd:dd.ddd"
        guard line.utf8.count >= length else { return nil }
        let fits = zip(line.utf8, shape.utf8).allSatisfy { byte, expected in
            expected == UInt8(ascii: "d") ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == expected
        }
        return fits ? line.prefix(length) : nil
    }

    /// What a person means by `--since`: `10m` (s, m, h, d), `19:20`, `2026-11-23`, `2026-11-23 19:20:01`. Nil when it
    /// is none of these. A time of day that is still to come was yesterday's.
    static func since(_ text: String, now: Double = now) -> String? {
        if let match = text.wholeMatch(of: /(\d+)\s*([smhd])/), let number = Double(match.1) {
            let units: [Substring: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
            return stamp(seconds: now - number * units[match.2, default: 1])
        }
        if text.wholeMatch(of: /\d\d:\d\d(:\d\d(\.\d{1,3})?)?/) != nil {
            let today = "\(stamp(seconds: now).prefix(10)) \(text)"
            return today <= stamp(seconds: now) ? today : "\(stamp(seconds: now - 86_400).prefix(10)) \(text)"
        }
        if text.wholeMatch(of: /\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d{1,3})?)?)?/) != nil {
            return text.replacing("T", with: " ")
        }
        return nil
    }
}
