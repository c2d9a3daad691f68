import Foundation
import Settings

/// The world that a game begins with, as the files in `GameData/world` have it.
///
/// ```yaml
/// start: quay
/// rooms:
///   quay:
///     class: Saltmarsh.Quay              # a class of a plugin; left out: Room
///     name: The Old Quay
///     text: Planks, black with tar.
///     exits:
///       north: inn                       # answers to "n" too, as every compass word does
///       up: { to: roof, name: a rusty ladder, aliases: [ladder], locks: "traverse: attr_ge(strength, 5)" }
///     things:
///       - { key: lamp, class: Lantern, name: a brass lantern, fields: { oil: 40 } }
///     characters:
///       - { key: wrack, name: Old Wrack, things: [ { name: a pipe } ] }
/// ```
/// Every entry may have `class`, `name`, `text`, `aliases`, `tags`, `locks`, `permissions`, `fields` (saved properties
/// of its class), `attributes`, `things` and `characters` (what it holds). Keys name entries for one another, over all
/// files: `fields: { opens: { ref: lamp } }`.
public struct WorldFiles: Sendable {
    public var rooms: [WorldEntry] = []
    /// The key of the room in which characters begin.
    public var start: WrittenText?

    /// Reads all files of a game; an empty world when it has none. Throws `FileProblems`: all that is wrong.
    public static func read(_ game: GamePaths) throws -> WorldFiles {
        let report = FileReport()
        var reader = WorldReader(report: report)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: game.worldFiles)) ?? []
        for name in names.sorted() where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            let file = game.worldFiles + "/" + name
            do {
                reader.read(try YAMLValue.read(file: file, named: game.shown(file)))
            } catch let error as FileProblems {
                report.add(error)
            }
        }
        return try reader.finish()
    }

    /// Reads one text, as if it were the only file. Throws `FileProblems`.
    static func parse(_ text: String, named name: String = "world.yaml") throws -> WorldFiles {
        var reader = WorldReader(report: FileReport())
        reader.read(try YAMLValue.parse(text, named: name))
        return try reader.finish()
    }

    /// All entries, each before what it holds.
    var entries: [WorldEntry] { rooms.flatMap(\.withContents) }
}

/// A room, an exit, a thing or a character of a world file.
public struct WorldEntry: Sendable {
    public enum Kind: Sendable { case room, exit, thing, character }

    public var kind: Kind
    public var place: FilePlace
    /// Names it in the files; the entity is tagged `world:KEY`. An exit's is `ROOM/EXIT`.
    public var key: String?
    public var className: WrittenText?
    public var name = ""
    public var text = ""
    public var aliases: [String] = []
    public var tags: [String] = []
    public var locks: WrittenText?
    public var permissions: [String] = []
    public var fields: [YAMLValue.Entry] = []
    public var attributes: [YAMLValue.Entry] = []
    /// Where an exit leads: the key of a room.
    public var destination: WrittenText?
    /// What it holds: a room's exits first.
    public var contents: [WorldEntry] = []

    var withContents: [WorldEntry] { [self] + contents.flatMap(\.withContents) }
}

/// A text and where it is written.
public struct WrittenText: Sendable, Hashable {
    public var text: String
    public var place: FilePlace
    public var path: String

    init?(_ value: YAMLValue?) {
        guard let value, let text = value.text else { return nil }
        (self.text, place, path) = (text, value.place, value.path)
    }
}
