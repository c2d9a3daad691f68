import HearthKit

/// Which words stand for one's character.
open class SetPronouns: Command {
    open override class var key: String { "pronouns" }
    open override class var category: String { "Character" }
    open override class var help: String {
        """
        Usage: pronouns
               pronouns he, she, it or they
        Shows or sets the words that stand for you in what others read.
        """
    }

    open override func run() async throws {
        guard let character = caller as? Character else { throw Refusal(.needsCharacter) }
        let word = args.lowercased().prefix { $0.isLetter }
        guard !word.isEmpty else { return tell(.pronounsAre, ["word": character.pronounWord]) }
        guard ["he", "she", "it", "they"].contains(word) else { throw usage }
        character.pronounWord = String(word)
        tell(.pronounsSet, ["word": String(word)])
    }
}

/// How one's character looks.
open class SetDescription: Command {
    open override class var key: String { "setdesc" }
    open override class var switches: [String] { ["edit"] }
    // A builder's "set" that is not allowed must not end up here.
    open override class var mayBeAbbreviated: Bool { false }
    open override class var category: String { "Character" }
    open override class var help: String {
        """
        Usage: setdesc <text>
               setdesc/edit
        Sets what others read when they look at you. With /edit you write it line by line.
        """
    }

    open override func run() async throws {
        if has("edit") { return try edit(OwnDescription()) }
        guard !call.rest.isEmpty else { throw usage }
        caller.text = InlineCalls.escape(Markup.escape(call.rest))
        tell(.descriptionSet)
    }
}
