/// Calls of natives in texts: `"The dial shows $tide(here) fathoms."`
///
/// They are evaluated in the text of an object when somebody looks at it (`me` is who looks, `here` the object), and in
/// what is announced (`me` is who does it, `here` the place; see ``ActorText``): once for all who read it. `$$name(`
/// writes `$name(`. What is no native is left as it stands, and so is a call that cannot be made, which makers are
/// told.
///
/// What a player typed must not call: into an object's text it goes through ``escape(_:)``, into an announcement
/// through ``ActorText/escape(_:)``.
public enum InlineCalls {
    private nonisolated static let dollar = UInt8(ascii: "$")

    /// The text with what its calls come to, those of ``InlineText`` too.
    ///
    /// - Parameter owner: whose text it is, for the report of what is wrong.
    public static func expand(_ text: String, in context: NativeContext, of owner: Entity? = nil) -> String {
        guard !World.current.natives.isEmpty else { return InlineText.expand(text) }
        return InlineText.expand(text) { name, rest in
            MainActor.assumeIsolated {
                guard World.current.natives.function(named: name) != nil else { return nil }
                return call(rest(), in: context, of: owner)
            }
        }
    }

    /// How many `$` a text begins with, and the name of the call that they begin.
    private nonisolated static func head(of text: Substring) -> (marks: Int, name: String?) {
        let marks = text.utf8.prefix { $0 == dollar }.count
        let tail = text.utf8.dropFirst(marks)
        let name = tail.prefix { NativeReader.isNameByte($0) }
        let isCall = !name.isEmpty && tail.dropFirst(name.count).first == UInt8(ascii: "(")
        return (marks, isCall ? String(Substring(name)) : nil)
    }

    /// What the call at the beginning of a text comes to, and its length in bytes; nil when it cannot be made.
    static func call(
        _ text: String, in context: NativeContext, of owner: Entity?
    ) -> (text: String, length: Int)? {
        do throws(NativeError) {
            let (call, length) = try NativeCall.prefix(of: text)
            return (try Natives.call(call, in: context).shown(to: context.me), length)
        } catch {
            report(error, of: owner)
            return nil
        }
    }

    /// What ``ActorText`` asks about names that it does not know: gets the name and what stands after the `$`, returns
    /// what to put there and how many bytes of that it takes, or nil to leave it as typed.
    public typealias Caller = (_ name: String, _ rest: () -> String) -> (text: String, length: Int)?

    /// The calls in what somebody does: `me` is the actor, `here` the place, and keys name what they do in the text.
    static func inAnnouncement(
        from actor: Object, at place: Object, _ mapping: [String: any StanceParticipant]
    ) -> Caller? {
        guard !World.current.natives.isEmpty else { return nil }
        return { name, rest in
            MainActor.assumeIsolated {
                guard World.current.natives.function(named: name) != nil else { return nil }
                let values = mapping.compactMapValues { ($0 as? Object).map { NativeValue($0) } }
                return call(rest(), in: NativeContext(me: actor, here: place, values), of: nil)
            }
        }
    }

    /// Once in a process: the text may be looked at a thousand times.
    private static func report(_ error: NativeError, of owner: Entity?) {
        let words = (owner.map { "the text of \($0): " } ?? "") + "$\(error)"
        let natives = World.current.natives
        guard natives.reported.count < 1000, natives.reported.insert(words).inserted else { return }
        Game.current?.report(fault: words)
    }

    /// What is wrong with the calls in a text, for whoever reads or sets it.
    ///
    /// - Parameter gone: names, in lower case, of functions that there were: what calls one of these is no plain text.
    public static func problems(
        in text: String, at place: String? = nil, gone: Set<String> = []
    ) -> [NativeError] {
        var problems: [NativeError] = []
        var rest = text[...]
        while let mark = rest.utf8.firstIndex(of: dollar) {
            rest = rest[mark...]
            let (marks, name) = head(of: rest)
            rest = rest.dropFirst(marks)
            guard marks == 1, let name else { continue }
            guard World.current.natives.function(named: name) != nil else {
                if gone.contains(name.lowercased()) { problems.append(unknown(name, at: place)) }
                continue
            }
            do throws(NativeError) {
                try Natives.check(NativeCall.prefix(of: String(rest)).call)
            } catch {
                var error = error
                error.place = place
                problems.append(error)
            }
        }
        return problems
    }

    private static func unknown(_ name: String, at place: String?) -> NativeError {
        let near = Suggestions.for(name, in: World.current.natives.all.map(\.name))
        return NativeError(reading: "$\(name)(…)", place, .unknown(name, near: near))
    }

    /// Makes what a player typed safe for an object's text: it is shown as typed, nothing in it is called.
    public nonisolated static func escape(_ playerText: String) -> String {
        var result = ""
        var rest = playerText[...]
        while let mark = rest.utf8.firstIndex(of: dollar) {
            result += rest[..<mark]
            rest = rest[mark...]
            let (marks, name) = head(of: rest)
            result += rest.prefix(marks) + (name == nil ? "" : "$")
            rest = rest.dropFirst(marks)
        }
        return result + rest
    }
}
