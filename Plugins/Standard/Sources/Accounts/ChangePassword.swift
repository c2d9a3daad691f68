import HearthKit

/// Changes the password.
open class ChangePassword: AccountCommand {
    open override class var key: String { "password" }
    open override class var category: String { "Account" }
    open override class var locks: Locks { "cmd: pperm(Player)" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var isSecret: Bool { true }
    open override class var help: String {
        """
        Usage: password
        Changes your password. You are asked for the old one and for the new one.
        """
    }

    open override func run() async throws {
        guard call.rest.isEmpty else { throw Refusal(.passwordAlone) }
        session?.begin(PasswordChange())
    }
}

/// Asks for the old password, then twice for the new one. As in ``Login``, only a hash is ever part of its state.
struct PasswordChange: Dialogue {
    enum Step: Codable {
        case old, new
        case again(hash: String)
    }

    var step = Step.old

    var isSecret: Bool { true }

    mutating func begin(_ session: Session) { ask(session) }

    mutating func receive(_ line: String, from session: Session) async throws -> Next {
        session.setEcho(true)
        guard let account = session.account, !line.isEmpty else { return end(.passwordKept, session) }
        do {
            switch step {
            case .old:
                let attempts = LoginAttempts(name: account.name, session: session)
                guard try await account.accepts(password: line, for: session, after: attempts.delay) else {
                    attempts.add()
                    AuditLog.note("failed password: \(account) at \(session.address) was asked for the old one")
                    return end(.wrongPassword, session)
                }
                step = .new
            case .new:
                try PasswordRules.check(line, of: account.name)
                step = .again(hash: try await session.hash(line))
            case .again(let hash):
                guard try await session.matches(line, hash) else {
                    step = .new
                    throw Refusal(.passwordsDiffer)
                }
                account.setPassword(hash: hash)
                AuditLog.note("password: \(account) changed it, at \(session.address)")
                return end(.passwordChanged, session)
            }
        } catch let refusal as Refusal {
            session.send(refusal)
        }
        ask(session)
        return .go
    }

    private func ask(_ session: Session) {
        session.setEcho(false)
        switch step {
        case .old: session.prompt(.askOldPassword)
        case .new: session.prompt(.askNewPassword, ["least": "\(PasswordRules.leastLength)"])
        case .again: session.prompt(.askPasswordAgain)
        }
    }

    private func end(_ text: TextKey, _ session: Session) -> Next {
        session.send(text)
        return .end
    }
}
