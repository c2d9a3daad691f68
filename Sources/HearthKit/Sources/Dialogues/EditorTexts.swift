// What the line editor says.

extension TextKey {
    static let editorBegins = TextKey(
        "editor begins",
        "You edit {title} ({count}). |w:h|n lists the commands, |w:wq|n saves and leaves, |w@abort|n drops all of it.")
    static let oneLine = TextKey("one line", "a line")
    static let manyLines = TextKey("many lines", "{count} lines")
    static let editorPrompt = TextKey("editor prompt", "|x{line}|||n ")
    static let editorSaved = TextKey("editor saved", "Saved: {title}.")
    static let editorOvertaken = TextKey(
        "editor overtaken", "Somebody else has changed it meanwhile. |w:UU|n takes theirs, |w:w!|n puts yours over it.")
    static let editorLeave = TextKey("editor leave", "It is not saved. Save it? [y/n, Return goes on] ")
    static let editorUnknown = TextKey(
        "editor unknown", "That is no command. |w:h|n lists them; |w:::|n text adds it as it is.")
    static let editorNoLine = TextKey("editor no line", "There is no line {line}.")
    static let editorFull = TextKey("editor full", "It may not be longer than {most} bytes.")
    static let editorEchoes = TextKey("editor echoes", "Lines are shown again as they are typed.")
    static let editorSilent = TextKey("editor silent", "Lines are not shown again.")
    static let editorUndone = TextKey("editor undone", "Undone.")
    static let editorNothingUndone = TextKey("editor nothing undone", "There is nothing to undo.")
    static let editorRedone = TextKey("editor redone", "Done again.")
    static let editorNothingRedone = TextKey("editor nothing redone", "There is nothing to do again.")
    static let editorReset = TextKey("editor reset", "All is as it is saved. (|w:u|n takes that back.)")
    static let editorUnchanged = TextKey("editor unchanged", "Nothing changes.")
    static let editorChanged = TextKey("editor changed", "Done.")
    static let editorDeleted = TextKey("editor deleted", "Deleted. (|w:u|n takes that back.)")
    static let editorReplaced = TextKey("editor replaced", "Replaced.")
    static let editorCopied = TextKey("editor copied", "Copied: {count}. |w:p|n puts them in.")
    static let editorCut = TextKey("editor cut", "Cut. |w:p|n puts it in.")
    static let editorPut = TextKey("editor put", "Put in.")
    static let editorFilled = TextKey("editor filled", "Filled again.")

    // Words for commands, after a colon; the first of English is the command itself.
    private static let editorHelpWords = TextKey("editor help words", "h help")
    private static let editorSaveWords = TextKey("editor save words", "w save")
    private static let editorQuitWords = TextKey("editor quit words", "q quit")
    private static let editorUndoWords = TextKey("editor undo words", "u undo")
    private static let editorRedoWords = TextKey("editor redo words", "uu redo")
    private static let editorEchoWords = TextKey("editor echo words", "echo")
    static let editorWords = [
        editorHelpWords, editorSaveWords, editorQuitWords, editorUndoWords, editorRedoWords, editorEchoWords,
    ]

    static let editorHelp = TextKey(
        "editor help",
        """
        What does not begin with a colon is a new line at the end. |wl|n is a line or several: |w3|n, |w3:5|n.

        |w:|n |xl|n          shows the text, or lines of it, with numbers
        |w::|n |xl|n         shows it as readers will see it
        |w:::|n |xtext|n     adds a line that begins with a colon or an @
        |w:h|n           this help (or |w:help|n)

        |w:w|n           saves (or |w:save|n)
        |w:wq|n          saves and leaves (|w:w!|n, |w:wq!|n when somebody else has changed it meanwhile)
        |w:q|n           leaves (or |w:quit|n), and asks when it is not saved
        |w:q!|n          leaves without saving

        |w:u|n           undoes a step (or |w:undo|n; the last hundred are kept)
        |w:uu|n          does it again (or |w:redo|n)
        |w:UU|n          back to what is saved

        |w:dd|n |xl|n        deletes the last line, or those
        |w:dw|n |xl word|n   deletes a word, everywhere or in those lines
        |w:DD|n          deletes everything

        |w:y|n |xl|n         copies everything, or those lines
        |w:x|n |xl|n         cuts them out
        |w:p|n |xl|n         puts what was copied after the last line, or after that one
        |w:i|n |xl text|n    puts a line before that one
        |w:r|n |xl text|n    replaces that line
        |w:I|n |xl text|n    puts text at the beginning of the last line, or that one
        |w:A|n |xl text|n    puts text at the end of it
        |w:s|n |xl old new|n replaces a word everywhere, or in those lines; "several words" stand in quotes
        |w:s|n |xl /re/ new|n  replaces what a regular expression finds: |w$0|n is that, |w$1|n its first group;
                    |w(?i)|n at its beginning has small and capital letters be one

        |w:j|n |xl style|n   sets paragraphs anew: |wf|null, |wc|nentred, |wl|neft, |wr|night
        |w:f|n |xl|n         the same as :j l
        |w:fi|n |xl|n        indents
        |w:fd|n |xl|n        takes an indent away

        |w:echo|n        whether lines are shown again when they are typed

        |w@abort|n drops all that is not saved and leaves at once, and a line that begins with |w@|n is a command.
        """)
}
