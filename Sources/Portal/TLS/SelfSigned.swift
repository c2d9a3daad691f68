import Crypto
import Foundation
import Settings
import X509

/// A certificate that vouches for itself: it keeps listeners out, and proves nothing of who plays the server.
enum SelfSigned {
    private static let years = 10
    private static let margin = TimeInterval(30 * 86_400)

    /// Whether both files are there, and the certificate is good for a while yet.
    static func isUsable(_ certificatePath: String, _ keyPath: String) -> Bool {
        guard let bytes = Platform.read(certificatePath), Platform.read(keyPath) != nil,
            let certificate = try? Certificate(pemEncoded: String(decoding: bytes, as: UTF8.self))
        else { return false }
        return certificate.notValidAfter.timeIntervalSinceNow > margin
    }

    /// Makes both files anew. Throws ``TLSIdentityError``.
    static func write(_ certificatePath: String, _ keyPath: String, _ paths: GamePaths) throws {
        let key = P256.Signing.PrivateKey()
        let certificate = try make(key, host: ProcessInfo.processInfo.hostName)
        for (text, path) in [
            (key.pemRepresentation, keyPath), (try certificate.serializeAsPEM().pemString, certificatePath),
        ] {
            guard Array((text + "\n").utf8).withUnsafeBytes({ Platform.writeSecret($0, path) }) else {
                throw TLSIdentityError.unwritable(paths.shown(path), Platform.lastError)
            }
        }
    }

    private static func make(_ key: P256.Signing.PrivateKey, host: String) throws -> Certificate {
        let name = try DistinguishedName { CommonName(host) }
        let names: [GeneralName] = [.dnsName("localhost"), .dnsName(host)]
        // It begins a day ago: not every clock is right.
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
            notValidBefore: Date(timeIntervalSinceNow: -86_400),
            notValidAfter: Date(timeIntervalSinceNow: TimeInterval(years * 365 * 86_400)),
            issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                SubjectAlternativeNames(host == "localhost" ? [names[0]] : names)
            },
            issuerPrivateKey: .init(key))
    }
}
