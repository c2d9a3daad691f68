import Testing

@testable import Launcher

struct PackageManifestTests {
    private func adding(_ name: String, to list: String) throws -> String {
        let (before, after) = ("import PackageDescription\nlet plugins = ", "\nlet package = Package()\n")
        var manifest = PackageManifest(before + list + after)
        try manifest.add(plugin: name)
        #expect(manifest.plugins.last == name)
        #expect(manifest.text.hasPrefix(before) && manifest.text.hasSuffix(after))
        return String(manifest.text.dropFirst(before.count).dropLast(after.count))
    }

    @Test(arguments: [
        ("[\n    \"Standard\",\n]", "[\n    \"Standard\",\n    \"Weather\",\n]"),
        ("[\n    \"Standard\"\n]", "[\n    \"Standard\",\n    \"Weather\",\n]"),
        ("[\n  \"A\", \"B\",\n]", "[\n  \"A\", \"B\",\n  \"Weather\",\n]"),
        ("[\n    \"A\", // the first ] of them\n]", "[\n    \"A\", // the first ] of them\n    \"Weather\",\n]"),
        ("[\n    \"A\" // no comma, \"B\"\n]", "[\n    \"A\", // no comma, \"B\"\n    \"Weather\",\n]"),
        ("[\"A\"]", "[\"A\", \"Weather\"]"),
        ("[\"A\", \"B\",]", "[\"A\", \"B\", \"Weather\",]"),
        ("[]", "[\n    \"Weather\",\n]"),
        ("[\n    // none yet\n]", "[\n    // none yet\n    \"Weather\",\n]"),
    ])
    func pluginIsAddedInTheManner(of list: String, becomes expected: String) throws {
        #expect(try adding("Weather", to: list) == expected)
    }

    @Test func typeMayBeWritten() throws {
        var manifest = PackageManifest("let plugins: [String] = [\n    \"A\",\n]\n")
        try manifest.add(plugin: "B")
        #expect(manifest.plugins == ["A", "B"])
    }

    @Test func withoutAListNothingIsChanged() {
        var manifest = PackageManifest("let package = Package()\n")
        #expect(throws: PackageManifest.NoPluginList.self) { try manifest.add(plugin: "B") }
        #expect(manifest.text == "let package = Package()\n")
    }

    @Test func commentedNamesDoNotCount() {
        #expect(PackageManifest("let plugins = [\n    \"A\",\n    // \"B\",\n]\n").plugins == ["A"])
    }
}
