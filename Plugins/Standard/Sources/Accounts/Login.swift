import HearthKit

/// The way in: asks for name and password one after the other, and takes the one-line forms
/// `connect NAME PASSWORD` and `create NAME PASSWORD` too.
///
/// Its state is stored with each turn, so no password is ever part of it: a new one is kept as its hash while it is
/// asked for again. Nothing changes before a password has been checked or hashed, so each line may be run again.
public struct Login: Dialogue {
    enum Step: Codable {
        case name
        case password(of: String)
        case newName
        case whetherNew(String)
        case newPassword(of: String)
        case passwordAgain(of: String, hash: String)
    }

    var step = Step.name
    var failures = 0
    /// The client logs in by itself, and is told how it went.
    private var isOfClient: Bool?

    public init() {}

    /// The client's own login, after as many wrong passwords as in `other`.
    init(ofClientAfter other: Login) { (failures, isOfClient) = (other.failures, true) }

    // A password may be part of any line here.
    public var isSecret: Bool { true }

    public mutating func begin(_ session: Session) { if isOfClient != true { ask(session) } }

    public mutating func receive(_ line: String, from session: Session) async throws -> Next {
        // Ctrl-C, which a telnet client sends as IAC IP, is no password.
        let text = line == "@abort" ? "" : String(line.trimmingSpaces)
        do {
            switch step {
            case .name: return try await name(text, session)
            case .newName: try newName(text, session)
            case .whetherNew(let name):
                let answer = World.current.texts.answer(text, in: session.language)
                let isNew = text.isEmpty || (answer ?? text.lowercased().hasPrefix("y"))
                if isNew { try AccountCreation(session: session).check() }
                step = isNew ? .newPassword(of: name) : .name
            case .password(let name):
                session.setEcho(true)
                if text.isEmpty { step = .name } else { return try await connect(name, line, session) }
            case .newPassword(let name):
                session.setEcho(true)
                if text.isEmpty { step = .name } else { try await choose(line, for: name, session) }
            case .passwordAgain(let name, let hash):
                session.setEcho(true)
                if text.isEmpty { step = .name } else { return try await create(name, line, hash, session) }
            }
        } catch let refusal as Refusal {
            session.send(refusal)
        }
        return goOn(session)
    }

    private func goOn(_ session: Session) -> Next {
        guard !session.isOver else { return .end }
        ask(session)
        return .go
    }

    private func ask(_ session: Session) {
        switch step {
        case .name: session.prompt(.askName)
        case .newName: session.prompt(.askNewName)
        case .whetherNew(let name): session.prompt(.askWhetherNew, ["name": name])
        case .password: askSecretly(.askPassword, session)
        case .newPassword: askSecretly(.askNewPassword, session)
        case .passwordAgain: askSecretly(.askPasswordAgain, session)
        }
    }

    private func askSecretly(_ question: TextKey, _ session: Session) {
        session.setEcho(false)
        session.prompt(question, ["least": "\(PasswordRules.leastLength)"])
    }

    // MARK: Names

