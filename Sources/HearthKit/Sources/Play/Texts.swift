/// A text that players read, with the words that it is found by in `GameData/texts.yaml`, where a game may change it.
nonisolated public struct TextKey: Sendable, Hashable {
    public let key: String
    /// The text when the game has none of its own. `{name}` stands for a value.
    public let standard: String

    public init(_ key: String, _ standard: String) { (self.key, self.standard) = (key, standard) }
}

/// What the kit says to players, and what the game says instead.
public final class Texts {
    /// The game's own, by key.
    public var own: [String: String] = [:]

    public subscript(key: TextKey) -> String { own[key.key] ?? key.standard }

    /// The text with `{name}` replaced by the value of that name.
    public subscript(key: TextKey, values: [String: String]) -> String {
        Self.fill(self[key], values)
    }

    nonisolated static func fill(_ text: String, _ values: [String: String]) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            result += values[name] ?? String(rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}

extension TextKey {
    public static let unknownCommand = TextKey(
        "unknown command", "You know no way to '{word}'. (Type |whelp|n for what you can do.)")
    public static let unknownCommandNear = TextKey("unknown command, near", "'{word}' is no command. Perhaps {near}?")
    public static let needsCharacter = TextKey("needs character", "You need to be in a character for that.")
    public static let somethingWrong = TextKey(
        "something wrong", "Something went wrong with that. Those who look after the game can see what.")
    public static let lineGivenUp = TextKey(
        "line given up", "|rSomething went wrong with what you did last; it was given up.|n The game goes on.")
    public static let outOfOrder = TextKey(
        "out of order", "That is out of order just now. Those who look after the game have been told.")
    public static let interrupted = TextKey("interrupted", "(Your '{command}' was interrupted.)")
    public static let nobodyToAsk = TextKey("nobody to ask", "There is nobody to ask.")
    public static let nowhere = TextKey("nowhere", "You are nowhere.")
    public static let insideItself = TextKey("inside itself", "A thing cannot be put into itself.")
    public static let goneNow = TextKey("gone now", "It is gone.")
    public static let exitLocked = TextKey("exit locked", "The way is barred.")
    public static let exitLeadsNowhere = TextKey("exit leads nowhere", "That way leads nowhere.")
    public static let notFound = TextKey("not found", "You see no '{what}' here.")
    public static let whatFor = TextKey("search needs name", "What do you mean?")
    public static let whichOne = TextKey("which one", "Which one do you mean? {choices}")
    public static let wrongKind = TextKey("wrong kind", "{what} is not the right thing for that.")
    public static let leavesBy = TextKey("leaves by", "$You() $conj(leave) $obj(exit).")
    public static let arrivesFrom = TextKey("arrives from", "$You() $conj(arrive) from $obj(there).")
    public static let arrives = TextKey("arrives", "$You() $conj(arrive).")
    public static let arrivesInGame = TextKey("arrives in game", "$You() $conj(wake) and $conj(look) around.")
    public static let leavesGame = TextKey("leaves game", "$You() $conj(drift) off to sleep and $conj(fade) from sight.")
    public static let exits = TextKey("exits", "|wWays out:|n {list}")
    public static let youSee = TextKey("you see", "|wYou see:|n {list}")
    public static let characters = TextKey("characters here", "|wHere is:|n {list}")
}
