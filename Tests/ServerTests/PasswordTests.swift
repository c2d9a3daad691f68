import Foundation
@testable import HearthKit
@testable import Server
import Testing

struct PasswordTests {
    /// The third test vector of RFC 7914, section 12, in the form in which hashes are stored.
    @Test func hashesAreThoseOfTheStandard() throws {
        let key = """
            fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162\
            2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640
            """
        let bytes = stride(from: 0, to: key.count, by: 2).compactMap { UInt8(key.dropFirst($0).prefix(2), radix: 16) }
        let written = "$scrypt$ln=10,r=8,p=16$TmFDbA$" + Data(bytes).base64EncodedString().replacing("=", with: "")
        let hash = try #require(ScryptHash(written))
        #expect(hash.description == written)
        #expect(hash.matches("password"))
        #expect(!hash.matches("Password"))
    }

    @Test func eachHashHasASaltOfItsOwn() async {
        let hasher = await PasswordHasher.scrypt(cost: 4)
        let (one, two) = (await hasher.hash("öl und 🔥"), await hasher.hash("öl und 🔥"))
        #expect(one != two)
        #expect(one.hasPrefix("$scrypt$ln=4,r=8,p=1$"))
        #expect(await hasher.verify("öl und 🔥", one))
        #expect(await hasher.verify("öl und 🔥", two))
        #expect(await !hasher.verify("öl und", one))
    }

    /// Hashes made before the cost was raised are checked with the cost that they were made with.
    @Test func aHashOfAnotherCostIsStillGood() async {
        let old = await PasswordHasher.scrypt(cost: 4).hash("x")
        #expect(await PasswordHasher.scrypt(cost: 5).verify("x", old))
    }

    /// é as one character and as e with an accent: the same key on different machines.
    @Test func theFormOfACharacterDoesNotMatter() throws {
        let hash = try #require(ScryptHash("caf\u{E9}", cost: 4))
        #expect(hash.matches("cafe\u{301}"))
    }

    @Test(arguments: [
        "", "plain", "$scrypt$", "$scrypt$ln=4,r=8,p=1$c2FsdA$", "$scrypt$ln=4,r=8,p=1$c2FsdA$c2hvcnQ",
        "$scrypt$ln=40,r=8,p=1$c2FsdA$AAAAAAAAAAAAAAAAAAAAAA", "$scrypt$ln=0,r=8,p=1$c2FsdA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=4,r=99,p=1$c2FsdA$AAAAAAAAAAAAAAAAAAAAAA", "$scrypt$ln=4,r=8,p=1$!$AAAAAAAAAAAAAAAAAAAAAA",
    ])
    func whatIsNoHashLetsNobodyIn(_ hash: String) async {
        #expect(ScryptHash(hash) == nil)
        #expect(await !PasswordHasher.scrypt(cost: 4).verify("", hash))
    }
}
