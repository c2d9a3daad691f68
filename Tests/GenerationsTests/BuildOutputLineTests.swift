import Foundation
import Testing

@testable import Generations

@Suite struct BuildOutputLineTests {
    let game = GameFolder("/games/tiny")

    private func read(_ line: String) -> BuildOutputLine { BuildOutputLine(line, game: game) }

    @Test func progress() {
        #expect(
            read("[3/12] Compiling Standard Look.swift")
                == .progress(done: 3, total: 12, text: "Compiling Standard Look.swift"))
    }

    @Test func compilerDiagnostic() {
        #expect(
            read("/games/tiny/Plugins/A/Sources/A/A.swift:12:5: error: cannot find 'x' in scope")
                == .diagnostic(
                    Diagnostic(
                        severity: .error, file: "Plugins/A/Sources/A/A.swift", line: 12, column: 5,
                        message: "cannot find 'x' in scope")))
        #expect(
            read("/games/hearth/K.swift:1:2: warning: variable 'y' was never used")
                == .diagnostic(
                    Diagnostic(
                        severity: .warning, file: "../hearth/K.swift", line: 1, column: 2,
                        message: "variable 'y' was never used")))
    }

    @Test func linkError() {
        #expect(
            read("/games/tiny/Sources/S/main.swift:4: error: undefined reference to 'f'")
                == .diagnostic(
                    Diagnostic(
                        severity: .error, file: "Sources/S/main.swift", line: 4, message: "undefined reference to 'f'"))
        )
        #expect(
            read("ld.lld: error: undefined symbol: f")
                == .diagnostic(Diagnostic(severity: .error, message: "link: undefined symbol: f")))
        #expect(
            read("/usr/bin/ld.gold: fatal error: a.o: no such file")
                == .diagnostic(Diagnostic(severity: .error, message: "link: fatal error: a.o: no such file")))
    }

    @Test(arguments: [
        "error: link command failed with exit code 1 (use -v to see invocation)",
        "clang: error: linker command failed with exit code 1 (use -v to see invocation)",
        "error: emit-module command failed with exit code 1 (use -v to see invocation)",
        "error: 'tiny': Invalid manifest (compiled with: [\"/swiftc\", \"-x\"])",
    ])
    func lineThatOtherLinesExplainBetter(_ line: String) {
        guard case .summary(let diagnostic) = read(line) else { return #expect(Bool(false), "\(read(line))") }
        #expect(!diagnostic.message.contains("compiled with"))
    }

    @Test func packageManagerSpeaksWithoutAPlace() {
        #expect(
            read("error: 'tiny': unknown package 'Beta' in dependencies of target 'G'")
                == .diagnostic(
                    Diagnostic(
                        severity: .error, message: "'tiny': unknown package 'Beta' in dependencies of target 'G'"))
        )
        #expect(read("error: ExitCode(rawValue: 1)") == .other)
    }

    @Test func waiting() {
        let line = "Another instance of SwiftPM (PID: 7) is already running using '/x/.build', waiting …"
        #expect(read(line) == .waiting(line))
    }

    @Test(arguments: ["Build complete! (0.08s)", "  |    `- error: cannot find", "12 | let error: Int", ""])
    func nothingOfThisIsADiagnostic(_ line: String) {
        #expect(read(line) == .other)
    }

    @Test func whatIsHandedOnIsBounded() {
        let transcript = BuildTranscript(game: game) { _ in }
        for line in 1...300 {
            transcript.take("/games/tiny/A.swift:\(line):1: error: " + String(repeating: "x", count: 9_000))
            transcript.take("/games/tiny/A.swift:\(line):1: error: " + String(repeating: "x", count: 9_000))
        }
        let failure = transcript.failure()
        #expect(failure.diagnostics.count == 20)
        #expect(failure.omitted == 280, "each once")
        #expect(failure.diagnostics.allSatisfy { $0.message.count <= 500 })
        #expect(failure.log.count > 300 * 2 * 9_000, "the log keeps all of it")
    }

    @Test func failureWithoutDiagnosticsTellsTheLastWords() {
        let transcript = BuildTranscript(game: game) { _ in }
        transcript.take("some tool: it went wrong")
        #expect(transcript.failure().description.contains("some tool: it went wrong"))
    }

    @Test func caretStandsUnderTheColumn() {
        let diagnostic = Diagnostic(
            severity: .error, file: "A.swift", line: 1, column: 6, message: "no", source: "\tlet ä = x")
        #expect(diagnostic.excerpt == "A.swift:1:6: error: no\n  \tlet ä = x\n  \t    ^")
    }
}
