import HearthKit

/// Which names people may have.
enum AccountNames {
    static let length = 3...20
    /// In UTF-8.
    static let mostBytes = 20 * 4
    /// Words that mean something else where names are typed.
    private static let taken: Set<String> = [
        "all", "connect", "create", "everybody", "everyone", "guest", "help", "here", "look", "me", "myself", "new",
        "nobody", "quit", "self", "somebody", "someone", "who", "you",
    ]

    /// Throws the ``Refusal`` of a name that nobody may have, or that somebody has. Returns it with single spaces.
    static func check(_ typed: String) throws -> String {
        // Noise is refused before anything is counted in letters, which is dear.
        guard typed.utf8.count <= mostBytes else { throw Refusal(.nameLength) }
        let name = typed.split(separator: " ").joined(separator: " ")
        guard length.contains(name.count) else { throw Refusal(.nameLength) }
        guard let first = name.first, first.isLetter, name.allSatisfy(isAllowed) else { throw Refusal(.nameLetters) }
        guard !mixesScripts(name) else { throw Refusal(.nameMixed) }
        guard !taken.contains(name.lowercased()), !isSomebodys(name) else {
            throw Refusal(.nameTaken, ["name": name])
        }
        return name
    }

    /// Whether an account has the name, or a character of one.
    static func isSomebodys(_ name: String) -> Bool {
        let world = World.current
        return world.account(named: name) != nil
            || world.accounts.contains { $0.characters.contains { $0.name.lowercased() == name.lowercased() } }
    }

    private static func isAllowed(_ character: Swift.Character) -> Bool {
        guard character.unicodeScalars.count <= 2 else { return false }  // a letter with a tower of marks
        return character.isLetter || character.isNumber && character.isASCII || "'-_ ".contains(character)
    }

    /// A Cyrillic "а" among Latin letters is somebody who wants to be taken for somebody else.
    private static func mixesScripts(_ name: String) -> Bool {
        let letters = name.filter(\.isLetter).compactMap(\.unicodeScalars.first)
        let latin = letters.filter { $0.value < 0x250 }.count
        return latin > 0 && latin < letters.count
    }
}

/// Which passwords are good enough.
enum PasswordRules {
    static let leastLength = 8
    static let mostBytes = 1024

    /// Throws the ``Refusal`` of a password that is too weak for the account of that name.
    static func check(_ password: String, of name: String) throws {
        guard password.count >= leastLength else { throw Refusal(.passwordShort) }
        // `connect NAME PASSWORD` could not say it.
        guard password.trimmingSpaces.utf8.count == password.utf8.count else { throw Refusal(.passwordBlanks) }
        guard password.utf8.count <= mostBytes else { throw Refusal(.passwordLong) }
        guard password.lowercased() != name.lowercased(), Set(password).count > 2 else {
            throw Refusal(.passwordGuessable)
        }
    }
}
