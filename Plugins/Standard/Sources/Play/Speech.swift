import HearthKit

/// Text that a player typed, safe to stand in a sentence that others read.
func spoken(_ typed: String) -> String { ActorText.escape(Markup.escape(typed)) }

/// Says something aloud.
open class Say: Command {
    open override class var key: String { "say" }
    open override class var aliases: [String] { ["'", "\""] }
    open override class var category: String { "Speech" }
    open override class var help: String {
        """
        Usage: say <text>
               '<text>
        Says something to all who are here.
        """
    }

    open override func run() async throws {
        guard !call.rest.isEmpty else { throw Refusal(.sayWhat) }
        _ = try here
        // What is said may begin with a slash: the rest as typed, not without its switches.
        let text = try caller.willSay(call.rest, .say)
        let place = try here
        let others = caller.speak(Speech(.say, by: caller, text), .says, ["text": spoken(text)])
        let hearing = place.contents.lazy.filter { listener in !others.contains { $0 === listener } }
        Game.current?.send(talk(text), to: hearing.flatMap(\.sessions))
    }

    /// As all who did not say it read it.
    private func talk(_ text: String) -> StructuredMessage {
        let line = ActorText(world.texts[.says, ["text": spoken(text)]]).render(for: nil, actor: caller)
        return .talk(on: "say", by: caller.name, line)
    }
}

/// Says something to one alone, or to a few.
open class Whisper: Command {
    open override class var key: String { "whisper" }
    open override class var category: String { "Speech" }
    open override class var help: String {
        """
        Usage: whisper <name> <text>
               whisper <name>, <name> = <text>
        Says something that they alone can hear. The others see that you whisper.
        """
    }

    open override func run() async throws {
        let (names, typed) = names
        guard !names.isEmpty, !typed.isEmpty else { throw Refusal(.whisperWhat) }
        let place = try here
        let targets = try names.map { try caller.search($0, for: Character.self) }
        guard !targets.contains(where: { $0 === caller }) else { throw Refusal(.toYourself) }
        if let shut = targets.first(where: { !$0.allows("tell", by: caller) }) {
            throw Refusal(.mayNotTell, ["name": shut.name(for: caller)])
        }
        let text = try caller.willSay(typed, .whisper)
        let safe = Markup.escape(text)
        tell(.whispersTo, ["name": words(.all(targets.map { $0.name(for: caller) })), "text": safe])
        for target in targets {
            // Who does not hear it does not learn that there was anything to hear.
            guard let words = target.heard(Speech(.whisper, by: caller, text)) else { continue }
            let values = ["name": caller.name(for: target), "text": Markup.escape(words)]
            target.send(.whispersToYou, values)
            for session in target.sessions {
                session.send(.talk(on: "whisper", by: caller.name(for: target), session.text(.whispersToYou, values)))
            }
            target.didHear(Speech(.whisper, by: caller, words))
        }
        whisperAside(to: targets, in: place)
    }

    /// What those read who hear nothing.
    private func whisperAside(to targets: [Character], in place: Object) {
        let others = place.contents.filter { other in other !== caller && !targets.contains { $0 === other } }
        for other in others where !other.ignores(caller) {
            let name = English.capitalized(caller.name(for: other))
            for session in other.sessions {
                let names = session.words(.all(targets.map { $0.name(for: other) }))
                session.send(.whispersAside, ["name": name, "names": names])
            }
        }
    }

    private var names: (names: [String], text: String) {
        if let rhs { return (lhsList, rhs) }
        var (name, text) = LoginLine.split(args)
        if name.lowercased() == "to" { (name, text) = LoginLine.split(text) }
        return (name.isEmpty ? [] : [name], text)
    }
}

/// Shows others what one does, in words of one's own.
open class Pose: Command {
    open override class var key: String { "pose" }
    open override class var aliases: [String] { [":", "emote"] }
    open override class var category: String { "Speech" }
    open override class var help: String {
        """
        Usage: pose <what you do>
               :<what you do>
        Shows it to all who are here, after your name: |wpose smiles.|n reads "Ann smiles."
        What begins with 's or a comma follows your name without a space.
        """
    }

    open override func run() async throws {
        guard !call.rest.isEmpty else { throw Refusal(.poseWhat) }
        _ = try here
        let text = try caller.willSay(call.rest, .pose)
        let space = ["'", ",", "’"].contains { text.hasPrefix($0) } ? "" : " "
        // Everybody reads the name, the actor too: it is a line of a story.
        caller.speak(Speech(.pose, by: caller, text), "$Obj(actor)" + space + "{text}", ["actor": caller])
    }
}
