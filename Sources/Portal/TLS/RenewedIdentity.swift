import NIOCore
import NIOSSL
import Settings

/// The certificate as its files have it: it is renewed every few weeks, mostly by a program that tells nobody, and that
/// should cut no player off.
struct RenewedIdentity {
    private(set) var identity: TLSIdentity
    private let settings: Settings.TLS
    private let paths: GamePaths
    private let interval: TimeAmount
    private var content: [[UInt8]?]
    private var nextLook: NIODeadline

    /// - Parameter interval: between two looks at the files.
    /// Throws ``TLSIdentityError``.
    init(_ settings: Settings.TLS, _ paths: GamePaths, lookingEvery interval: TimeAmount) throws {
        (self.settings, self.paths, self.interval) = (settings, paths, interval)
        identity = try TLSIdentity(settings, paths)
        content = TLSIdentity.files(settings, paths).map(Platform.read)
        nextLook = .now() + interval
    }

    /// That of other settings. Throws ``TLSIdentityError``.
    func replaced(by settings: Settings.TLS) throws -> RenewedIdentity {
        try RenewedIdentity(settings, paths, lookingEvery: interval)
    }

    /// Looks at the files if it is time. Answers whether there is another certificate since; throws
    /// ``TLSIdentityError``, once, when there is one that cannot be used: the one before stays.
    mutating func look() throws -> Bool {
        guard NIODeadline.now() >= nextLook else { return false }
        nextLook = .now() + interval
        let now = TLSIdentity.files(settings, paths).map(Platform.read)
        guard now != content else { return false }
        content = now
        identity = try TLSIdentity(settings, paths)
        return true
    }
}
