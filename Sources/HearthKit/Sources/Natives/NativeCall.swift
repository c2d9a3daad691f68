/// A call of a native, as data writes it: `strength(me, 40)`. Read once, called as often as need be.
///
/// ```swift
/// let call = try NativeCall(parsing: entry.value, at: "GameData/world/marsh.yaml:12")
/// try Natives.check(call, names: ["me", "here"])          // when the data is read
/// let value = try Natives.call(call, in: NativeContext(me: visitor, here: room))
/// ```
/// Arguments are `12`, `0.5`, `"text"` (or `'text'`), `true`, `#12`, `none`, lists `[1, 2]`, further calls, and names
/// that whoever calls binds: `me` and `here` in most places. See ``NativeType`` for what crosses.
public nonisolated struct NativeCall: Sendable {
    indirect enum Argument: Sendable, Hashable {
        case value(NativeValue)
        case name(String)
        case call(NativeCall)
        case list([Argument])

        init(list: [Argument]) {
            let values = list.map { if case .value(let value) = $0 { value } else { nil as NativeValue? } }
            self = values.contains(nil) ? .list(list) : .value(.list(values.compactMap(\.self)))
        }
    }

    public let name: String
    let arguments: [Argument]
    private let source: String
    /// Where it is written, for errors: `GameData/world/marsh.yaml:12`.
    public let place: String?

    init(name: String, arguments: [Argument], source: String, place: String?) {
        (self.name, self.arguments, self.source, self.place) = (name, arguments, source, place)
    }

    /// - Parameter place: where it is written, file and line, for errors.
    /// - Throws: ``NativeError`` that tells what was expected where.
    public init(parsing source: String, at place: String? = nil) throws(NativeError) {
        var reader = NativeReader(source, place: place)
        self = try reader.call()
        guard reader.isAtEnd else { throw reader.error("the end") }
    }

    /// A text as an argument is written, whatever is in it.
    static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return "\"\(escaped)\""
    }

    /// The call at the beginning of a text that goes on after it, and how many bytes of UTF-8 it takes.
    static func prefix(of text: String) throws(NativeError) -> (call: NativeCall, length: Int) {
        var reader = NativeReader(text)
        return (try reader.call(), reader.index)
    }
}

nonisolated extension NativeCall: Hashable, CustomStringConvertible, Codable {
    /// As written.
    public var description: String { source }

    public static func == (a: Self, b: Self) -> Bool { a.source == b.source && a.place == b.place }

    public func hash(into hasher: inout Hasher) { hasher.combine(source) }

    public init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    /// As its text alone: where it was written may be elsewhere tomorrow.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(source)
    }
}
