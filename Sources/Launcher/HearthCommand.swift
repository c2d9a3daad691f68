import ArgumentParser
import Bench
import Wire

/// The command line of `hearth`.
struct HearthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearth",
        abstract: "Keeps a game burning while you change its logs.",
        discussion: """
            hearth is a client of the Portal, the process that players are connected to. The game itself, the Server, \
            is a second process, which `reload` replaces while they play.

            The game is the nearest folder at or above the current one with Package.swift, Plugins/ and GameData/, or \
            what --game DIR names, before or behind the command.

            EXAMPLES:
              hearth start            bring the game up
              hearth reload           build what changed, replace the code in play
              hearth watch            do so at each save
              hearth check            is all in GameData/ right?
              hearth status --json    what runs, for a program to read
              hearth init emberfall   begin a game of your own

            EXIT CODES, which scripts may rely on:
              0   done
              1   another error, told on standard error
              3   refused: not possible in the state that the game is in
              4   the build failed; the game plays on with the code it had
              5   not running: no Portal, or (`status`) no Server
              6   timed out; the message names the step
              7   what runs there is another game's, or of another version of Hearth
              8   the new code was built, but does not start; the game plays on
              9   the database cannot be used: damaged, locked, or its disk is full; the message says what to do
              64  the command line was wrong
            """,
        version: "Hearth \(hearthVersion)",
        // What `bench` starts; not shown.
        subcommands: [BenchEcho.self],
        groupedSubcommands: [
            CommandGroup(
                name: "Running",
                subcommands: [
                    StartCommand.self, StopCommand.self, RebootCommand.self, RunCommand.self, StatusCommand.self,
                    InfoCommand.self, LogCommand.self, CrashesCommand.self,
                ]),
            CommandGroup(
                name: "Changing the code",
                subcommands: [
                    ReloadCommand.self, WatchCommand.self, BuildCommand.self, TestCommand.self, CheckCommand.self,
                    GenerationsCommand.self, RollbackCommand.self,
                ]),
            CommandGroup(
                name: "Keeping", subcommands: [BackupCommand.self, RestoreCommand.self, ExportCommand.self]),
            CommandGroup(name: "Making", subcommands: [InitCommand.self, NewCommand.self, Bench.self]),
        ])
}
