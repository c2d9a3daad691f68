import Testing

@testable import PluginHost

@MainActor  // the conformances of the fixtures are isolated to it
@Suite struct TypeDiscoveryTests {
    private func images(_ mode: Fixture.Mode) throws -> (game: Game, standard: PluginImage, lantern: PluginImage) {
        let game = try Game.built(mode)
        let set = game.load()
        #expect(set.failures.isEmpty)
        return (game, try #require(set.images.first), try #require(set.images.last))
    }

    @Test(arguments: Fixture.Mode.allCases)
    func findsClassesHoweverTheyAreDeclared(_ mode: Fixture.Mode) throws {
        let (game, _, lantern) = try images(mode)
        let entities: Set = [
            "Lantern", "Lantern.Wick", "Night", "Night2", "Deep", "OfInternal", "Hidden", "IntBox", "Local",
        ]
        let found = try game.types(in: lantern, where: "kit_is_entity")
        #expect(found == entities)
        let jobs = try game.types(in: lantern, where: "kit_is_job")
        #expect(jobs == ["Lantern.Spark", "HiddenJob", "Burn", "Purse"])
    }

    @Test(arguments: Fixture.Mode.allCases)
    func eachTypeBelongsToTheImageThatDeclaresIt(_ mode: Fixture.Mode) throws {
        let (game, standard, _) = try images(mode)
        #expect(try game.types(in: standard, where: "kit_is_entity") == ["Look", "Internal"])
        #expect(try game.types(in: standard, where: "kit_is_job").isEmpty)
    }

    @Test(arguments: Fixture.Mode.allCases)
    func leavesOutWhatIsGenericNotCopyableOrImported(_ mode: Fixture.Mode) throws {
        let (_, _, lantern) = try images(mode)
        let names = TypeDiscovery.types(in: lantern).map(TypeName.of)
        #expect(names.contains("\(lantern.name).Weather"))
        for absent in ["Box", "Lid", "Label", "Ticket", "timespec"] {
            #expect(!names.contains { $0.hasSuffix(".\(absent)") })
        }
    }

    @Test func namesAreStable() {
        #expect(TypeName.of(Secret.self) == "PluginHostTests.Secret")
        #expect(TypeName.of(Secret.Inner.self) == "PluginHostTests.Secret.Inner")
        #expect(TypeName.of([Int].self) == "Swift.Array<Swift.Int>")
        #expect(TypeName.of((() -> Void).self) == "() -> ()")
    }
}

private struct Secret { struct Inner {} }
