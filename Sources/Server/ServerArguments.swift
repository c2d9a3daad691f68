#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What the Portal starts a Server with.
struct ServerArguments {
    var game = ""
    var generation = ""
    var plugins: [String] = []
    var page: String?
    /// Nothing is live beside it: it may make the database and migrate it.
    var isCold = false
    /// It loads its code and waits, until the live one is lost: see `Standby.swift`.
    var standsBy = false
    /// Its generation has shown before that it can live.
    var isProved = false
    /// Stored fields that no longer decode are kept aside.
    var setsAside = false
    /// It is of older code than GameData was written for.
    var goesBack = false
    /// What the administrator is called at the first start.
    var admin: String?
    var token: String?
    var password: String?
    /// What the Launcher wants of the game's files, instead of a Server.
    var task: Task?

    enum Task: Equatable {
        /// Tells all that is wrong with GameData.
        case check
        /// Tells what a reload would change in the world.
        case diff
        /// Prints an area of the world as a world file.
        case export(area: String)
    }

    struct Missing: Error, CustomStringConvertible {
        var description: String { "hearth-server is started by the Portal: use `hearth start`" }
    }

    init(_ words: [String]) throws {
        var rest = words.dropFirst()
        while let word = rest.popFirst() {
            switch word {
            case "--game": game = rest.popFirst() ?? ""
            case "--generation": generation = rest.popFirst() ?? ""
            case "--plugins": plugins = (rest.popFirst() ?? "").split(separator: ",").map(String.init)
            case "--page": page = rest.popFirst()
            case "--admin": admin = rest.popFirst()
            case "--cold": isCold = true
            case "--stand-by": standsBy = true
            case "--proved": isProved = true
            case "--set-aside": setsAside = true
            case "--goes-back": goesBack = true
            case "--check-data": task = .check
            case "--diff-data": task = .diff
            case "--export": task = .export(area: rest.popFirst() ?? "")
            default: break
            }
        }
        // Secrets come by the environment: arguments are seen by everyone on the machine.
        token = getenv("HEARTH_TOKEN").map { String(cString: $0) }
        password = getenv("HEARTH_PASSWORD").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
        admin = admin ?? getenv("HEARTH_ADMIN").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
        unsetenv("HEARTH_TOKEN")
        unsetenv("HEARTH_PASSWORD")
        guard !game.isEmpty, !generation.isEmpty else { throw Missing() }
    }
}
