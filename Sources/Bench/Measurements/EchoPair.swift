import Foundation

/// The two processes of the bare echo.
struct EchoPair {
    let portal: Child
    let server: Child
    let port: Int
    private let pipes: [Pipe]

    init(_ programs: Programs) throws {
        let socket = "/tmp/hearth-echo-\(ProcessInfo.processInfo.processIdentifier)"
        _ = Cleanup.add { unlink(socket) }
        let (portalInput, serverInput, output) = (Pipe(), Pipe(), Pipe())
        portal = try Child(
            programs.hearth, ["bench-echo", "portal", "--socket", socket], output: output.fileHandleForWriting,
            input: portalInput)
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw BenchError("the echo does not start: \(line)")
        }
        self.port = port
        server = try Child(programs.hearth, ["bench-echo", "server", "--socket", socket], input: serverInput)
        pipes = [portalInput, serverInput, output]
    }

    func end() async {
        for pipe in pipes { try? pipe.fileHandleForWriting.close() }
        await portal.end(within: .seconds(2))
        await server.end(within: .seconds(2))
    }
}
