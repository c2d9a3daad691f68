import Foundation

/// Makes a folder the same as another, touching only the files that differ: what was built from the rest stays built.
enum FolderCopy {
    /// - Parameter keeping: names at the top of `target` that are left alone.
    static func mirror(_ source: String, to target: String, keeping: Set<String> = []) throws {
        let files = FileManager.default
        try files.createDirectory(atPath: target, withIntermediateDirectories: true)
        let names = try files.contentsOfDirectory(atPath: source).filter { !$0.hasPrefix(".") }
        for name in try files.contentsOfDirectory(atPath: target)
        where !names.contains(name) && !name.hasPrefix(".") && !keeping.contains(name) {
            try files.removeItem(atPath: target + "/" + name)
        }
        for name in names {
            let (from, to) = (source + "/" + name, target + "/" + name)
            var isFolder: ObjCBool = false
            guard files.fileExists(atPath: from, isDirectory: &isFolder) else { continue }
            if isFolder.boolValue {
                try mirror(from, to: to)
            } else {
                try write(Data(contentsOf: URL(filePath: from)), to)
            }
        }
    }

    static func write(_ text: String, _ path: String) throws { try write(Data(text.utf8), path) }

    static func write(_ data: Data, _ path: String) throws {
        guard (try? Data(contentsOf: URL(filePath: path))) != data else { return }
        try FileManager.default.createDirectory(
            atPath: URL(filePath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
        try data.write(to: URL(filePath: path))
    }
}
