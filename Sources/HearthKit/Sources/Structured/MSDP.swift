/// MSDP (tintin.mudhalla.net/protocols/msdp): the client lists, asks for and has reported to it what is published, as
/// variables. The Portal turns it into a message of this name, which clients that speak GMCP may send themselves.
final class MSDP: ClientMessage {
    override class var name: String { "MSDP" }

    /// In the order in which those that come together are obeyed.
    private static let commands = ["RESET", "UNREPORT", "LIST", "SEND", "REPORT"]
    private static let lists = [
        "COMMANDS", "LISTS", "CONFIGURABLE_VARIABLES", "REPORTABLE_VARIABLES", "REPORTED_VARIABLES",
        "SENDABLE_VARIABLES",
    ]
    /// Of one client: they are kept with its session, and repeated when it asks.
    private static let mostReported = 100
    private static let longestName = 64

    override func run() throws {
        guard case .map(let requests) = data else { return }
        for command in Self.commands {
            guard let value = requests[command] else { continue }
            obey(command, names(value))
        }
    }

    private func names(_ value: StoredValue) -> [String] {
        let values = if case .list(let values) = value { values } else { [value] }
        var known: Set<String> = []
        return values.compactMap { value in
            guard case .string(let name) = value, name.utf8.count <= Self.longestName else { return nil }
            return known.insert(name).inserted ? name : nil
        }
    }

    private func obey(_ command: String, _ names: [String]) {
        let publisher = session.game.publisher
        switch command {
        case "LIST": for name in names.prefix(Self.lists.count) { list(name) }
        case "SEND":
            let all = publisher.variables(for: session)
            let asked = names.prefix(Self.mostReported).compactMap { name in all[name].map { (name, $0) } }
            for (name, value) in asked { session.send(.msdp([name: value])) }
        case "REPORT":
            let new = names.filter { !session.reported.contains($0) }
            session.reported = Array((session.reported + new).prefix(Self.mostReported))
            publisher.reportsChanged(of: session)
        case "UNREPORT":
            session.reported.removeAll(where: names.contains)
            publisher.reportsChanged(of: session)
        case "RESET" where names.contains("REPORTED_VARIABLES") || names.contains("REPORTABLE_VARIABLES"):
            session.reported = []
            publisher.reportsChanged(of: session)
        default: break
        }
    }

    private func list(_ name: String) {
        let found: [String]? =
            switch name {
            case "COMMANDS": Self.commands.sorted()
            case "LISTS": Self.lists
            case "CONFIGURABLE_VARIABLES": []
            case "REPORTABLE_VARIABLES", "SENDABLE_VARIABLES": session.game.publisher.variableNames(for: session)
            case "REPORTED_VARIABLES": session.reported
            default: nil
            }
        if let found { session.send(.msdp([name: found.stored])) }
    }
}