    /// The first prompt: a name, or one of the words that other games of the kind know.
    private mutating func name(_ text: String, _ session: Session) async throws -> Next {
        let (word, rest) = LoginLine.split(text)
        switch LoginLine.word(word, rest, of: text) {
        case "": break
        case "look", "l": showScreen(session)
        case "new": step = .newName
        case "quit", "q", "exit":
            session.disconnect(session.text(.farewell))
            return .end
        case "who": session.send(Who.list(for: nil, in: session.language))
        case "help", "?", "h":
            let hasGuests = session.game.sessionSettings.guests > 0
            session.send(.loginHelp, ["guests": hasGuests ? session.text(.loginHelpGuests) : ""])
        case "screenreader":
            session.options.isScreenReader = !session.client.isScreenReader
            session.send(session.client.isScreenReader ? .screenReaderOn : .screenReaderOff)
        case "encoding", "encode": try ClientOptionSetting.setEncoding(rest, session)
        case "guest" where rest.isEmpty: return try Guests.enter(session)
        case "info":
            let players = session.game.sessions.values.count { $0.account != nil }
            let up = session.words(.span(.seconds(session.game.clock.seconds - Int(session.game.started / 1000))))
            session.send(.loginInfo, ["players": "\(players)", "time": up])
        case "connect":
            guard !rest.isEmpty else { break }
            if rest.lowercased() == "guest" { return try Guests.enter(session) }
            let (name, password) = LoginLine.nameAndPassword(rest)
            if let password { return try await connect(name, password, session) }
            step = .password(of: name)
        case "create":
            let (name, password) = LoginLine.newNameAndPassword(rest)
            try newName(name, session)
            guard let password, case .newPassword(let name) = step else { break }
            step = .name
            return try await create(name, password, session)
        // It would be shown back as a name, with the password that it ends with.
        case LoginLine.mistyped: throw Refusal(.loginMistyped)
        default:
            if text.utf8.count <= AccountNames.mostBytes, World.current.account(named: text) != nil {
                step = .password(of: text)
            } else {
                let name = try AccountNames.check(text)
                try LoginRules.checkNewcomers()
                step = .whetherNew(name)
            }
        }
        return goOn(session)
    }

    /// What a new connection reads first, once more.
    private func showScreen(_ session: Session) {
        guard let screen = session.game.readData("connection.txt") else { return }
        session.send(screen.hasSuffix("\n") ? String(screen.dropLast()) : screen)
    }

    private mutating func newName(_ text: String, _ session: Session) throws {
        guard !text.isEmpty else {
            step = .name
            return
        }
        try AccountCreation(session: session).check()
        step = .newPassword(of: try AccountNames.check(text))
    }

    // MARK: Passwords

    private mutating func connect(_ name: String, _ password: String, _ session: Session) async throws -> Next {
        step = .name
        let tells = isOfClient == true
        isOfClient = nil
        let account = World.current.account(named: name)
        let attempts = LoginAttempts(name: account?.name ?? name, session: session)
        let delay = attempts.delay
        attempts.begins()
        defer { attempts.ends() }
        if delay > .zero { session.send(.passwordWaits, ["time": session.words(.span(delay))]) }
        let isRight: Bool
        if let account {
            isRight = try await account.accepts(password: password, for: session, after: delay)
        } else {
            if delay > .zero { try await session.pause(delay) }
            isRight = false
        }
        guard !session.isOver else { return .end }
        if isRight, let account, !account.isDeleted {
            attempts.forgetAccount()
            if let ban = Bans.ban(of: account) {
                AuditLog.note("refused login: \(account) from \(session.address) is banned")
                if tells { session.tellLogin(false, because: ban.words) }
                session.disconnect(ban.words)
                return .end
            }
            do {
                do { try LoginRules.check(account) } catch {
                    AuditLog.note("refused login: \(account) from \(session.address) is below those who may come in")
                    throw error
                }
                try account.mustBeLetIn(session)
            } catch {
                if tells { session.tellLogin(false, because: (error as? Refusal)?.text(in: session.language)) }
                throw error
            }
            if tells { session.tellLogin(true) }
            enter(account, session)
            return .end
        }
        failures += 1
        attempts.add()
        // A name of nobody's may be a password that was typed too early.
        AuditLog.note("failed login: \(account?.description ?? "a name that nobody has") from \(session.address)")
        session.send(.wrongPassword)
        if tells { session.tellLogin(false) }
        session.game.tell("didFailLogin") { $0.didFailLogin(name, session) }
        let most = session.game.limits.loginAttempts
        if most > 0, failures >= most { session.disconnect(session.text(.tooManyPasswords)) }
        return goOn(session)
    }

    /// A new password the first time: from here on only its hash is known.
    private mutating func choose(_ password: String, for name: String, _ session: Session) async throws {
        try PasswordRules.check(password, of: name)
        step = .passwordAgain(of: name, hash: try await session.hash(password))
    }

