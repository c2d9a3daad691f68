import HearthKit

/// Pike's riddle. It is a dialogue, so it waits for its answer through any number of reloads.
struct Riddle: Dialogue {
    var asker: Ref<Chandler>
    var number: Int
    var tries = 3

    func begin(_ session: Session) {
        session.send("Pike puts his elbows on the counter. \"\(Self.all[number].question)\"")
        session.prompt("You answer (or press Return to leave it): ")
    }

    mutating func receive(_ line: String, from session: Session) -> Next {
        guard let pike = asker.target, let customer = session.puppet, pike.location == customer.location, !line.isEmpty
        else {
            session.send("You let it be. Oil keeps.")
            return .end
        }
        if line.lowercased().contains(Self.all[number].answer) {
            session.send("\"Hm,\" says Pike, which is as near as he comes to applause.")
            pike.serve(customer)
            return .end
        }
        tries -= 1
        guard tries > 0 else {
            session.send("\"It was \(Self.all[number].answer),\" says Pike. \"I have others.\"")
            return .end
        }
        session.prompt("Pike shakes his head with real pleasure. You answer: ")
        return .go
    }

    static let all = [
        (question: "It goes out twice a day and never by the door.", answer: "tide"),
        (question: "One way up it carries men. The other way up it keeps the rain off them.", answer: "boat"),
        (question: "Nothing but holes, and it holds the herring.", answer: "net"),
        (question: "Drown it and it is gone. Dry it and it is back.", answer: "salt"),
    ]
}
