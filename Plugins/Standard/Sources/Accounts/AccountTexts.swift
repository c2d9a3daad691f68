import HearthKit

extension TextKey {
    // MARK: Coming in

    static let askName = TextKey("ask name", "Your name, or |wnew|n to begin: ")
    static let askNewName = TextKey("ask new name", "What shall we call you? ")
    static let askWhetherNew = TextKey("ask whether new", "Nobody here goes by {name} yet. Will you? [Y/n] ")
    static let askPassword = TextKey("ask password", "Password: ")
    static let askNewPassword = TextKey("ask new password", "Choose a password ({least} characters or more): ")
    static let askPasswordAgain = TextKey("ask password again", "Once more, so that no slip locks you out: ")
    static let loginHelp = TextKey(
        "login help",
        """
        Type your name and, when asked, your password. If you are new, type |wnew|n.
        In one line: |wconnect|n name password, or |wcreate|n name password.{guests}
        |wwho|n shows who is here, |winfo|n more of the game, |wquit|n leaves. |wscreenreader|n suits what is shown to
        one, |wencoding|n is for clients that show é as something else.
        """)
    static let loginHelpGuests = TextKey("login help, guests", "\nTo look around first, |wconnect guest|n.")
    static let screenReaderOn = TextKey("screen reader on", "What you are shown suits a screen reader now.")
    static let screenReaderOff = TextKey("screen reader off", "What you are shown is for eyes again.")
    static let loginInfo = TextKey(
        "login info", "Players: {players}. This code has run for {time}. It burns on Hearth, a server for text games.")
    static let wrongPassword = TextKey("wrong password", "That name and that password do not go together.")
    static let loginMistyped = TextKey(
        "login mistyped",
        "Did you mean |wconnect|n name password, or |wcreate|n name password? Nothing was done with that.")
    static let tooManyPasswords = TextKey(
        "too many passwords", "That was one wrong password too many. Come back when you remember it.")
    static let passwordsDiffer = TextKey("passwords differ", "Those two were not the same. Let us try again.")
    static let welcome = TextKey("welcome", "Welcome, {name}. May the fire keep you warm.")
    static let welcomeBack = TextKey("welcome back", "Welcome back, {name}.")
    static let lastSeen = TextKey("last seen", "You were last here {ago} ago.")
    static let firstAccount = TextKey(
        "first account",
        "|yYou are the first one here, so the keys are yours:|n no lock holds you. (|whelp|n lists what you can do.)")
    static let elsewhere = TextKey("logged in elsewhere", "You have logged in from elsewhere.")
    static let tookOver = TextKey("took over", "(You were here already; the other connection was closed.)")
    static let farewell = TextKey("farewell", "Good night. The embers will keep until you are back.")
    static let alsoHere = TextKey("also here", "(You are here already, by connection {numbers}.)")
    static let loggedInToo = TextKey(
        "logged in too", "|y(You have logged in from {address} as well: connection {number}.)|n")
    static let guestsNone = TextKey("guests none", "This game has no guests. Type |wnew|n to have a name of your own.")
    static let guestsFull = TextKey("guests full", "There are as many guests as there may be. Come back in a while.")
    static let guestWelcome = TextKey(
        "guest welcome", "You are {name} for as long as you stay. (What is yours is gone when you leave.)")
    static let encodingSet = TextKey("encoding set", "Text is sent to you as {name} now. (Like this: é ä ß – “so”.)")
    static let encodingNow = TextKey(
        "encoding now", "Text is sent to you as {name}. |wencoding <name>|n changes that: utf-8, latin-1, ascii, auto.")
    static let noCharacter = TextKey(
        "no character", "You are in no character now. |wic|n steps into one, |wcharcreate|n makes one.")

    // MARK: Names and passwords

    static let nameLength = TextKey("name length", "A name has between 3 and 20 letters.")
    static let nameLetters = TextKey(
        "name letters", "A name begins with a letter, and has letters, digits, spaces and ' - _ alone.")
    static let nameMixed = TextKey("name mixed", "A name keeps to the letters of one alphabet.")
    static let nameTaken = TextKey("name taken", "The name {name} is taken. Try another.")
    static let passwordShort = TextKey("password short", "That is too short: eight characters at the least.")
    static let passwordBlanks = TextKey("password blanks", "A password may have no blanks at its ends.")
    static let passwordLong = TextKey("password long", "That is longer than anybody will want to type.")
    static let passwordGuessable = TextKey("password guessable", "That would be guessed at once. Try another.")
    static let passwordNotNow = TextKey(
        "password not now", "Passwords cannot be looked at just now. Try again in a moment.")
    static let passwordWaits = TextKey(
        "password waits", "(There were wrong passwords of late, so this one is looked at in {time}.)")
    static let accountsClosed = TextKey(
        "accounts closed", "This game takes no new names just now. (If you have one, type it.)")
    static let loginClosed = TextKey(
        "login closed", "Only those who are {level} or more may come in just now. Come back later.")
    static let accountsTooFast = TextKey(
        "accounts too fast", "Your address has made as many names as it may in an hour. Come back later.")
    static let passwordAlone = TextKey(
        "password alone", "Type |wpassword|n by itself: you are asked for both, and nobody sees them.")
    static let askOldPassword = TextKey("ask old password", "Your password as it is now: ")
    static let passwordKept = TextKey("password kept", "Your password stays as it was.")
    static let passwordChanged = TextKey("password changed", "Your password is changed.")

    // MARK: Characters

    static let characterNone = TextKey("character none", "You have no character called '{name}'.")
    static let charactersMany = TextKey("characters many", "You have as many characters as you may: {count}.")
    static let characterMade = TextKey("character made", "{name} is born. |wic {name}|n steps into that life.")
    static let characterAlready = TextKey("character already", "You are {name} already.")
    static let characterBecome = TextKey("character become", "You become |c{name}|n.")
    static let characterLeft = TextKey("character left", "You step out of {name}.")
    static let characterAsk = TextKey("character ask", "Let {name} go for good?")
    static let characterGone = TextKey("character gone", "{name} is gone.")
    static let characterStays = TextKey("character stays", "{name} stays.")
    static let characterPlayed = TextKey("character played", "{name} is being played by somebody else.")

    static let characterTaken = TextKey(
        "character taken", "Your connection {number} plays {name} now.")
    static let characterShared = TextKey("character shared", "Your connection {number} plays {name} as well.")
    static let puppetsMany = TextKey(
        "puppets many", "You play as many characters at a time as you may: {count}. (|wooc|n steps out of one.)")
    static let characterInUse = TextKey("character in use", "{name} is being played. Step out first.")

    // MARK: Permissions

    static let quelled = TextKey("quelled", "The permissions of your account rest. (|wunquell|n takes them up again.)")
    static let unquelled = TextKey("unquelled", "The permissions of your account are yours again.")
    static let accessLadder = TextKey("access ladder", "From the lowest to the highest: {ladder}.")
    static let accessAccount = TextKey("access account", "Your account has: {list}.")
    static let accessCharacter = TextKey("access character", "{name} has: {list}.")

    // MARK: Who

    static let whoHeaders = TextKey("who headers", "Name, Connected, Idle, Doing")
    static let onePlayer = TextKey("one player", "a player")
    static let manyPlayers = TextKey("many players", "{count} players")
    static let whoCount = TextKey("who count", "{count} here.")
}