    /// The same password again, and the account is made.
    private mutating func create(
        _ name: String, _ password: String, _ hash: String, _ session: Session
    ) async throws -> Next {
        guard try await session.matches(password, hash) else {
            step = .newPassword(of: name)
            throw Refusal(.passwordsDiffer)
        }
        step = .name
        return try makeAccount(name, hash, session)
    }

    /// Name and password in one line.
    private mutating func create(_ name: String, _ password: String, _ session: Session) async throws -> Next {
        try PasswordRules.check(password, of: name)
        try AccountCreation(session: session).check()
        return try makeAccount(name, try await session.hash(password), session)
    }

    private func makeAccount(_ name: String, _ hash: String, _ session: Session) throws -> Next {
        guard !session.isOver else { return .end }
        let creation = AccountCreation(session: session)
        try creation.check()  // the address may have made others while the password was typed
        let account = try NewPlayer.create(name, hash: hash)
        creation.add()
        try account.mustBeLetIn(session)
        enter(account, session)
        return .end
    }

    private func enter(_ account: Account, _ session: Session) {
        session.endDialogue()
        account.enter(session)
    }
}

/// Takes the one-line forms apart. A name of several words stands in quotes, or is known already.
enum LoginLine {
    /// Words of the first prompt, and whether something follows them.
    private static let words: [(word: String, hasMore: Bool)] = [
        ("connect", true), ("create", true), ("encoding", true), ("exit", false), ("guest", false), ("help", false),
        ("info", false), ("look", false), ("new", false), ("quit", false), ("screenreader", false), ("who", false),
    ]
    private static let short = ["conn": "connect", "co": "connect", "cr": "create", "encode": "encoding"]
    /// What stands for a word that was meant to be one with a password after it.
    static let mistyped = " "

    /// The word of the first prompt that a line begins with: whole or any unique beginning of it of two letters or more.
    /// What is somebody's name is a name.
    static func word(_ word: String, _ rest: String, of line: String) -> String {
        // No word of this prompt is long, and no line of noise need be looked at letter by letter.
        guard word.utf8.count <= 14 else { return word }
        let typed = word.lowercased()
        if words.contains(where: { $0.word == typed }) { return typed }
        if line.utf8.count <= AccountNames.mostBytes, World.current.account(named: line) != nil { return word }
        if let full = short[typed] { return full }
        guard typed.utf8.count >= 2 else { return typed }
        let found = words.filter { $0.word.hasPrefix(typed) && $0.hasMore == !rest.isEmpty }
        if found.count == 1 { return found[0].word }
        // "conect ann secret"
        let isNear = ["connect", "create"].contains { Suggestions.distance(typed, $0, atMost: 2) != nil }
        let isMeant = isNear && rest.contains(" ")
        return isMeant ? mistyped : typed
    }

    static func split(_ text: String) -> (word: String, rest: String) {
        let end = text.utf8.firstIndex(of: UInt8(ascii: " ")) ?? text.endIndex
        return (String(text[..<end]), String(text[end...].trimmingSpaces))
    }

    static func nameAndPassword(_ text: String) -> (name: String, password: String?) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        if !text.hasPrefix("\""), words.count > 2 {
            for count in (2...words.count).reversed() {
                let name = words[..<count].joined(separator: " ")
                guard World.current.account(named: name) != nil else { continue }
                return (name, some(words[count...].joined(separator: " ")))
            }
        }
        return newNameAndPassword(text)
    }

    static func newNameAndPassword(_ text: String) -> (name: String, password: String?) {
        if text.hasPrefix("\""), let close = text.dropFirst().firstIndex(of: "\"") {
            return (String(text.dropFirst()[..<close]), some(String(text[text.index(after: close)...].trimmingSpaces)))
        }
        let (name, rest) = split(text)
        return (name, some(rest))
    }

    private static func some(_ text: String) -> String? { text.isEmpty ? nil : text }
}
