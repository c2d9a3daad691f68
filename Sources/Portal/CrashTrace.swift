import Wire

/// What a backtrace of the Swift runtime tells of the game code that died.
struct CrashTrace {
    /// The innermost function of a plugin: `Look.run() at /game/Plugins/Standard/Sources/Play/Look.swift:31:9`.
    private(set) var place: String?
    /// The hooks, commands and jobs that were under way, the innermost first: `Saltmarsh.Cat.didHear`, `Standard.Look`.
    private(set) var codes: [String] = []

    /// A command and a job go by their class alone.
    private static let commandHooks: Set<Substring> = ["run", "willRun", "didRun"]
    private static let otherHooks: Set<Substring> = [
        "announceArriving", "announceLeaving", "created", "describe", "leaveGame", "receive", "repeated", "tick", "traverse",
    ]

    /// - Parameter plugins: the names of the game's plugins, each a library in the trace.
    init(_ lines: some Sequence<String>, plugins: [String]) {
        // `8 [async] 0x00007f97 closure #1 in Look.run() + 52 in libStandard.so at /game/…/Look.swift:120:4`
        for line in lines {
            guard let match = line.firstMatch(of: /0x[0-9a-f]+ (.+?)(?: \+ \d+)? in lib(\w+)\.\w+(?: at (.+))?$/),
                plugins.contains(String(match.2))
            else { continue }
            // An optimiser puts functions of others into a plugin's own: those have no line of it.
            let hasLine = match.3?.contains(/^\/[^<]+:\d+/) ?? false
            let function = match.1.replacing(/(?:closure #\d+ in |specialized |static |partial apply for )/, with: "")
            if place == nil, hasLine { place = function + (match.3.map { " at \($0)" } ?? "") }
            guard let call = function.firstMatch(of: /([\w.]+)\.(\w+)\(/) else { continue }
            let entry = "\(match.2).\(call.1)"
            if Self.commandHooks.contains(call.2) { add(entry) } else if Self.isHook(call.2) { add("\(entry).\(call.2)") }
        }
    }

    private mutating func add(_ code: String) { if !codes.contains(code) { codes.append(code) } }

    /// Whether the kit calls it of a class, and can leave it out.
    private static func isHook(_ name: Substring) -> Bool {
        otherHooks.contains(name) || name.contains(/^(did|will)[A-Z]/)
    }
}

extension CrashReport {
    /// One line.
    var summary: String {
        var words = "\(how) in generation \(generation)"
        if !what.isEmpty { words += ", running \(who.isEmpty ? "" : "\(who): ")\(what)" }
        if !code.isEmpty { words += " (\(code))" }
        if !place.isEmpty { words += ", at \(place)" }
        return words
    }

    /// What makers read in the game: all that helps, and no more than a screen of it.
    var forMakers: String {
        let kept = trace.filter { !$0.isEmpty && !$0.contains("[system]") && !$0.contains("[thunk]") }.prefix(16)
        return (["The Server was replaced: \(summary)."] + kept + ["(`hearth crashes \(number)` has all of it.)"])
            .joined(separator: "\n")
    }
}
