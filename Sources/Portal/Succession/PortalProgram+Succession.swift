import Settings

extension PortalProgram {
    /// Proves that this program runs, and that it could take over from the one that asks.
    static func check(_ arguments: PortalArguments) throws {
        if !arguments.game.isEmpty { _ = try Settings.read(GamePaths(arguments.game)) }
        if let path = arguments.succession { _ = try PortalState.read(path) }
        print(PortalCheck.words())
    }

    /// A Portal that could not take over from the former one begins as if there had been none: all are cut off, and the
    /// Server, whose connection ends, leaves. Returns when this Portal was not to take over.
    static func beginAnew(after error: any Error) {
        guard let arguments = try? PortalArguments(CommandLine.arguments), arguments.succession != nil,
            !arguments.checksOnly
        else { return }
        LogFile(path: GamePaths(arguments.game).portalLog).write(
            "CRITICAL the Portal could not take over: \(error). Everybody is cut off, and it begins anew")
        Descriptors.keepAll()
        let words = PortalArguments.forSuccessor(CommandLine.arguments, state: nil)
        Platform.complain("hearth-portal: \(Platform.become(CommandLine.arguments[0], words))")
    }
}

extension PortalArguments {
    /// The arguments of the program that this process becomes.
    ///
    /// - Parameter state: the file with what is handed over; nil when nothing is.
    static func forSuccessor(_ words: [String], state: String?) -> [String] {
        var words = Array(words.dropFirst())
        if let old = words.firstIndex(of: "--succeed") { words.removeSubrange(old...min(old + 1, words.count - 1)) }
        return words + (state.map { ["--succeed", $0] } ?? [])
    }
}
