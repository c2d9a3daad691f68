import HearthKit

extension TextKey {
    static let pageBanned = TextKey("page banned", "You may not page or write to anybody just now.")

    // MARK: Shutting out

    static let ignoreBegins = TextKey(
        "ignore begins", "You hear nothing from {name} any more. (|wunignore {name}|n hears them again.)")
    static let ignoreEnds = TextKey("ignore ends", "You hear {name} again.")
    static let ignoreList = TextKey("ignore list", "You hear nothing from {names}.")
    static let ignoreNobody = TextKey("ignore nobody", "You have shut out nobody.")
    static let ignoreYourself = TextKey("ignore yourself", "You cannot help hearing yourself.")
    static let ignoreStaff = TextKey("ignore staff", "{name} looks after the game, and cannot be shut out.")
    static let ignoreFull = TextKey("ignore full", "You have shut out {most} already; hear one of them again first.")
    static let ignoreNot = TextKey("ignore not", "You have shut out nobody named '{name}'.")

    // MARK: Channels

    static let channelBanned = TextKey("channel banned", "Banned from {channel}: {names}.")
    static let channelBannedNone = TextKey("channel banned, none", "Nobody is banned from {channel}.")
    static let channelNone = TextKey("channel none", "There is no channel '{name}'. (|wchannel/all|n lists them.)")
    static let channelsNone = TextKey("channels none", "None. |wchannel/all|n shows what there is to listen to.")
    static let channelMayNotSend = TextKey("channel may not send", "You may not speak on {channel}.")
    static let channelMayNotListen = TextKey("channel may not listen", "You may not listen to {channel}.")
    static let channelMayNotControl = TextKey("channel may not control", "{channel} is not yours to look after.")
    static let channelMayNotMake = TextKey("channel may not make", "Channels are made by those who help run the game.")
    static let channelBadName = TextKey("channel bad name", "A channel's name is one word of up to 30 letters.")
    static let channelTaken = TextKey("channel taken", "There is a channel {channel} already.")
    static let channelNotHeard = TextKey(
        "channel not heard", "You do not listen to {channel}. (|wchannel/sub {channel}|n)")
    static let channelJoined = TextKey("channel joined", "You listen to {channel} now.")
    static let channelLeft = TextKey("channel left", "You no longer listen to {channel}.")
    static let channelMuted = TextKey("channel muted", "You hear nothing of {channel} until you unmute it.")
    static let channelUnmuted = TextKey("channel unmuted", "You hear {channel} again.")
    static let channelWords = TextKey("channel words", "You talk on {channel} by {words}.")
    static let channelWho = TextKey("channel who", "Listening to {channel}: {names}.")
    static let channelQuiet = TextKey("channel quiet", "Nothing has been said on {channel}.")
    static let channelMade = TextKey("channel made", "There is a channel {channel} now, and you listen to it.")
    static let channelDestroyAsk = TextKey("channel destroy ask", "End {channel} and forget all that was said on it?")
    static let channelGone = TextKey("channel gone", "{channel} is no more.")
    static let channelSentAway = TextKey("channel sent away", "You were sent away from {channel}.")

    static let channelHeaders = TextKey("channel headers", "Channel, You, Words, About")
    static let channelStateMuted = TextKey("channel state, muted", "muted")
    static let channelStateHeard = TextKey("channel state, heard", "listen")
    static let channelMutedMark = TextKey("channel muted mark", "{name} (muted)")
    static let channelAbout = TextKey("channel about", "|w{channel}|n {about}\n{count}")
    /// For those who look after it.
    static let channelAboutLocks = TextKey(
        "channel about, locks", "|w{channel}|n {about}\n{count}, locks: {locks}")
    static let oneListener = TextKey("one listener", "one listener")
    static let manyListeners = TextKey("many listeners", "{count} listeners")

    // MARK: Letters

    static let mailHeaders = TextKey("mail headers", ", From, Subject, Age,")
    static let mailIsNew = TextKey("mail is new", "|ynew|n")
    static let mailHead = TextKey("mail head", "|wFrom:|n {name}, {ago}\n|wSubject:|n {subject}")
    static let mailNone = TextKey("mail none", "You have no letters.")
    static let oneLetter = TextKey("one new letter", "a new letter")
    static let manyLetters = TextKey("many new letters", "{count} new letters")
    static let mailNew = TextKey("mail new", "|yYou have {count}.|n (|wmail|n)")
    static let mailNoSuch = TextKey("mail no such", "You have no letter {number}.")
    static let mailSent = TextKey("mail sent", "Your letter is on its way to {names}.")
    static let mailArrived = TextKey("mail arrived", "|yA letter from {name}:|n {subject} (|wmail {number}|n)")
    static let mailDeleted = TextKey("mail deleted", "It is gone.")
    static let mailNotTaken = TextKey("mail not taken", "{name} does not take mail from you.")
    static let mailFull = TextKey("mail full", "{name} has no room for another letter.")

    // MARK: Pages

    static let pageKept = TextKey("page kept", "{names} will read it when they come: {text}")
    static let pageTo = TextKey("page to", "to {names}")
    static let pagesWaiting = TextKey("pages waiting", "|yWhile you were away:|n")
    static let pagesNone = TextKey("pages none", "Nobody has paged you, nor you them.")
    static let pageFull = TextKey("page full", "{name} has too much to read already.")
}
