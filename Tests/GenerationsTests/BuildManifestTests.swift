import Testing

@testable import Generations

/// A plan of SwiftPM's shape: plugin Beta imports plugin Alpha, and both the kit.
@Suite struct BuildManifestTests {
    let text = """
        client:
          name: basic
        targets:
          "main": ["<Beta.dylib>"]
        commands:
          "<Beta.dylib>":
            tool: phony
            inputs: ["/b/libBeta.so"]
            outputs: ["<Beta.dylib>"]

          "/b/Alpha.build/sources":
            tool: write-auxiliary-file
            inputs: ["<sources-file-list>","/s/A.swift"]
            outputs: ["/b/Alpha.build/sources"]
            description: "Write auxiliary file"

          "C.Kit.dylib":
            tool: shell
            inputs: ["/s/Kit.swift"]
            outputs: ["/b/libKit.so"]
            args: ["swiftc","kit"]

          "C.Alpha.module":
            tool: shell
            inputs: ["/s/A.swift","/b/Alpha.build/sources","/b/libKit.so"]
            outputs: ["/b/A.o","/b/Alpha.swiftmodule"]
            description: "Compiling Alpha"
            args: ["swiftc","-module-name","Alpha","a \\"quoted\\" word"]

          "C.Alpha.dylib":
            tool: shell
            inputs: ["/b/A.o"]
            outputs: ["/b/libAlpha.so"]
            args: ["swiftc","link","Alpha"]

          "C.Beta.module":
            tool: shell
            inputs: ["/s/B.swift","/b/libAlpha.so"]
            outputs: ["/b/B.o"]
            args: ["swiftc","-module-name","Beta"]

          "C.Beta.dylib":
            tool: shell
            inputs: ["/b/B.o"]
            outputs: ["/b/libBeta.so"]
            args: ["swiftc","link","Beta"]

        """

    private func names(
        changed: Set<String>, unsure: Set<String> = [], missing: Set<String> = []
    ) throws -> [String]? {
        try #require(BuildManifest(text)).commands(
            toward: ["/b/libBeta.so", "/b/libAlpha.so"], changed: changed, unsure: unsure,
            isMissing: missing.contains)?.map(\.name)
    }

    @Test func whatFollowsFromAChangeIsRepeatedInOrder() throws {
        #expect(try names(changed: ["/s/B.swift"]) == ["C.Beta.module", "C.Beta.dylib"])
        #expect(
            try names(changed: ["/s/A.swift"])
                == ["C.Alpha.module", "C.Alpha.dylib", "C.Beta.module", "C.Beta.dylib"])
        #expect(try names(changed: []) == [])
    }

    @Test func cSourcesAreCompiledByThePlanToo() throws {
        let plan = """
            commands:
              "/b/c.o":
                tool: clang
                inputs: ["/s/c.c"]
                outputs: ["/b/c.o"]
                description: "Compiling CAlpha c.c"
                args: ["clang","-c"]
                deps: "/b/c.d"

              "C.Alpha.dylib":
                tool: shell
                inputs: ["/b/c.o"]
                outputs: ["/b/libAlpha.so"]
                args: ["swiftc","link"]

            """
        let manifest = try #require(BuildManifest(plan))
        func commands(_ changed: String) -> [String]? {
            manifest.commands(toward: ["/b/libAlpha.so"], changed: [changed], unsure: [], isMissing: { _ in false })?
                .map(\.title)
        }
        #expect(commands("/s/c.c") == ["Compiling CAlpha c.c", "C.Alpha.dylib"])
        #expect(commands("/s/include/c.h") == nil, "who reads a header SwiftPM knows")
    }

    @Test func whatIsMissingOrUnsureIsMadeAnew() throws {
        #expect(try names(changed: [], missing: ["/b/B.o"]) == ["C.Beta.module", "C.Beta.dylib"])
        #expect(try names(changed: [], unsure: ["/s/B.swift", "/s/README"]) == ["C.Beta.module", "C.Beta.dylib"])
    }

    @Test func packageManagerIsAskedWhenThePlanDoesNotTell() throws {
        #expect(try names(changed: ["/s/New.swift"]) == nil, "nothing reads it")
        #expect(try names(changed: [], missing: ["/b/Alpha.build/sources"]) == nil, "only SwiftPM writes such a file")
        #expect(BuildManifest("nothing like a plan") == nil)
    }

    @Test func argumentsAreWhatWasPlanned() throws {
        let commands = try #require(BuildManifest(text)).commands(
            toward: ["/b/libAlpha.so"], changed: ["/s/A.swift"], unsure: [], isMissing: { _ in false })
        #expect(commands?.first?.arguments == ["swiftc", "-module-name", "Alpha", "a \"quoted\" word"])
        #expect(commands?.first?.description == "Compiling Alpha")
    }
}
