import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The processes of a game, found by the game folder that each of Hearth's programs is started with.
enum ProcessTable {
    struct Entry: Sendable, Equatable {
        var pid: Int32
        var words: [String]
        var program: String { words.first.map { URL(filePath: $0).lastPathComponent } ?? "" }
    }

    static func processes(ofGame folder: String) async throws -> [Entry] {
        let listing = try await Shell.run("/bin/ps", ["-axww", "-o", "pid=,stat=,command="]).output
        return listing.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count > 3, let pid = Int32(words[0]), !words[1].hasPrefix("Z") else { return nil }
            let command = Array(words[2...])
            guard let option = command.firstIndex(of: "--game"), option + 1 < command.count,
                command[option + 1] == folder
            else { return nil }
            let entry = Entry(pid: pid, words: command)
            return entry.program.hasPrefix("hearth-") ? entry : nil
        }
    }

    static func kill(_ pid: Int) { _ = Foundation.kill(pid_t(pid), SIGKILL) }

    static func isAlive(_ pid: Int) -> Bool {
        // A child that nobody has waited for yet is still listed; it is dead all the same.
        guard Foundation.kill(pid_t(pid), 0) == 0 else { return false }
        let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        return status.map { !$0.contains(") Z ") } ?? true
    }
}
