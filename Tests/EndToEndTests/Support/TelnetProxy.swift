import Foundation

/// `telnet_proxy.py`: players who connect to it reach the game compressed or encrypted.
final class TelnetProxy {
    let port: Int
    private let process = Process()

    /// - Parameter words: `mccp2`, `mccp3`, `tls CERTIFICATE`.
    init(to port: Int, _ words: String...) async throws {
        let output = FileManager.default.temporaryDirectory.appending(path: "hearth-proxy-\(UUID().uuidString)")
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", Checkout.clients + "/telnet_proxy.py", "\(port)"] + words
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        self.port = try await eventually("the proxy's port") {
            let text = try String(contentsOf: output, encoding: .utf8)
            return text.contains("\n") ? Int(text.prefix { $0.isNumber }) : nil
        }
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
}
