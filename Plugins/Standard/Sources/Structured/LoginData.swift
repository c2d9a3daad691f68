import HearthKit

// A client that keeps name and password, as Mudlet does, logs in by itself
// (wiki.mudlet.org/w/Standards:GMCP_Authentication).

/// That it may.
final class LoginOffer: Publication {
    override class var name: String { "Char.Login.Default" }

    override func value(for session: Session) -> StoredValue? {
        session.dialogue is Login ? ["type": .list(["password-credentials".stored])] : nil
    }

    override func variables(of value: StoredValue) -> [String: StoredValue] { [:] }
}

/// That it does. Without a password the player wants to type it.
final class LoginCredentials: ClientMessage {
    override class var name: String { "Char.Login.Credentials" }

    override func run() {
        guard let login = session.dialogue as? Login, let name = text("account"), let password = text("password"),
            !name.contains("\"")
        else { return }
        session.setEcho(true)
        session.endDialogue()
        session.begin(Login(ofClientAfter: login))
        answer("connect \"\(name)\" \(password)")
    }

    /// A field that can be part of a line.
    private func text(_ field: String) -> String? {
        guard case .string(let text)? = self[field], !text.isEmpty, text.utf8.count <= 256 else { return nil }
        return text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ? text : nil
    }
}

extension Session {
    /// How it went. A client that hears of no reason tries again.
    ///
    /// - Parameter words: why not, as markup; nil when name and password do not go together.
    func tellLogin(_ isRight: Bool, because words: String? = nil) {
        send(.gmcp("Char.Login.Result", isRight
            ? ["success": .bool(true)]
            : ["success": .bool(false), "message": Markup.strip(words ?? text(.wrongPassword)).stored]))
    }
}
