import Foundation
import Subprocess
import Testing

@testable import Generations

extension RealBuilds {
    @Suite struct BuilderTests {
        let tiny = SharedGame.game

        init() throws { try tiny.restoreSources() }

        private func failure(_ recorder: EventRecorder = EventRecorder()) async throws -> BuildFailure {
            let error = await #expect(throws: BuildError.self) { try await tiny.builder().build(report: recorder.take) }
            guard case .failed(let failure) = error else { throw try #require(error) }
            return failure
        }

        @Test func buildsEverythingThenNothing() async throws {
            let first = try await tiny.builder().build()
            #expect(
                Set(first.products.map(\.file))
                    == Set(["hearth-server"] + ["HearthKit", "Alpha", "Beta"].map(Platform.libraryFile)))
            #expect(first.compiler.contains("Swift"))

            let recorder = EventRecorder()
            let second = try await tiny.builder().build(report: recorder.take)
            #expect(second.scope == .nothing)
            #expect(second.products == first.products)
            #expect(second.log.isEmpty, "the package manager was not even asked")
            #expect(recorder.events == [.started(.nothing, reason: "nothing changed"), .finished(second.duration)])
        }

        @Test func onlyWhatChangedIsBuilt() async throws {
            let before = try await tiny.builder().build()
            try tiny.write(
                TinyGame.beta, "import Alpha\n\nfinal class B: A { override func say() -> String { \"b\" } }\n")
            let recorder = EventRecorder()
            let plugin = try await tiny.builder(isIdle: true).build(report: recorder.take)
            #expect(plugin.scope == .plugins)
            #expect(plugin.reason == "\(TinyGame.beta) changed")
            #expect(!recorder.compiled.contains { $0.contains("Alpha") || $0.contains("hearth_server") })
            let identities = { (build: Build) in
                Dictionary(uniqueKeysWithValues: build.products.map { ($0.file, $0.identity) })
            }
            for file in ["hearth-server", Platform.libraryFile("HearthKit"), Platform.libraryFile("Alpha")] {
                #expect(identities(plugin)[file] == identities(before)[file])
            }

            try tiny.write(
                TinyGame.kit, "open class Thing { public init() {}; open func say() -> String { \"kit\" } }\n")
            let kit = try await tiny.builder().build()
            #expect(kit.scope == .everything, "a server must not load another kit than it was compiled with")
            #expect(identities(kit)["hearth-server"] != identities(before)["hearth-server"])
        }

        /// Alpha with a C target, whose header Swift reads.
        private func writeC(mark: String, inline: String) throws {
            try tiny.write(
                "Plugins/Alpha/Package.swift",
                TinyGame.package("Alpha", imports: ["../../Sources/HearthKit"])
                    .replacing("targets: [\n        .target(name: \"Alpha\", dependencies: [",
                        with: "targets: [\n        .target(name: \"CAlpha\"),\n"
                            + "        .target(name: \"Alpha\", dependencies: [\"CAlpha\","))
            try tiny.write(
                "Plugins/Alpha/Sources/CAlpha/include/alpha.h",
                "const char *alpha_mark(void);\n"
                    + "static inline const char *alpha_inline(void) { return \"\(inline) in a header\"; }\n")
            try tiny.write(
                "Plugins/Alpha/Sources/CAlpha/alpha.c",
                "#include \"alpha.h\"\nconst char *alpha_mark(void) { return \"\(mark) in a source\"; }\n")
            try tiny.write(
                TinyGame.alpha,
                "import CAlpha\nimport HearthKit\n\nopen class A: Thing {\n    open override func say() -> String { "
                    + "String(cString: alpha_mark()) + String(cString: alpha_inline()) }\n}\n")
        }

        @Test func cSourcesAndTheirHeadersAreNeverMissed() async throws {
            let library = Platform.libraryFile("Alpha")
            defer {
                let package = TinyGame.package("Alpha", imports: ["../../Sources/HearthKit"])
                try? tiny.write("Plugins/Alpha/Package.swift", package)
                try? tiny.remove("Plugins/Alpha/Sources/CAlpha")
            }
            try writeC(mark: "mark0", inline: "inline0")
            _ = try await tiny.builder().build()
            for number in 1...3 {
                try writeC(mark: "mark\(number)", inline: "inline\(number - 1)")
                let recorder = EventRecorder()
                #expect(try await tiny.builder().build(report: recorder.take).scope == .plugins)
                #expect(try tiny.binary(library, contains: "mark\(number) in a source"))
                try writeC(mark: "mark\(number)", inline: "inline\(number)")
                _ = try await tiny.builder().build()
                #expect(try tiny.binary(library, contains: "inline\(number) in a header"))
            }
            try tiny.write("Plugins/Alpha/Sources/CAlpha/alpha.c", "int alpha_mark(void) {\n    return nowhere;\n}\n")
            let diagnostic = try #require(await failure().diagnostics.first { $0.severity == .error })
            #expect(diagnostic.file == "Plugins/Alpha/Sources/CAlpha/alpha.c" && diagnostic.line == 2)
            #expect(diagnostic.message.contains("nowhere"))
        }

