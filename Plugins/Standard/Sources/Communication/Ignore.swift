import HearthKit

/// Shuts somebody out.
open class Ignore: AccountCommand {
    open override class var key: String { "ignore" }
    open override class var aliases: [String] { ["mute"] }
    open override class var category: String { "Communication" }
    open override class var help: String {
        """
        Usage: ignore
               ignore <name>
        Shows you nothing more of what they say, in whichever of their characters: neither where you are nor by page or
        on channels. Nor do you get their letters. They are not told. |wunignore <name>|n hears them again, and without a
        name you read whom you have shut out. Who looks after the game cannot be shut out.
        """
    }

    open override func run() async throws {
        guard !args.isEmpty else {
            let names = account.ignored.map(\.shownName)
            return names.isEmpty ? tell(.ignoreNobody) : tell(.ignoreList, ["names": words(.all(names))])
        }
        let other = try player(args)
        guard other !== account else { throw Refusal(.ignoreYourself) }
        guard !other.looksAfterPeople else { throw Refusal(.ignoreStaff, ["name": other.shownName]) }
        if !account.ignored.contains(other) {
            guard account.ignored.count < Account.mostIgnored else {
                throw Refusal(.ignoreFull, ["most": "\(Account.mostIgnored)"])
            }
            account.ignored.append(other)
        }
        tell(.ignoreBegins, ["name": other.shownName])
    }
}

/// Hears somebody again.
open class Unignore: AccountCommand {
    open override class var key: String { "unignore" }
    open override class var aliases: [String] { ["unmute"] }
    open override class var category: String { "Communication" }
    open override class var help: String {
        """
        Usage: unignore <name>
        Shows you again what they say, after |wignore|n.
        """
    }

    open override func run() async throws {
        let name = speaker.unnicked(try required(args), .account)
        let found = NameQuery(name).best(of: account.ignored) { ($0.name, $0.characters.map(\.name)) }
        guard let other = found.first else { throw Refusal(.ignoreNot, ["name": Markup.escape(name)]) }
        guard found.count == 1 else {
            throw Refusal(.whichOne, worded: ["choices": .any(found.map(\.shownName))])
        }
        account.ignored.removeAll { $0 === other }
        tell(.ignoreEnds, ["name": other.shownName])
    }
}
