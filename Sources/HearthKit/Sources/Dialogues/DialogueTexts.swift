// What the kit's dialogues say.

extension TextKey {
    static let dialoguesAborted = TextKey("dialogues aborted", "(You leave it at that.)")
    static let nothingToAbort = TextKey("nothing to abort", "There is nothing to leave.")
    static let abortLeaves = TextKey("abort leaves", "(|w@abort|n leaves it.)")
    /// What leaves a question, and after an @ everything; see ``menuBackWords``.
    static let abortWords = TextKey("abort words", "abort")
    static let dialogueLost = TextKey(
        "dialogue lost", "(The game was changed meanwhile, and what you were in the middle of is no more.)")
    static let dialoguesTooDeep = TextKey(
        "dialogues too deep", "You are in the middle of too much already. End something first; |w@abort|n leaves all.")

    // MARK: Questions

    static let answerYesOrNo = TextKey("answer yes or no", "Yes or no?")
    static let answerNumber = TextKey("answer number", "That should be a number.")
    static let answerWhole = TextKey("answer whole number", "That should be a whole number.")
    static let answerOneOf = TextKey("answer one of", "That should be {list}.")

    static let answerBetween = TextKey("answer between", "That should be a whole number from {least} to {most}.")

    // MARK: Menus

    // Each has all words for one thing; the first is the one that is shown. Those of English work in every language.
    static let menuBackWords = TextKey("menu back words", "back")
    static let menuLookWords = TextKey("menu look words", "look l")
    static let menuHelpWords = TextKey("menu help words", "help h ?")
    static let menuQuitWords = TextKey("menu quit words", "quit q exit")
    static let menuNextWords = TextKey("menu next words", "next n")
    static let menuPreviousWords = TextKey("menu previous words", "previous p")
    static let menuPrompt = TextKey("menu prompt", "> ")
    static let menuHint = TextKey("menu hint", "|x({words}; |w@abort|x leaves at once)|n")
    static let menuHelp = TextKey(
        "menu help",
        """
        Type the number of a choice, or the beginning of its words. {words}
        |w@abort|n leaves at once, and a line that begins with |w@|n is a command.
        """)
    static let menuNoChoice = TextKey("menu no choice", "That is none of the choices.")
    static let menuWhich = TextKey("menu which", "Which one: {list}?")
    static let menuNoBack = TextKey("menu no back", "There is nothing to go back to.")
    static let menuMore = TextKey(
        "menu more", "|x({first} to {last} of {count}; |wnext|x and |wprevious|x show others)|n")
    static let menuGone = TextKey("menu gone", "That menu is no more.")
    static let menuActionNone = TextKey("menu action none", "Nothing comes of it.")

    // MARK: Pager

    static let pagerNextWords = TextKey("pager next words", "n next")
    static let pagerBackWords = TextKey("pager back words", "p back b previous prev")
    static let pagerTopWords = TextKey("pager top words", "t top")
    static let pagerEndWords = TextKey("pager end words", "e end")
    /// Also at the end of the text, where all others but back and top are commands again.
    static let pagerQuitWords = TextKey("pager quit words", "q")
    static let pagerAbortWords = TextKey("pager abort words", "quit a abort")
    static let pagerPrompt = TextKey(
        "pager prompt", "|x({page}/{pages}: Return or |wn|x next, |wp|x back, |wt|x top, |we|x end, |wq|x quit)|n ")
    static let pagerEnd = TextKey("pager end", "|x({page}/{pages}: |wp|x back, |wt|x top)|n")

    // MARK: Forms

    static let formDoneWords = TextKey("form done words", "done submit")
    static let formCancelWords = TextKey("form cancel words", "cancel quit q")
    static let formShowWords = TextKey("form show words", "show look l")
    static let formHelpWords = TextKey("form help words", "help h ?")
    static let formClearWords = TextKey("form clear words", "clear")
    static let formHint = TextKey(
        "form hint",
        "|x(|wlabel = value|x fills a line in, |wdone|x hands it in, |wcancel|x throws it away, |whelp|x tells more)|n")
    static let formHelp = TextKey(
        "form help",
        """
        |wlabel = value|n fills a line in: |w{example} = ...|n The number will do for the label. |w{example}|n alone
        asks for it. |wclear {example}|n empties it. |wshow|n shows the form again, |wdone|n hands it in, |wcancel|n
        throws it away. |w@abort|n leaves at once, and a line that begins with |w@|n is a command.
        """)
    static let formPrompt = TextKey("form prompt", "> ")
    static let formRequired = TextKey("form required", "{list} must be filled in yet.")
    static let formNoField = TextKey(
        "form no field", "There is no '{label}' in this form. (|whelp|n tells how it goes.)")
    static let formCancelled = TextKey("form cancelled", "You throw it away.")
}
