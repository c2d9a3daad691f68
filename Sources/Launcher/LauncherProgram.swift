import ArgumentParser

/// What `hearth` is: a client of the Portal that does one thing and ends.
public enum LauncherProgram {
    /// Runs the command line and ends the process with an ``ExitReason``.
    public static func main() async -> Never {
        do {
            var command = try HearthCommand.parseAsRoot(words(CommandLine.arguments))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            Platform.exit(.done)
        } catch {
            // Help, usage errors and exit codes are the parser's own.
            if HearthCommand.exitCode(for: error) != .failure { HearthCommand.exit(withError: error) }
            let failure = Failure(error)
            Terminal.error.say(Terminal.error.paint("hearth: ", .red) + failure.description)
            Platform.exit(failure.status)
        }
    }

    /// The words behind the program's name. `--game DIR` may stand before the command too: it is each command's own
    /// option, so it is moved behind it.
    static func words(_ arguments: [String]) -> [String] {
        let words = arguments.dropFirst()
        guard let first = words.first else { return [] }
        let count = first == "--game" ? 2 : first.hasPrefix("--game=") ? 1 : 0
        return Array(words.dropFirst(count) + words.prefix(count))
    }
}
