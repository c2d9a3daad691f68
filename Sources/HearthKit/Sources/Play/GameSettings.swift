/// What `GameData/settings.yaml` says under `game:`: the settings of a game's own code, as typed as that is.
///
/// ```yaml
/// game:
///   tide: 6
///   weather: { rain: 0.3, sky: [clear, grey] }
/// ```
/// ```swift
/// let hours = setting("tide", default: 6)
/// let rain = try Game.current?.settings.value("weather.rain", as: Double.self)
/// ```
/// They are read when a Server begins: a reload makes a change live. `GameData/settings.secret.yaml`, which is under no
/// version control, counts over the other file.
public struct GameSettings {
    private let values: StoredValue
    /// What was reported once in this process.
    private final class Reports { var paths: Set<String> = [] }
    private let reports = Reports()

    public init(_ values: [String: StoredValue] = [:]) { self.values = .map(values) }

    /// What stands there as it is; nil for nothing.
    ///
    /// - Parameter path: the key; keys with points between them for a map in a map.
    public subscript(path: String) -> StoredValue? {
        var value = values
        for key in path.split(separator: ".") {
            guard case .map(let map) = value, let next = map[String(key)] else { return .none }
            value = next
        }
        // `nil` would be the stored one.
        guard value != .null else { return .none }
        return value
    }

    /// The value of a type, nil for nothing. A `Duration` is written in seconds.
    /// Throws ``WrongSetting`` when it is of another type.
    public func value<T: Storable>(_ path: String, as type: T.Type = T.self) throws -> T? {
        guard let found = self[path] else { return nil }
        if type == Duration.self, let seconds = found.number {
            return Duration.milliseconds(Int64(clamping: Int128(seconds * 1000))) as? T
        }
        do { return try T.restored(from: found) } catch let error as NotStored {
            // A number without quotes where a text is wanted is that text.
            if let text = found.asText, let value = try? T.restored(from: .string(text)) { return value }
            throw WrongSetting(path: path, found: found.words, expected: error.expected)
        }
    }

    /// The value, or `standard` where there is none. Where it is of another type makers read of that in the log, and it
    /// is `standard` as well.
    public subscript<T: Storable>(path: String, default standard: @autoclosure () -> T) -> T {
        do { return try value(path) ?? standard() } catch {
            if reports.paths.insert(path).inserted { Game.current?.log(.error, "\(error)") }
            return standard()
        }
    }
}

/// A setting of the game that is not what its code takes.
nonisolated public struct WrongSetting: Error, CustomStringConvertible {
    public var path: String
    var found: String
    var expected: String

    public var description: String { "the setting 'game.\(path)' is \(found), expected \(expected)" }
}

/// A setting of the game's own, `game:` in `GameData/settings.yaml`: see ``GameSettings``.
public func setting<T: Storable>(_ path: String, default standard: @autoclosure () -> T) -> T {
    Game.current?.settings[path, default: standard()] ?? standard()
}
