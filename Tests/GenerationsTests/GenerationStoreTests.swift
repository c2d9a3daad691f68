import Foundation
import Subprocess
import Testing

@testable import Generations

extension RealBuilds {
    @Suite final class GenerationStoreTests {
        let tiny = SharedGame.game
        let store: GenerationStore

        init() throws {
            try tiny.restoreSources()
            store = GenerationStore(folder: NSTemporaryDirectory() + "hearth-gen-\(UUID().uuidString.prefix(8))")
        }

        deinit { try? FileManager.default.removeItem(atPath: store.folder) }

        private func stage() async throws -> Generation {
            try await store.stage(try await tiny.builder().build(), requestedBy: "Ada")
        }

        private func output(_ executable: String, _ arguments: [String]) async throws -> String {
            try await run(
                executable.hasPrefix("/") ? .path(.init(executable)) : .name(executable),
                arguments: Arguments(arguments), output: .string(limit: 1 << 20), error: .combinedWithOutput
            ).standardOutput
        }

        @Test func generationSaysWhatItIs() async throws {
            let generation = try await stage()
            let manifest = generation.manifest
            #expect(generation.number == 1)
            #expect(manifest.requestedBy == "Ada")
            #expect(manifest.state == .staged)
            #expect(manifest.configuration == .debug)
            #expect(manifest.plugins.map(\.name) == ["Alpha", "Beta"])
            #expect(Set(manifest.sources.keys) == [.plugin("Alpha"), .plugin("Beta"), .kit, .server, .package])
            let files = Set(try FileManager.default.contentsOfDirectory(atPath: generation.folder))
            #expect(files == Set(manifest.products.keys).union(["Modules", "manifest.json"]))
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: generation.modules).sorted()
                    == ["Alpha.swiftmodule", "Beta.swiftmodule", "HearthKit.swiftmodule"])
            try generation.verify()
            #expect(try store.generation(1) == generation)
        }

        @Test func generationRunsWithoutTheScratchFolder() async throws {
            let generation = try await stage()
            #expect(try await output(generation.server, []) == "thing\n")
            #if os(Linux)
            for file in [generation.server] + generation.plugins {
                let resolved = try await output("ldd", [file])
                #expect(resolved.contains(generation.folder + "/libHearthKit.so"), "\(resolved)")
                #expect(!resolved.contains(tiny.scratch), "\(resolved)")
                #expect(!resolved.contains("not found"), "\(resolved)")
            }
            #expect(try await output("ldd", [generation.plugins[1]]).contains(generation.folder + "/libAlpha.so"))
            let sections = { try await self.output("readelf", ["-SW", $0]) }
            #expect(try await !sections(generation.server).contains(".debug_info"))
            #expect(try await sections(generation.plugins[0]).contains(".debug_info"), "plugins keep their lines")
            #endif
        }

        @Test func whatDidNotChangeIsLinkedToTheGenerationBefore() async throws {
            let first = try await stage()
            try tiny.write(TinyGame.alpha, TinyGame.alphaSource(marker: "second"))
            let second = try await stage()
            #expect(FileIdentity(of: second.server) == FileIdentity(of: first.server))
            #expect(FileIdentity(of: second.kit) == FileIdentity(of: first.kit))
            #expect(FileIdentity(of: second.plugins[0])?.inode != FileIdentity(of: first.plugins[0])?.inode)
            for generation in [first, second] {
                try generation.verify()
                for path in [generation.server, generation.kit] + generation.plugins {
                    let origin = FileIdentity(of: tiny.scratch + "/debug/" + path.lastPathComponent)
                    #expect(FileIdentity(of: path)?.inode != origin?.inode, "a build would write through the link")
                }
            }
            let now = try SourceScanner(game: tiny.game).scan()
            #expect(now.groupsChanged(since: first.manifest) == [.plugin("Alpha")])
            #expect(now.groupsChanged(since: second.manifest) == [])
        }

        @Test func compiledInterfacesServeASnippet() async throws {
            let generation = try await stage()
            let snippet = store.folder + "/snippet.swift"
            try "import Alpha\nimport HearthKit\n\nlet a: Thing = A()\n_ = a.say()\n"
                .write(toFile: snippet, atomically: true, encoding: .utf8)
            let said = try await output(
                "swiftc", ["-typecheck", "-I", generation.modules, snippet])
            #expect(said == "")
        }

        @Test func numbersAreNeverUsedTwice() async throws {
            let build = try await tiny.builder().build()
            #expect(try await store.stage(build, requestedBy: "test").number == 1)

            try FileManager.default.removeItem(atPath: build.folder + "/" + Platform.libraryFile("Beta"))
            await #expect(throws: StageError.missingProduct(Platform.libraryFile("Beta"))) {
                try await self.store.stage(build, requestedBy: "test")
            }
            #expect(store.numbers() == [1], "nothing of the failed one is left")
            #expect(try await stage().number == 3)

            for number in [1, 3] { try await store.mark(number, .bad(reason: "test")) }
            #expect(try await store.prune(keeping: 0) == [1, 3])
            #expect(try await stage().number == 4)
        }

        @Test func productWrittenBySomebodyElseIsRefused() async throws {
            let build = try await tiny.builder().build()
            let library = Platform.libraryFile("Beta")
            touch(build.folder + "/" + library)
            await #expect(throws: StageError.productChanged(library)) {
                try await self.store.stage(build, requestedBy: "test")
            }
        }

        @Test func pruneKeepsTheNewestGoodTheLiveAndTheLatest() async throws {
            for _ in 1...8 { _ = try await stage() }
            for number in [1, 2, 4, 5] { try await store.mark(number, .good) }
            try await store.mark(3, .bad(reason: "its world did not load"))
            try await store.mark(6, .bad(reason: "it crashed"))
            #expect(try await store.prune(keeping: 2, live: 2) == [1, 3, 6])
            #expect(store.numbers() == [2, 4, 5, 7, 8])
            #expect(store.newestGood()?.number == 5)
            for generation in store.list().generations { try generation.verify() }
        }

        @Test func stateIsRemembered() async throws {
            _ = try await stage()
            try await store.mark(1, .bad(reason: "Lantern.oil: Int is no String"))
            #expect(try store.generation(1).manifest.state == .bad(reason: "Lantern.oil: Int is no String"))
            #expect(store.newestGood() == nil)
            await #expect(throws: StageError.noSuchGeneration(7)) { try await self.store.mark(7, .good) }
        }

        @Test func interruptedStageIsSwept() async throws {
            _ = try await stage()
            for rest in ["9.tmp", "1.old"] {
                try FileManager.default.createDirectory(
                    atPath: store.folder + "/" + rest + "/Modules", withIntermediateDirectories: true)
            }
            #expect(store.list().generations.map(\.number) == [1])
            #expect(try await stage().number == 10)
            let names = try FileManager.default.contentsOfDirectory(atPath: store.folder)
            #expect(!names.contains { $0.hasSuffix(".tmp") || $0.hasSuffix(".old") })
        }

        @Test func damagedManifestIsReportedAndNotTrusted() async throws {
            for _ in 1...4 { _ = try await stage() }
            let manifest = { (number: Int) in self.store.folder + "/\(number)/manifest.json" }
            let whole = try String(contentsOfFile: manifest(1), encoding: .utf8)
            for (number, text) in [
                2: String(whole.prefix(whole.count / 2)), 3: whole,
                4: whole.replacing("\"format\" : 1", with: "\"format\" : 99"),
            ] {
                try text.write(toFile: manifest(number), atomically: true, encoding: .utf8)
            }
            let listing = store.list()
            #expect(listing.generations.map(\.number) == [1])
            #expect(listing.damaged.map(\.number) == [2, 3, 4])
            #expect(listing.damaged[1].error.description.contains("it is that of generation 1"))
            #expect(listing.damaged[2].error.description.contains("format 99"))
            #expect(throws: StageError.self) { try self.store.generation(2) }
            #expect(try await stage().number == 5)
        }

        @Test func whatWentLiveIsProvedUntilAFileIsCut() async throws {
            let staged = try await stage()
            #expect(!staged.isProved)
            let good = try await store.mark(staged.number, .good)
            #expect(good.isProved)
            let library = good.plugins[0]
            let whole = try Data(contentsOf: URL(filePath: library))
            try FileManager.default.removeItem(atPath: library)
            try whole.prefix(whole.count / 2).write(to: URL(filePath: library))
            #expect(!good.isProved)
        }

        @Test func damagedProductIsFound() async throws {
            let generation = try await stage()
            let library = generation.plugins[0]
            var bytes = try Data(contentsOf: URL(filePath: library))
            bytes[bytes.count / 2] ^= 1
            try FileManager.default.removeItem(atPath: library)
            try bytes.write(to: URL(filePath: library))
            let error = #expect(throws: StageError.self) { try generation.verify() }
            #expect(error == .damagedProduct(generation: 1, file: Platform.libraryFile("Alpha")))
            try FileManager.default.removeItem(atPath: library)
            #expect(throws: StageError.self) { try generation.verify() }
        }
    }
}
