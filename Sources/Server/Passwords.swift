import Crypto
import CryptoExtras
import Foundation
import HearthKit

extension PasswordHasher {
    /// Hashes by scrypt (RFC 7914), at most two at a time, on threads that serve nothing else: the game plays on.
    ///
    /// A hash is `$scrypt$ln=15,r=8,p=1$SALT$KEY`, so that it can be checked after the cost has been raised.
    /// `cost` is the logarithm of scrypt's N: 15 takes 32 MB and some 70 ms.
    @MainActor public static func scrypt(cost: Int = 15) -> PasswordHasher {
        let workers = OperationQueue()
        workers.maxConcurrentOperationCount = 2
        workers.qualityOfService = .utility
        workers.name = "hearth.passwords"

        @Sendable func work<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
            await withCheckedContinuation { done in workers.addOperation { done.resume(returning: body()) } }
        }
        return PasswordHasher(
            hash: { password in await work { ScryptHash(password, cost: cost)?.description ?? "" } },
            verify: { password, hash in await work { ScryptHash(hash)?.matches(password) ?? false } })
    }
}

/// A password's hash with all that is needed to make it again.
struct ScryptHash: CustomStringConvertible {
    /// Logarithm of N, the block size, how many in parallel.
    private let ln, r, p: Int
    private let salt: Data
    private let key: SymmetricKey

    /// Hashes `password` with a salt of its own; nil when there is not the memory for it.
    init?(_ password: String, cost: Int) {
        (ln, r, p) = (cost, 8, 1)
        salt = SymmetricKey(size: .bits128).data
        guard let key = Self.derive(password, salt: salt, length: 32, ln: ln, r: r, p: p) else { return nil }
        self.key = key
    }

    /// Reads what ``description`` wrote; nil for anything else, or for a cost that would take the machine down.
    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let match = parts[2].wholeMatch(of: /ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})/),
            let ln = Int(match.1), let r = Int(match.2), let p = Int(match.3),
            (1...20).contains(ln), (1...16).contains(r), (1...16).contains(p),
            let salt = Data(unpadded: parts[3]), let key = Data(unpadded: parts[4]), key.count >= 16
        else { return nil }
        (self.ln, self.r, self.p, self.salt, self.key) = (ln, r, p, salt, SymmetricKey(data: key))
    }

    func matches(_ password: String) -> Bool {
        let length = key.bitCount / 8
        // Keys compare in constant time.
        return Self.derive(password, salt: salt, length: length, ln: ln, r: r, p: p) == key
    }

    var description: String { "$scrypt$ln=\(ln),r=\(r),p=\(p)$\(salt.unpadded)$\(key.data.unpadded)" }

    private static func derive(
        _ password: String, salt: Data, length: Int, ln: Int, r: Int, p: Int
    ) -> SymmetricKey? {
        // One form of each character, whatever keyboard it comes from (RFC 8265).
        let bytes = Data(password.precomposedStringWithCanonicalMapping.utf8)
        return try? KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: length, rounds: 1 << ln, blockSize: r, parallelism: p)
    }
}

extension SymmetricKey {
    fileprivate var data: Data { withUnsafeBytes { Data($0) } }
}

extension Data {
    /// Base64 without the signs that fill it up, as password hashes are written.
    fileprivate var unpadded: String { base64EncodedString().replacing("=", with: "") }

    fileprivate init?(unpadded text: some StringProtocol) {
        self.init(base64Encoded: text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4))
    }
}
