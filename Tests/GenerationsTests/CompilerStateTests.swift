import Foundation
import Testing

@testable import Generations

@Suite final class CompilerStateTests {
    let folder = NSTemporaryDirectory() + "hearth-state-\(UUID().uuidString.prefix(8))"

    init() throws {
        for module in ["A.build", "B.build", "Modules"] {
            try FileManager.default.createDirectory(
                atPath: folder + "/" + module, withIntermediateDirectories: true)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder + "/" + name) }

    @Test func forgettingASourceRemovesItsObjectAlone() throws {
        for name in ["a.swift", "b.swift", "A.build/a.o", "A.build/b.o"] {
            try Data(name.utf8).write(to: URL(filePath: folder + "/" + name))
        }
        let map = ["a", "b"].reduce(into: ["": ["swift-dependencies": "x"]]) {
            $0["\(folder)/\($1).swift"] = ["object": "\(folder)/A.build/\($1).o"]
        }
        try JSONEncoder().encode(map).write(to: URL(filePath: folder + "/A.build/output-file-map.json"))

        let state = CompilerState(folder: folder)
        // By another path to the same file, as through a symbolic link.
        #expect(state.object(of: folder + "/Modules/../a.swift") == folder + "/A.build/a.o")
        state.forget(folder + "/a.swift")
        #expect(!exists("A.build/a.o"))
        #expect(exists("A.build/b.o"))
        #expect(exists("a.swift"))
    }

    @Test func onlyModulesOfThisSecondAreForgotten() throws {
        let (fresh, old) = (folder + "/A.build/primary.priors", folder + "/B.build/primary.priors")
        for file in [fresh, old] { try Data().write(to: URL(filePath: file)) }
        // A little ahead, so that the second cannot pass between here and there.
        for (file, offset) in [(fresh, 60.0), (old, -60.0)] {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: offset)], ofItemAtPath: file)
        }
        CompilerState(folder: folder).forgetModulesOfThisSecond()
        #expect(!exists("A.build/primary.priors"))
        #expect(exists("B.build/primary.priors"))
    }
}
