import HearthKit
import Settings

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What a game's first start makes: the world of the files in GameData, and an administrator.
@MainActor
enum FirstStart {
    static func prepare(
        _ game: Game, _ data: GameData, paths: GamePaths, arguments: ServerArguments, passwordCost: Int
    ) throws {
        try data.apply(to: game.world)
        makeAdministrator(game, paths: paths, arguments: arguments, passwordCost: passwordCost)
    }

    private static func makeAdministrator(
        _ game: Game, paths: GamePaths, arguments: ServerArguments, passwordCost: Int
    ) {
        let name = arguments.admin ?? "Keeper"
        let password = arguments.password ?? randomPassword()
        let account = Account.create(name) { account in
            account.isSuperuserAccount = true
            account.permissions = ["Developer"]
            account.setPassword(hash: ScryptHash(password, cost: passwordCost)?.description ?? "")
        }
        _ = account
        guard arguments.password == nil else { return }
        // Kept where only the one who runs the game can read it.
        let path = paths.run + "/admin-password"
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        defer { close(file) }
        var line = "\(name) \(password)\n"
        _ = line.withUTF8 { write(file, $0.baseAddress, $0.count) }
    }

    /// Sixteen letters and digits without those that look alike: 80 bits.
    private static func randomPassword() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        return String((0..<16).compactMap { _ in letters.randomElement() })
    }
}
