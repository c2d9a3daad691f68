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
        guard !args.isEmpty else { throw Refusal(.sayWhat) }
        _ = try here
        caller.speak(Speech(.say, by: caller, args), world.texts[.says, ["text": spoken(args)]])
    }
}

/// Shows others what one does, in words of one's own.
open class Pose: Command {
    open override class var key: String { "pose" }
    open override class var aliases: [String] { [":", "emote", "me"] }
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
        guard !args.isEmpty else { throw Refusal(.poseWhat) }
        _ = try here
        let space = ["'", ",", "’"].contains { args.hasPrefix($0) } ? "" : " "
        // Everybody reads the name, the actor too: it is a line of a story.
        caller.speak(Speech(.pose, by: caller, args), "$Obj(actor)" + space + spoken(args), ["actor": caller])
    }
}
