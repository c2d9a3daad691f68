import HearthKit

extension TextKey {
    // MARK: Looking

    static let cannotSee = TextKey("cannot see", "You cannot make that out.")
    static let nothingSpecial = TextKey("nothing special", "There is nothing special about it.")
    static let nothingSpecialOfSomebody = TextKey(
        "nothing special, somebody", "There is nothing special about $pron(you, op).")
    static let isEmpty = TextKey("is empty", "There is nothing in {thing}.")
    static let containsThings = TextKey("contains things", "In {thing}: {list}.")

    // MARK: Speaking

    static let sayWhat = TextKey("say what", "What do you want to say?")
    static let says = TextKey("says", "$You() $conj(say), \"{text}\"")
    static let whisperWhat = TextKey("whisper what", "Whisper what, and to whom? (|wwhisper ann = hush|n)")
    static let whispersTo = TextKey("whispers to", "You whisper to {name}, \"{text}\"")
    static let whispersToYou = TextKey("whispers to you", "{name} whispers to you, \"{text}\"")
    static let whispersAside = TextKey("whispers aside", "{name} whispers something to {names}.")
    static let mayNotTell = TextKey("may not tell", "{name} will hear nothing from you.")
    static let toYourself = TextKey("to yourself", "You mutter to yourself.")
    static let poseWhat = TextKey("pose what", "What do you do? (|wpose warms their hands.|n)")
    static let pages = TextKey("pages", "You page {names}: {text}")
    static let pagesYou = TextKey("pages you", "|c{name}|n pages you: {text}")
    static let notOnline = TextKey("not online", "There is no {name} here now. (|wwho|n shows who is.)")
    static let pagedAreGone = TextKey("paged are gone", "Those you paged last have gone.")

    // MARK: Carrying

    static let getWhat = TextKey("get what", "What do you want to pick up?")
    static let gets = TextKey("gets", "$You() $conj(pick) up {things}.")
    static let getsFrom = TextKey("gets from", "$You() $conj(take) {things} from $obj(container).")
    static let cannotGet = TextKey("cannot get", "You cannot pick up {thing}.")
    static let nothingToGet = TextKey("nothing to get", "There is nothing to pick up.")
    static let cannotReachInto = TextKey("cannot reach into", "You cannot reach into {thing}.")
    static let dropWhat = TextKey("drop what", "What do you want to put down?")
    static let drops = TextKey("drops", "$You() $conj(put) down {things}.")
    static let cannotPartWith = TextKey("cannot part with", "You cannot part with {thing}.")
    static let giveWhat = TextKey("give what", "Give what, and to whom? (|wgive coin to ann|n)")
    static let giveYourself = TextKey("give yourself", "That is you, and it is in your hands already.")
    static let gives = TextKey("gives", "$You() $conj(give) {things} to $you(target).")
    static let putsInto = TextKey("puts into", "$You() $conj(put) {things} into $obj(container).")
    static let cannotPutInto = TextKey("cannot put into", "Nothing can be put into {thing}.")
    static let containerFull = TextKey("container full", "Nothing more fits into {thing}.")
    static let carries = TextKey("carries", "You carry:")
    static let carriesNoSuch = TextKey("carries no such thing", "You carry no '{what}'.")
    static let carriesNothing = TextKey("carries nothing", "You carry nothing.")

    // MARK: Moving

    static let goWhere = TextKey("go where", "Where do you want to go?")
    static let homeAlready = TextKey("home already", "You are where you belong.")
    static let vanishes = TextKey("vanishes", "$You() $conj(vanish) in a puff of sparks.")
    static let appears = TextKey("appears", "$You() $conj(step) out of a puff of sparks.")

    // MARK: Oneself

    static let pronounsAre = TextKey("pronouns are", "You go by '{word}'.")
    static let pronounsSet = TextKey("pronouns set", "From now on you go by '{word}'.")
    static let descriptionSet = TextKey("description set", "That is how others see you now.")

    // MARK: Time

    static let timeNow = TextKey("time now", "|wThe time is|n")
    static let timeInGame = TextKey("time in game", "|wIn the game it is|n")
    static let timeUp = TextKey("time up", "|wThe game has run for|n")
    static let timeWorld = TextKey("time world", "|wThe world has been for|n")
    static let timeCode = TextKey("time code", "|wThe code was last replaced|n")
}
