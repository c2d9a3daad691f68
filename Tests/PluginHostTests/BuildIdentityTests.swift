import Foundation
import Testing

@testable import PluginHost

@Suite struct BuildIdentityTests {
    /// A plugin compiled against one kit, put beside another kit of the same name, and loaded.
    private func load(
        _ kit: String, plugin source: String, against old: String, in oldMode: Fixture.Mode = .debug,
        beside new: String, in newMode: Fixture.Mode = .debug
    ) throws -> PluginSet {
        let (before, after) = (try Fixture(oldMode), try Fixture(newMode))
        defer { before.remove(); after.remove() }
        try before.compile(kit, old)
        try before.compile("On\(kit)", "import \(kit)\n\(source)", importing: [kit])
        try after.compile(kit, new)
        try FileManager.default.copyItem(atPath: before.path(of: "On\(kit)"), toPath: after.path(of: "On\(kit)"))
        return PluginSet.load(from: after.folder, names: ["On\(kit)"], kit: kit)
    }

    private static let lamp = """
        final class Lamp: Entity { var oil = 1; override func describe() -> String { "lamp" } }
        """

    @Test(arguments: [(Fixture.Mode.debug, Fixture.Mode.release), (.release, .debug)])
    func refusesAPluginOfAnotherConfiguration(_ own: Fixture.Mode, _ kit: Fixture.Mode) throws {
        for source in [Self.lamp, "struct Burn: Job { func run() -> String { \"\" } }"] {
            let set = try load(
                "KitC", plugin: source, against: Fixture.kit(), in: own, beside: Fixture.kit(), in: kit)
            #expect(set.images.isEmpty)
            let error = try #require(set.failures.first)
            #expect(error.problem == .wrongConfiguration(
                plugin: own == .debug ? .debug : .release, kit: kit == .debug ? .debug : .release))
            #expect(error.description.contains("is a \(own) build and the kit is a \(kit) build"))
        }
    }

    @Test func namesAllThatIsGone() throws {
        let methods = "open func one() {}\nopen func two() {}"
        let set = try load(
            "KitG", plugin: "class A: Entity { override func one() {}; override func two() {} }",
            against: Fixture.kit(methods: methods), beside: Fixture.kit(methods: ""))
        guard case .missingSymbols(let symbols)? = set.failures.first?.problem else {
            Issue.record("\(set.failures)")
            return
        }
        #expect(symbols.contains("KitG.Entity.one() -> ()"))
        #expect(symbols.contains("KitG.Entity.two() -> ()"))
    }

    /// All of these load without a complaint of the loader, and would then run wrong code or overwrite memory.
    @Test(arguments: [
        ("KitField", "public var id = 7; public var extra = 1", "open func a() {}\nopen func b() {}"),
        ("KitMethod", "public var id = 7", "open func a() {}\nopen func b() {}\nopen func c() {}"),
        ("KitSwapped", "public var id = 7", "open func b() {}\nopen func a() {}"),
        ("KitWider", "private final var hidden: Int128 = 1; public var id = 7", "open func a() {}\nopen func b() {}"),
        (
            "KitNarrower", "private final var hidden: Int8 = 1; public var id: Int8 = 7",
            "open func a() {}\nopen func b() {}"
        ),
    ])
    func refusesAClassOfAnotherLayout(_ kit: String, _ fields: String, _ methods: String) throws {
        // The last two have as many fields and methods as before.
        let before = switch kit {
        case "KitWider": "private final var hidden: Int = 1; public var id = 7"
        case "KitNarrower": "private final var hidden: Int = 1; public var id: Int8 = 7"
        default: "public var id = 7"
        }
        let set = try load(
            kit, plugin: "final class Lamp: Entity { var oil = 1; override func a() {} }",
            against: Fixture.kit(fields: before, methods: "open func a() {}\nopen func b() {}"),
            beside: Fixture.kit(fields: fields, methods: methods))
        #expect(set.images.isEmpty)
        #expect(set.failures.map(\.problem) == [.outdatedSuperclass(type: "On\(kit).Lamp", superclass: "Entity")])
    }

    @Test func anUnchangedLayoutIsAccepted() throws {
        let set = try load(
            "KitSame", plugin: Self.lamp, against: Fixture.kit(),
            beside: Fixture.kit(methods: "open func describe() -> String { \"another text\" }"))
        #expect(set.failures.isEmpty)
        #expect(set.images.count == 1)
    }

    @Test func onlyFilesOfTheManifestWithTheirContentAreLoaded() throws {
        let game = try Game.built(.debug)
        @Sendable func digest(_ path: String) throws -> String {
            try Data(contentsOf: URL(fileURLWithPath: path)).base64EncodedString()
        }
        var expected: [String: String] = [:]
        for name in [game.kit, game.standard, game.lantern] {
            expected["lib\(name).so"] = try digest(game.fixture.path(of: name))
        }
        #expect(game.load(identity: BuildIdentity(expected: expected, digest: digest)).failures.isEmpty)

        var other = expected
        other["lib\(game.lantern).so"] = "another"
        #expect(game.load(identity: BuildIdentity(expected: other, digest: digest)).failures.map(\.problem)
            == [.notOfThisBuild(listed: true)])

        other = expected
        other["lib\(game.standard).so"] = nil
        #expect(game.load(identity: BuildIdentity(expected: other, digest: digest)).failures.map(\.problem)
            == [.notOfThisBuild(listed: false), .dependencyFailed(game.standard)])

        other = expected
        other["lib\(game.kit).so"] = "another"
        let set = game.load(identity: BuildIdentity(expected: other, digest: digest))
        #expect(set.images.isEmpty)
        #expect(set.failures.map(\.plugin) == [game.kit])
    }
}
