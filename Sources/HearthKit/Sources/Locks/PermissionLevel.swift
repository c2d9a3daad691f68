/// The ladder of permissions. Who holds one may do what those below may; the superuser stands above them all.
public nonisolated enum PermissionLevel: Int, Sendable, Comparable, CaseIterable, Codable, CustomStringConvertible {
    case guest, player, helper, builder, admin, developer

    /// Reads a name in any case, singular or plural. Nil for a permission outside the ladder.
    public init?(_ name: String) {
        guard let level = Self.allCases.first(where: { $0.isNamed(name) }) else { return nil }
        self = level
    }

    /// Compares without a copy: permissions are asked for at every lock.
    private func isNamed(_ name: String) -> Bool {
        var typed = name.utf8.makeIterator()
        for byte in description.utf8 {
            guard let other = typed.next(), other | 0x20 == byte | 0x20 else { return false }
        }
        let ending = typed.next()
        return ending == nil || ending.map { $0 | 0x20 } == UInt8(ascii: "s") && typed.next() == nil
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
