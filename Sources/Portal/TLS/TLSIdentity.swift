import Foundation
import NIOSSL
import Settings
import X509

/// What the TLS port proves itself with: the certificate of the settings, or one that the game signs itself.
struct TLSIdentity {
    let context: NIOSSLContext
    /// What a maker should know of it, for the log.
    let notes: [String]

    private static let reminder = TimeInterval(14 * 86_400)

    /// Throws ``TLSIdentityError``.
    init(_ settings: Settings.TLS, _ paths: GamePaths) throws {
        if let certificate = settings.certificate, let key = settings.key {
            try self.init(paths.path(certificate), paths.path(key), paths, notes: [])
            return
        }
        let (certificate, key) = (paths.ownCertificate, paths.ownKey)
        let name = paths.shown(certificate)
        var note = "TLS uses \(name), which the game has signed itself: clients warn of it"
        if !SelfSigned.isUsable(certificate, key) {
            try SelfSigned.write(certificate, key, paths)
            note = "the settings name no certificate: made \(name), signed by the game itself; clients warn of it"
        }
        try self.init(certificate, key, paths, notes: [note])
    }

    /// Of its certificate and its key.
    static func files(_ settings: Settings.TLS, _ paths: GamePaths) -> [String] {
        guard let certificate = settings.certificate, let key = settings.key else {
            return [paths.ownCertificate, paths.ownKey]
        }
        return [paths.path(certificate), paths.path(key)]
    }

    private init(_ certificatePath: String, _ keyPath: String, _ paths: GamePaths, notes: [String]) throws {
        func bytes(_ what: String, _ path: String) throws(TLSIdentityError) -> [UInt8] {
            guard let bytes = Platform.read(path) else {
                throw .unreadable(what, paths.shown(path), Platform.lastError.lowercased())
            }
            return bytes
        }
        let (certificateBytes, keyBytes) = (
            try bytes("certificate", certificatePath), try bytes("key", keyPath)
        )
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(certificateBytes), !chain.isEmpty else {
            throw TLSIdentityError.unreadable("certificate", paths.shown(certificatePath), "it holds none in PEM form")
        }
        guard let key = try? NIOSSLPrivateKey(bytes: keyBytes, format: .pem) else {
            let why = "it holds none in PEM form, or one that a passphrase locks"
            throw TLSIdentityError.unreadable("key", paths.shown(keyPath), why)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        do {
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw TLSIdentityError.refused(paths.shown(certificatePath), paths.shown(keyPath), "\(error)")
        }
        let end = (try? Certificate(pemEncoded: String(decoding: certificateBytes, as: UTF8.self)))?.notValidAfter
        self.notes = notes + (end.flatMap { Self.reminder(paths.shown(certificatePath), $0) }.map { [$0] } ?? [])
    }

    private static func reminder(_ name: String, _ end: Date) -> String? {
        guard end.timeIntervalSinceNow < reminder else { return nil }
        let day = end.formatted(.iso8601.year().month().day())
        return end.timeIntervalSinceNow < 0
            ? "the certificate \(name) has ended on \(day): clients refuse it"
            : "the certificate \(name) ends on \(day)"
    }
}

/// Why the TLS port has nothing to prove itself with.
enum TLSIdentityError: Error, CustomStringConvertible {
    case unreadable(_ what: String, _ path: String, _ why: String)
    case refused(_ certificate: String, _ key: String, _ why: String)
    case unwritable(_ path: String, _ why: String)

    var description: String {
        switch self {
        case .unreadable(let what, let path, let why):
            "the \(what) for TLS, \(path), cannot be used: \(why). Mend 'tls' in GameData/settings.yaml; without "
                + "certificate and key there, the game makes its own."
        case .refused(let certificate, let key, let why):
            "the key \(key) does not belong to the certificate \(certificate), or one of them is not fit for TLS: mend "
                + "'tls' in GameData/settings.yaml (\(why))."
        case .unwritable(let path, let why):
            "the certificate for TLS cannot be written to \(path): \(why)"
        }
    }
}

extension GamePaths {
    /// As it is named in the settings.
    fileprivate func path(_ name: String) -> String { name.hasPrefix("/") ? name : folder + "/" + name }
}
