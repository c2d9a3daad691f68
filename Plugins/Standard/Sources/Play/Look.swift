import HearthKit

/// Looks around, or at something.
open class Look: Command {
    open override class var key: String { "look" }
    open override class var aliases: [String] { ["l", "ls"] }
    open override class var help: String {
        """
        Usage: look
               look <thing>
               look in <thing>
        Shows where you are, or what you look at.
        """
    }

    open override func run() async throws {
        guard !args.isEmpty else {
            tell(try here.appearance(to: caller))
            return try here.fire(.look, by: caller)
        }
        let (word, rest) = LoginLine.split(args)
        switch word.lowercased() {
        case "at" where !rest.isEmpty: try look(at: rest)
        case "in" where !rest.isEmpty, "into" where !rest.isEmpty, "inside" where !rest.isEmpty: try look(in: rest)
        default: try look(at: args)
        }
    }

    /// What a look at the thing of that name shows.
    open func look(at name: String) throws {
        let thing = try caller.search(name)
        guard thing.allows("view", by: caller) else { throw Refusal(.cannotSee) }
        var text = thing.appearance(to: caller)
        let isPlain = thing.describe(to: caller).isEmpty
        if isPlain, !(thing is Character) { text += "\n" + self.text(.nothingSpecial) }
        tell(text)
        if isPlain, thing is Character { caller.send(.nothingSpecialOfSomebody, from: thing) }
        thing.fire(.look, by: caller)
    }

    /// What is in the thing of that name.
    open func look(in name: String) throws {
        let thing = try caller.search(name)
        let isOpen = !(thing is Character) || thing === caller
        guard isOpen, thing.allows("view", by: caller) else { throw Refusal(.cannotSee) }
        let names = thing.contents.filter { $0 !== caller && !($0 is Exit) && $0.isVisible(to: caller) }
            .map { $0.shownName(to: caller) }
        let values = ["thing": thing.name(for: caller), "list": words(.all(Appearance.counted(names)))]
        tell(names.isEmpty ? .isEmpty : .containsThings, values)
    }
}
