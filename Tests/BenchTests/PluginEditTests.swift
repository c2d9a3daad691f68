import Foundation
import Settings
import Testing

@testable import Bench

@Suite struct PluginEditTests {
    @Test func whatDoesNotCompileIsPutRightByTheNextEdit() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "plugin-edit-\(UUID())")
        let sources = folder.appending(path: "Plugins/Tide/Sources")
        try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = sources.appending(path: "Tide.swift")
        func text() throws -> String { try String(contentsOf: file, encoding: .utf8) }
        try "let tide = 1\n".write(to: file, atomically: true, encoding: .utf8)

        let edit = try #require(PluginEdit("Tide", of: GamePaths(folder.path)))
        try edit.spoil()
        #expect(try text() == "let tide = 1\nprivate let benchProbe = )\n")
        try edit.edit()
        #expect(try !text().contains(")"))
        try edit.spoil()
        edit.undo()
        #expect(try text() == "let tide = 1\n")
    }

    @Test func leavesTheSourceAsItWasAndKeepsWhatOthersWrote() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "plugin-edit-\(UUID())")
        let sources = folder.appending(path: "Plugins/Tide/Sources")
        try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = sources.appending(path: "Tide.swift")
        try "let tide = 1\n".write(to: file, atomically: true, encoding: .utf8)

        let edit = try #require(PluginEdit("Tide", of: GamePaths(folder.path)))
        try edit.edit()
        let edited = try String(contentsOf: file, encoding: .utf8)
        #expect(edited.hasPrefix("let tide = 1\n") && edited != "let tide = 1\n")
        try (edited + "let moon = 2\n").write(to: file, atomically: true, encoding: .utf8)
        edit.undo()
        #expect(try String(contentsOf: file, encoding: .utf8) == "let tide = 1\nlet moon = 2\n")
    }
}
