import Foundation

/// The programs that belong to this one: they lie beside it.
struct Programs {
    /// This very program, which is also the bare echo.
    let hearth: String
    let portal: String
    /// Where `swift build` put them, and puts what it builds next.
    let scratch: String

    static func beside() throws -> Programs {
        let hearth = URL(filePath: executable).resolvingSymlinksInPath()
        let folder = hearth.deletingLastPathComponent()
        let portal = folder.appending(path: "hearth-portal").path
        guard FileManager.default.isExecutableFile(atPath: portal) else {
            throw BenchError("\(portal) is not there: build it with `swift build`, with the -c that you run this with.")
        }
        // SCRATCH/TRIPLE/debug
        let scratch = folder.deletingLastPathComponent().deletingLastPathComponent().path
        return Programs(hearth: hearth.path, portal: portal, scratch: scratch)
    }

    private static var executable: String {
        #if os(Linux)
            "/proc/self/exe"
        #else
            Bundle.main.executablePath ?? CommandLine.arguments[0]
        #endif
    }
}

/// A program that the bench started. It is ended with the bench, whatever happens.
final class Child: Sendable {
    let pid: Int
    private let cleanup: Int
    private let process: Process

    /// - Parameters:
    ///   - output: where standard output and standard error go; nil for nowhere.
    ///   - input: standard input: an end of a pipe that closes with the bench.
    init(_ program: String, _ arguments: [String], output: FileHandle? = nil, input: Pipe? = nil) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = input ?? FileHandle.nullDevice
        process.standardOutput = output ?? FileHandle.nullDevice
        process.standardError = output ?? FileHandle.nullDevice
        try process.run()
        self.process = process
        let pid = process.processIdentifier
        self.pid = Int(pid)
        cleanup = Cleanup.add { Self.killTree(pid) }
    }

    /// Ends a process and all that it started: a Portal's Server, and the compilers of a build.
    private static func killTree(_ pid: Int32) {
        var all = [pid]
        var next = 0
        while next < all.count {
            all += children(of: all[next])
            next += 1
        }
        for pid in all { kill(pid, SIGKILL) }
    }

    private static func children(of pid: Int32) -> [Int32] {
        let (search, output) = (Process(), Pipe())
        search.executableURL = URL(filePath: "/usr/bin/pgrep")
        search.arguments = ["-P", "\(pid)"]
        search.standardOutput = output
        guard (try? search.run()) != nil, let text = try? output.fileHandleForReading.readToEnd() else { return [] }
        return String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap { Int32($0) }
    }

    var isRunning: Bool { process.isRunning }

    /// Waits until it has ended by itself; ends it after `deadline`.
    func end(within deadline: Duration) async {
        let limit = ContinuousClock.now + deadline
        while process.isRunning, ContinuousClock.now < limit { try? await Task.sleep(for: .milliseconds(5)) }
        if process.isRunning {
            Cleanup.done(cleanup)
            process.waitUntilExit()
        } else {
            Cleanup.forget(cleanup)
        }
    }
}
