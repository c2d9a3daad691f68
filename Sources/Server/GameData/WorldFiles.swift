import Settings

/// The world as the files in `GameData/world` have it.
///
/// ```yaml
/// start: quay
/// rooms:
///   quay:
///     class: Saltmarsh.Strand            # a class of a plugin; left out: Room
///     name: The Old Quay
///     text: Planks, black with tar.
///     exits:
///       north: inn                       # answers to "n" too, as every compass word does
///       up: { to: roof, name: a rusty ladder, aliases: [ladder], locks: "traverse: attr_ge(strength, 5)" }
///     things:
///       - { key: lamp, class: Lantern, name: a brass lantern, fields: { fuel: 4 } }
///     characters:
///       - { key: wrack, name: Old Wrack, things: [ { name: a pipe } ] }
/// ```
/// Every entry may have `class`, `prototype`, `name`, `text`, `aliases`, `tags`, `locks`, `permissions`, `home`,
/// `fields` (saved properties of its class), `attributes`, `on` (triggers), `things` and `characters` (what it holds). Keys name
/// entries for one another, over all files: `fields: { opens: { ref: lamp } }`.
///
/// A reload brings what has changed in them since they were read last into the world: see ``WorldDiff``.
public struct WorldFiles: Sendable {
    public var rooms: [WorldEntry] = []
    /// The key of the room in which characters begin.
    public var start: WrittenText?

    /// Reads all files of a game; an empty world when it has none. Throws `FileProblems`: all that is wrong.
    public static func read(_ game: GamePaths) throws -> WorldFiles {
        let report = FileReport()
        var reader = WorldReader(report: report)
        for file in game.dataFiles(in: game.worldFiles, endings: ["yaml", "yml"]) {
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
    public enum Kind: String, Sendable { case room, exit, thing, character }

    public var kind: Kind
    public var place: FilePlace
    /// Names it over all files, and from one reading of them to the next; the entity is tagged `world:KEY`. An exit's
    /// is `ROOM/EXIT`. One that has none is given `HOLDER/NAME`, and `HOLDER/NAME.2` when there is one of that name.
    public var key = ""
    /// Whether the file itself names it so.
    public var hasOwnKey = true
    /// The key of what it is in; nil for rooms.
    public var holder: String?
    public var className: WrittenText?
    public var prototype: WrittenText?
    public var name = ""
    public var text = ""
    public var aliases: [String] = []
    public var tags: [String] = []
    public var locks: WrittenText?
    public var permissions: [String] = []
    public var home: WrittenText?
    public var fields: [YAMLValue.Entry] = []
    public var attributes: [YAMLValue.Entry] = []
    public var triggers: [YAMLValue.Entry] = []
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

    /// A text that stands elsewhere, for which `other` is to blame.
    init(_ text: String, at other: WrittenText) { (self.text, place, path) = (text, other.place, other.path) }
}