        #if os(Linux)
        @Test func aBuildThatGetsNoProcessorGoesOnBesideOthers() async throws {
            let script = "chrt -p $$ | grep -q IDLE && exec sleep 60; exit 0"
            let build = BuildProcess(
                command: ["/bin/sh", "-c", script], folder: "/", isIdle: true, deadline: .seconds(30),
                patience: .milliseconds(300))
            let recorder = EventRecorder()
            #expect(await build.run(BuildTranscript(game: tiny.game, report: recorder.take)) == .succeeded)
        }
        #endif

        @Test func whatWasBuiltByHandIsNotCompiledAgain() async throws {
            defer {
                let package = TinyGame.package("Alpha", imports: ["../../Sources/HearthKit"])
                try? tiny.write("Plugins/Alpha/Package.swift", package)
                try? tiny.remove("Plugins/Alpha/Sources/CAlpha")
            }
            let header = "Plugins/Alpha/Sources/CAlpha/include/alpha.h"
            let record = ".build/debug/hearth-build.json"
            try writeC(mark: "mark", inline: "inline")
            let sources = [TinyGame.kit, TinyGame.alpha, TinyGame.beta, TinyGame.server]
            let old = Date.now.timeIntervalSince1970 - 60
            for file in sources + [header, "Plugins/Alpha/Sources/CAlpha/alpha.c"] { try tiny.date(file, to: old) }
            try await byHand(["build", "--disable-build-manifest-caching"])
            try? tiny.remove(record)
            let recorder = EventRecorder()
            #expect(try await tiny.builder().build(report: recorder.take).scope == .everything)
            // The program's one file imports GamePlugins, and may follow that; nothing else may be compiled.
            let followers = recorder.compiled.contains { $0.contains("GamePlugins") } ? ["GamePlugins", "hearth_server"] : []
            #expect(recorder.compiled.filter { line in !followers.contains { line.contains($0) } } == [])

            try writeC(mark: "mark", inline: "another")
            try? tiny.remove(record)
            _ = try await tiny.builder().build()
            #expect(try tiny.binary(Platform.libraryFile("Alpha"), contains: "another in a header"))
        }

        @Test func compileErrorIsToldWithPlaceAndSource() async throws {
            _ = try await tiny.builder().build()
            try tiny.write(TinyGame.alpha, "import HearthKit\n\nopen class A: Thing {\n    let x: Int = nowhere\n}\n")
            let recorder = EventRecorder()
            let failure = try await failure(recorder)
            let diagnostic = try #require(failure.diagnostics.first)
            #expect(diagnostic.description == "\(TinyGame.alpha):4:18: error: cannot find 'nowhere' in scope")
            #expect(diagnostic.source == "    let x: Int = nowhere")
            #expect(failure.log.contains("Compiling"))
            #expect(recorder.events.contains(.diagnostic(diagnostic)), "told while it builds")

            try tiny.restoreSources()
            let mended = try await tiny.builder().build()
            #expect(try tiny.binary(Platform.libraryFile("Alpha"), contains: "alpha, and long enough"))
            #expect(mended.scope == .plugins, "the server has stayed proved")
        }

        @Test func linkErrorIsTold() async throws {
            try tiny.write(
                TinyGame.server, "@_silgen_name(\"nowhere_to_be_found\") func nowhere()\n\nnowhere()\n")
            let failure = try await failure()
            #expect(failure.diagnostics.contains { $0.message.contains("nowhere_to_be_found") }, "\(failure.log)")
        }

        @Test func manifestErrorIsTold() async throws {
            let broken = TinyGame.package("Alpha", imports: ["../../Sources/HearthKit"])
                .replacing(".target(name:", with: ".target(nam:")
            let whole = TinyGame.package("Alpha", imports: ["../../Sources/HearthKit"])
            try tiny.write("Plugins/Alpha/Package.swift", broken)
            let failure = try await failure()
            try tiny.write("Plugins/Alpha/Package.swift", whole)
            #expect(failure.diagnostics.first?.file == "Plugins/Alpha/Package.swift")
            #expect(!failure.description.contains("compiled with:"))
        }

