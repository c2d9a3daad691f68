/// Calls of functions in texts of makers: `"The tide is $choice(low, high)."`
///
/// They come to their values in the text of an object when somebody looks at it, and in what is announced, beside those
/// of ``ActorText``: there once for all who read it. A call may stand in the arguments of another, twenty deep; in
/// arguments `\,` `\(` `\)` write the mark. `$$name(` writes `$name(`. What is no call, or cannot be made, stays as it
/// is written, and makers read in the log why. What is none of these functions can be a native; see ``InlineCalls``.
///
/// What a player typed must not call: into an object's text it goes through ``InlineCalls/escape(_:)``, into an
/// announcement through ``ActorText/escape(_:)``.
public enum InlineText {
    /// The text with what its calls come to.
    ///
    /// - Parameter calls: what names may be that are no function of texts; see ``InlineCalls``.
    public static func expand(_ text: String, calls: InlineCalls.Caller? = nil) -> String {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
        let functions = World.current.classes.inlineFunctions.callable
        var parser = ActorTextParser(functions: functions, calls: calls, isPlain: true)
        return text.withBytes { bytes in
            parser.parse(bytes).map { if case .text(let text) = $0 { text } else { "" } }.joined()
        }
    }

    /// What was typed of a text that ``InlineCalls/escape(_:)`` made safe.
    public nonisolated static func unescape(_ text: String) -> String {
        text.replacing(/\$(\$+[A-Za-z0-9_]+\()/) { String($0.1) }
    }
}

/// All functions that texts can call: the kit's, and those of the plugins.
public final class InlineFunctionTable {
    private struct Entry {
        var function: InlineFunction
        var owner: InlineFunctions.Type
    }

    private var entries: [String: Entry] = [:]
    /// For the parser, which knows no more of them.
    private(set) var callable: [String: ActorText.Function] = [:]
    private var reported: Set<String> = []

    /// By name.
    public var all: [InlineFunction] { entries.values.map(\.function).sorted { $0.name < $1.name } }

    func add(_ owner: InlineFunctions.Type) {
        for function in owner.functions {
            let name = function.name
            entries[name] = Entry(function: function, owner: owner)
            callable[name] = { arguments in
                // Texts are made where game code runs.
                MainActor.assumeIsolated { World.current.classes.inlineFunctions.call(name, arguments) }
            }
        }
    }

    /// What a call comes to; nil when it cannot be made. What runs is marked, so that a crash in it is its own.
    func call(_ name: String, _ arguments: [String]) -> String? {
        guard let entry = entries[name] else { return nil }
        do {
            guard let game = Game.current, entry.owner != CoreInlineFunctions.self else {
                return try entry.function.text(arguments)
            }
            guard game.works(entry.owner, "functions") else { return nil }
            let outer = game.entered()
            if !outer.isEmpty { game.willEnter(game.codeName(entry.owner)) }
            defer { if !outer.isEmpty { game.willEnter(outer) } }
            return try entry.function.text(arguments)
        } catch {
            report("$\(name)(\(arguments.joined(separator: ", "))): \(error)")
            return nil
        }
    }

    /// Once in a process: a text may be read a thousand times.
    private func report(_ words: String) {
        guard reported.count < 1000, reported.insert(words).inserted else { return }
        Game.current?.report(fault: words)
    }
}
