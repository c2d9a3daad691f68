import HearthKit

extension TextKey {
    // MARK: Looking

    static let cannotSee = TextKey("cannot see", "You cannot make that out.")
    static let nothingSpecial = TextKey("nothing special", "There is nothing special about it.")
    static let isEmpty = TextKey("is empty", "There is nothing in {thing}.")
    static let containsThings = TextKey("contains things", "In {thing}: {list}.")

    // MARK: Speaking

    static let sayWhat = TextKey("say what", "What do you want to say?")
    static let says = TextKey("says", "$You() $conj(say), \"{text}\"")
    static let whisperWhat = TextKey("whisper what", "Whisper what, and to whom? (|wwhisper ann = hush|n)")
    static let whispersTo = TextKey("whispers to", "You whisper to {name}, \"{text}\"")
    static let whispersToYou = TextKey("whispers to you", "{name} whispers to you, \"{text}\"")
    static let whispersAside = TextKey("whispers aside", "$You() $conj(whisper) something to $obj(target).")
    static let toYourself = TextKey("to yourself", "You mutter to yourself.")
    static let poseWhat = TextKey("pose what", "What do you do? (|wpose warms their hands.|n)")
}
