@testable import HearthKit

extension FuzzTarget {
    /// Whatever a player types is taken apart without loss: nothing but white space and what parts the sides is left
    /// out.
    static let commands = FuzzTarget(name: "commands") { input in
        let line = input.text
        try checkArguments(line)
        try checkTable(line)
        try checkPhrase(line)
        try checkNames(line)
        try checkNicks(line)
    }

    /// A pattern of a player's own against a line of theirs.
    private static func checkNicks(_ line: String) throws {
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        _ = Nick(.line, parts[0], "$1 $2").applied(to: parts.last ?? "")
        try require(Nick(.line, "*", "x").applied(to: line) == "x" || line.lowercased().count != line.count, "* is anything")
    }

    private static func checkArguments(_ line: String) throws {
        for separators in [["="], [" to ", "="], [" = ", "→"]] {
            let arguments = CommandArguments(line, switches: ["all", "allow", "quiet"], separators: separators)
            _ = arguments.switchProblem
            try require(line.hasText(arguments.args), "'\(arguments.args)' is not in the line")
            try require(
                arguments.args.hasText(arguments.lhs) && arguments.args.hasText(arguments.rhs ?? ""),
                "'\(arguments.lhs)' and '\(arguments.rhs ?? "")' are not in '\(arguments.args)'")
            try require(
                arguments.lhsList.joined().utf8.count <= arguments.lhs.utf8.count, "a list longer than its text")
            for name in arguments.switches { try require(["all", "allow", "quiet"].contains(name), "a switch \(name)") }
        }
        let trimmed = CommandArguments.trim(line[...])
        try require(
            line.unicodeScalars.filter { !$0.isSpace }.elementsEqual(trimmed.unicodeScalars.filter { !$0.isSpace }),
            "trimming '\(line)' takes more than space")
    }

    private static let table = CommandTable(
        [CommandSet(Look.self, Say.self, SayTo.self, Quit.self)].compactMap(\.content).map { .init(set: $0, giver: nil) })

    private static func checkTable(_ line: String) throws {
        for allowsAll in [true, false] {
            guard let match = table.match(line[...], allowed: { allowsAll || $0.key != "look" }) else { continue }
            try require(allowsAll || match.entry.key != "look", "a command that is not allowed")
            try require(line.hasText(match.rest), "'\(match.rest)' is not in the line")
            _ = CommandArguments(match.hasSwitches ? match.rest : " " + match.rest, switches: match.entry.type.switches)
        }
        for word in table.suggestions(for: line, allowed: { $0.key != "look" }) {
            try require(word != "look" && word != "l", "a suggestion that is not allowed")
        }
    }

    private static func checkPhrase(_ line: String) throws {
        let phrase = SearchPhrase(line)
        if let ordinal = phrase.ordinal { try require((1...9999).contains(ordinal), "number \(ordinal)") }
        if let count = phrase.count { try require((1...9999).contains(count), "\(count) of them") }
        switch phrase.target {
        case .name(let name), .account(let name):
            try require(phrase.text.hasText(name), "'\(name)' is not in '\(phrase.text)'")
        case .me, .here, .everything, .id: break
        }
    }

    private static func checkNames(_ line: String) throws {
        _ = NameMatch.score(line, name: line, aliases: ["an old lamp"])
        let folded = TextFolding.fold(line)
        try require(TextFolding.fold(String(decoding: folded, as: UTF8.self)) == folded, "folding twice is not once")
        let (there, back) = (
            Suggestions.distance(line, "an old lamp", atMost: 4), Suggestions.distance("an old lamp", line, atMost: 4)
        )
        try require(there == back, "\(there ?? -1) there, \(back ?? -1) back")
    }
}

extension StringProtocol {
    /// Whether `text` stands in it, byte by byte.
    func hasText(_ text: String) -> Bool {
        text.isEmpty || Array(utf8).firstRange(of: Array(text.utf8)) != nil
    }
}

extension Unicode.Scalar {
    fileprivate var isSpace: Bool { self == " " || (9...13).contains(value) }
}

private class Look: AnyCommand {
    override class var key: String { "look" }
    override class var aliases: [String] { ["l", "look at"] }
    override class var switches: [String] { ["all", "allow", "quiet"] }
}

private class Say: AnyCommand {
    override class var key: String { "say" }
    override class var aliases: [String] { ["'", "öffne"] }
}

private class SayTo: AnyCommand {
    override class var key: String { "say to" }
}

private class Quit: AnyCommand {
    override class var key: String { "quit" }
    override class var mayBeAbbreviated: Bool { false }
}
