import HearthKit

/// Letters: they wait until they are read.
open class Mail: AccountCommand {
    open override class var key: String { "mail" }
    open override class var aliases: [String] { ["letters"] }
    open override class var category: String { "Communication" }
    open override class var switches: [String] { ["delete", "reply", "forward"] }
    open override class var help: String {
        """
        Usage: mail                                      your letters
               mail <number>                             reads one
               mail <name>[, <name>] = <subject>/<text>  writes one; without a subject, = <text>
               mail/reply <number> = <text>
               mail/forward <number> = <name>[, <name>]
               mail/delete <number>
        Whoever it is for is told, now or when they come.
        """
    }

    open override func run() async throws {
        let letters = account.messages(.letter)
        if has("delete") {
            try letter(lhs, letters).delete()
            tell(.mailDeleted)
        } else if has("reply") {
            let letter = try letter(lhs, letters)
            guard let sender = letter.sender else { throw Refusal(.noAccount, ["name": letter.senderName]) }
            let subject = letter.subject.hasPrefix("Re: ") ? letter.subject : "Re: \(letter.subject)"
            try send(to: [sender], subject, Markup.escape(try required(rhs)))
        } else if has("forward") {
            let letter = try letter(lhs, letters)
            let names = rhsList.filter { !$0.isEmpty }
            guard !names.isEmpty else { throw usage }
            try send(
                to: try names.map(receiver), "Fwd: \(letter.subject)", "\(letter.senderName) wrote:\n\(letter.text)")
        } else if let rhs {
            let names = lhsList.filter { !$0.isEmpty }
            guard !names.isEmpty else { throw usage }
            let parts = rhs.split(separator: "/", maxSplits: 1).map { Markup.escape(String($0.trimmingSpaces)) }
            guard let last = parts.last, !last.isEmpty else { throw usage }
            try send(to: try names.map(receiver), parts.count == 2 ? parts[0] : "", last)
        } else if args.isEmpty {
            tell(list(letters))
        } else {
            try read(try letter(args, letters))
        }
    }

    private func receiver(_ name: String) throws -> Account {
        try world.player(named: speaker.unnicked(name, .account))
    }

    private func letter(_ typed: String, _ letters: [Message]) throws -> Message {
        guard let number = Int(typed), letters.indices.contains(number - 1) else {
            throw Refusal(.mailNoSuch, ["number": Markup.escape(try required(typed))])
        }
        return letters[number - 1]
    }

    private func send(to receivers: [Account], _ subject: String, _ text: String) throws {
        try mustBeHeard(by: receivers, ignored: .mailNotTaken)
        let name = Markup.escape(call.puppet?.name ?? account.name)
        for receiver in receivers {
            guard Message.send(.letter, from: account, as: name, to: receiver, subject: subject, text) != nil else {
                throw Refusal(.mailFull, ["name": receiver.name])
            }
        }
        tell(.mailSent, ["names": words(.all(receivers.map(\.name)))])
    }

    private func read(_ letter: Message) throws {
        letter.isRead = true
        let age = Duration.seconds((Game.current?.clock.seconds ?? 0) - letter.sentAt)
        tell(.mailHead, [
            "name": letter.senderName, "ago": text(.ago, ["time": words(.span(age))]), "subject": letter.subject,
        ])
        tell(letter.text)
    }

    private func list(_ letters: [Message]) -> any ScreenText {
        guard !letters.isEmpty else { return text(.mailNone) }
        let now = Game.current?.clock.seconds ?? 0
        var table = self.table(.mailHeaders)
        for (index, letter) in letters.enumerated() {
            let subject = letter.subject.isEmpty ? Markup.crop(letter.text, to: 40) : letter.subject
            table.add(cells: [
                "\(index + 1)", letter.senderName, subject, Spans.short(seconds: now - letter.sentAt),
                letter.isRead ? "" : text(.mailIsNew),
            ])
        }
        return table
    }
}
