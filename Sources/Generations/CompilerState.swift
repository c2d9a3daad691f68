#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What the compiler keeps in the scratch folder between builds, and how to make it forget.
///
/// Two tools decide what is compiled again. llbuild compares a source's inode, size and time to the nanosecond with
/// what they were, and is right. Inside a debug module the Swift driver then compares each file's modification time
/// with the one it had at the last build; on Linux it sees whole seconds, so a second edit within the second of the
/// first passes for the first, for good. For the modules that a module imports it asks whether they are older than
/// the start of its last build, in whole seconds too (swiftlang/swift-driver pull request 2188).
///
/// Neither tool skips a file whose object file is missing. So a build is made safe by removing objects that are not
/// known to come from the sources as they are, and that they exist afterwards is the proof.
struct CompilerState {
    /// Where the objects and products of one configuration lie: `SCRATCH/debug`.
    let folder: String
    private let objects: [FileStatus.Key: String]
    private let incrementalRecords: [String]

    init(folder: String) {
        self.folder = folder
        var objects: [FileStatus.Key: String] = [:]
        var records: [String] = []
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for module in names where module.hasSuffix(".build") {
            let moduleFolder = folder + "/" + module
            records.append(moduleFolder + "/primary.priors")
            let map = URL(filePath: moduleFolder + "/output-file-map.json")
            guard let data = try? Data(contentsOf: map),
                let outputs = try? JSONDecoder().decode([String: [String: String]].self, from: data)
            else { continue }
            for (source, outputs) in outputs {
                guard let object = outputs["object"], let status = FileStatus(of: source) else { continue }
                objects[status.key] = object
            }
        }
        self.objects = objects
        incrementalRecords = records
    }

    /// The object file that a source is compiled to, as far as the last build knew the source.
    func object(of source: String) -> String? {
        FileStatus(of: source).flatMap { objects[$0.key] }
    }

    /// Lets the next build compile a source whatever the tools think of its date.
    func forget(_ source: String) {
        if let object = object(of: source) { try? FileManager.default.removeItem(atPath: object) }
    }

    /// Makes modules that were compiled within the present second compile whole if they compile at all: a module
    /// that they import and that is rewritten now would pass for old.
    func forgetModulesOfThisSecond() {
        let second = FileStatus.now / 1_000_000_000
        for record in incrementalRecords {
            guard let identity = FileIdentity(of: record), identity.modified / 1_000_000_000 >= second else { continue }
            try? FileManager.default.removeItem(atPath: record)
        }
    }
}