        /// Edits that follow builds at once: without removed objects about a third of them is missed (`CompilerState`).
        @Test func quickEditsAreNeverMissed() async throws {
            _ = try await tiny.builder().build()
            for round in 1...12 {
                try tiny.write(
                    TinyGame.alpha, TinyGame.alphaSource(marker: "round \(round)", adding: "added\(round)"))
                let build = try await tiny.builder().build()
                #expect(build.scope == .plugins)
                #expect(
                    try tiny.binary(Platform.libraryFile("Alpha"), contains: "round \(round), and long enough"),
                    "round \(round)")
                // Beta inherits what was added: its own table of methods must have been compiled again.
                #expect(
                    try tiny.binary(Platform.libraryFile("Beta"), contains: "added\(round)yyF"), "round \(round)")
            }
        }

        /// The same, made certain: the Swift driver sees whole seconds.
        @Test func secondEditWithinASecondIsNotMissed() async throws {
            let second = (Date.now.timeIntervalSince1970 - 3600).rounded(.down)
            for (marker, fraction) in [("first edit", 0.1), ("second edit", 0.9)] {
                try tiny.write(TinyGame.alpha, TinyGame.alphaSource(marker: marker))
                try tiny.date(TinyGame.alpha, to: second + fraction)
                _ = try await tiny.builder().build()
                #expect(try tiny.binary(Platform.libraryFile("Alpha"), contains: "\(marker), and long enough"))
                // A module that was compiled this very second is compiled whole, which would hide what is tested here.
                try tiny.date(".build/debug/Alpha.build/primary.priors", to: second)
            }
        }

        /// SwiftPM by itself plans anew only when the root package changes.
        @Test func fileThatComesOrGoesIsNotMissed() async throws {
            _ = try await tiny.builder().build()
            let new = "Plugins/Alpha/Sources/Alpha/New.swift"
            let library = Platform.libraryFile("Alpha")
            try tiny.write(new, "public func lamp() -> String { \"a new file, with a text of some length\" }\n")
            let added = try await tiny.builder().build()
            #expect(added.scope == .plugins)
            #expect(try tiny.binary(library, contains: "a new file, with a text"))

            try tiny.remove(new)
            let removed = try await tiny.builder().build()
            #expect(removed.scope == .plugins)
            #expect(try !tiny.binary(library, contains: "a new file, with a text"))
        }

        @Test func fileThatNoTargetCompilesIsReported() async throws {
            let stray = "Plugins/Alpha/Lamp.swift"
            try tiny.write(stray, "import HearthKit\n")
            let build = try await tiny.builder().build()
            try tiny.remove(stray)
            #expect(build.warnings.map(\.file) == [stray])
        }

        @Test func planMadeByHandIsReplaced() async throws {
            let new = "Plugins/Alpha/Sources/Alpha/Hand.swift"
            _ = try await tiny.builder().build()
            try tiny.write(new, "")
            try await byHand(["build", "--disable-build-manifest-caching"])
            try tiny.remove(new)
            try tiny.write(TinyGame.beta, "import Alpha\n\nfinal class B: A { var hand = 1 }\n")
            #expect(try await tiny.builder().build().scope == .plugins)
        }

        @Test func editNeedsNoNewPlanAndLeavesTheOldOneGood() async throws {
            try tiny.write(TinyGame.alpha, TinyGame.alphaSource(marker: "planned"))
            _ = try await tiny.builder().build()
            try tiny.write(TinyGame.alpha, TinyGame.alphaSource(marker: "repeated"))
            let build = try await tiny.builder().build()
            #expect(!build.log.contains("Building for debugging"), "the package manager was not asked")
            #expect(try tiny.binary(Platform.libraryFile("Alpha"), contains: "repeated, and long enough"))

            try tiny.write(TinyGame.alpha, TinyGame.alphaSource(marker: "by hand"))
            try tiny.date(TinyGame.alpha, to: Date.now.timeIntervalSince1970 + 2)
            try await byHand(["build", "--product", "GamePlugins"])
            #expect(try tiny.binary(Platform.libraryFile("Alpha"), contains: "by hand, and long enough"))
        }

        private func byHand(_ arguments: [String]) async throws {
            let result = try await run(
                .name("swift"), arguments: Arguments(arguments + ["--scratch-path", tiny.scratch]),
                workingDirectory: .init(tiny.game.path), output: .discarded)
            #expect(result.terminationStatus.isSuccess)
        }

        @Test func changedCommentIsBuiltOnce() async throws {
            _ = try await tiny.builder().build()
            try tiny.write(TinyGame.alpha, TinyGame.alphaSource(marker: "alpha") + "// a remark\n")
            let recorder = EventRecorder()
            _ = try await tiny.builder().build(report: recorder.take)
            #expect(recorder.scopes == [.plugins])
            #expect(try await tiny.builder().build().scope == .nothing)
        }

        @Test func sourcesThatChangeDuringTheBuildAreBuiltAgain() async throws {
            _ = try await tiny.builder().build()
            try tiny.write(TinyGame.alpha, TinyGame.alphaSource(marker: "first save"))
            let once = Once()
            let tiny = tiny
            let recorder = EventRecorder { event in
                guard case .progress(_, _, let text) = event, text.hasPrefix("Compiling Alpha"), once.claim() else {
                    return
                }
                try? tiny.write(TinyGame.alpha, TinyGame.alphaSource(marker: "second save"))
            }
            _ = try await tiny.builder().build(report: recorder.take)
            #expect(recorder.scopes == [.plugins, .plugins])
            #expect(try tiny.binary(Platform.libraryFile("Alpha"), contains: "second save, and long enough"))
        }

        @Test func sourcesThatNeverRestAreGivenUpOn() async throws {
            _ = try await tiny.builder().build()
            try tiny.write(TinyGame.alpha, TinyGame.alphaSource(marker: "restless"))
            let tiny = tiny
            let recorder = EventRecorder { event in
                guard case .progress = event else { return }
                try? tiny.write(TinyGame.alpha, TinyGame.alphaSource(marker: UUID().uuidString))
            }
            let error = await #expect(throws: BuildError.self) {
                try await tiny.builder().build(report: recorder.take)
            }
            guard case .sourcesKeepChanging([TinyGame.alpha]) = error else { throw try #require(error) }
            #expect(recorder.scopes.count == 3)
        }

        @Test func productOfUnknownOriginIsBuiltAgain() async throws {
            _ = try await tiny.builder().build()
            let library = Platform.libraryFile("Beta")
            try FileManager.default.removeItem(atPath: tiny.scratch + "/debug/" + library)
            let build = try await tiny.builder().build()
            #expect(build.scope == .plugins)
            #expect(build.reason.contains(library))
        }

        @Test func cancelledBuildLeavesNoCompilerBehind() async throws {
            _ = try await tiny.builder().build()
            let slow = (0..<300).map { "func f\($0)() -> [Int] { [1, 2, 3].map { $0 * 2 + \($0) }.filter { $0 > 1 } }" }
            try tiny.write(TinyGame.alpha, TinyGame.alphaSource(marker: "slow") + slow.joined(separator: "\n"))
            let tiny = tiny
            let (started, announce) = AsyncStream<Void>.makeStream()
            let build = Task {
                try await tiny.builder().build { event in
                    if case .progress(_, _, let text) = event, text.contains("Alpha") { announce.yield() }
                }
            }
            Task {
                _ = await build.result
                announce.finish()  // should it end by itself, the test fails instead of waiting
            }
            for await _ in started { break }
            build.cancel()
            let result = await build.result
            guard case .failure(let error) = result, case BuildError.cancelled = error else {
                Issue.record("\(result)")
                return
            }
            #if os(Linux)
            let deadline = ContinuousClock.now + .seconds(20)
            while !processes(mentioning: tiny.scratch).isEmpty, ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(processes(mentioning: tiny.scratch) == [])
            #endif
            try tiny.restoreSources()
            _ = try await tiny.builder().build()
            #expect(try tiny.binary(Platform.libraryFile("Alpha"), contains: "alpha, and long enough"))
        }

        @Test func buildPastItsDeadlineIsEnded() async throws {
            try tiny.write(TinyGame.alpha, TinyGame.alphaSource(marker: "late"))
            let error = await #expect(throws: BuildError.self) {
                try await tiny.builder(deadline: .milliseconds(20)).build()
            }
            guard case .timedOut = error else { throw try #require(error) }
        }

        @Test func missingToolchainIsToldInOneSentence() async throws {
            let error = await #expect(throws: BuildError.self) {
                try await tiny.builder(searchPath: tiny.path("GameData")).build()
            }
            guard case .toolchainMissing = error else { throw try #require(error) }
            #expect(error?.description.contains("`swift` was not found") == true)
        }

        @Test func buildsOfOneGameWaitForEachOther() async throws {
            try tiny.write(TinyGame.alpha, TinyGame.alphaSource(marker: "both"))
            let tiny = tiny
            let recorder = EventRecorder()
            async let one = tiny.builder().build(report: recorder.take)
            async let other = tiny.builder().build(report: recorder.take)
            #expect(try await [one.scope, other.scope].filter { $0 == .nothing }.count == 1)
            #expect(recorder.events.contains { if case .waiting = $0 { true } else { false } })
        }

        private func processes(mentioning text: String) -> [String] {
            let ids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.filter { Int($0) != nil } ?? []
            return ids.compactMap { id in
                (try? Data(contentsOf: URL(filePath: "/proc/\(id)/cmdline"))).map {
                    String(decoding: $0, as: UTF8.self).replacing("\0", with: " ")
                }
            }.filter { $0.contains(text) }
        }
    }
}
