/// The ladder of permissions. Who holds one may do what those below may; the superuser stands above them all.
public nonisolated enum PermissionLevel: Int, Sendable, Comparable, CaseIterable, Codable, CustomStringConvertible {
    case guest, player, helper, builder, admin, developer

    /// Reads a name in any case, singular or plural. Nil for a permission outside the ladder.
    public init?(_ name: String) {
        switch name.lowercased() {
        case "guest", "guests": self = .guest
        case "player", "players": self = .player
        case "helper", "helpers": self = .helper
        case "builder", "builders": self = .builder
        case "admin", "admins": self = .admin
        case "developer", "developers": self = .developer
        default: return nil
        }
    }

    /// The highest level among permissions.
    public static func highest(of permissions: [String]) -> PermissionLevel? {
        permissions.lazy.compactMap(PermissionLevel.init).max()
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    public var description: String {
        switch self {
        case .guest: "Guest"
        case .player: "Player"
        case .helper: "Helper"
        case .builder: "Builder"
        case .admin: "Admin"
        case .developer: "Developer"
        }
    }
}
