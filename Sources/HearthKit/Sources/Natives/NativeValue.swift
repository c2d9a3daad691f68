/// A value on its way to a native or back: what data can say, and what a call comes to.
public nonisolated enum NativeValue: Sendable, Hashable {
    /// No object; the result of a native that has none.
    case none
    /// Wide enough for every whole number of C.
    case integer(Int128)
    case number(Double)
    case flag(Bool)
    case text(String)
    case object(EntityID)
    case list([NativeValue])

    /// Whether the value alone opens a lock or is a yes: neither nothing, false, zero nor empty.
    public var isTrue: Bool {
        switch self {
        case .none: false
        case .integer(let number): number != 0
        case .number(let number): number != 0
        case .flag(let flag): flag
        case .text(let text): !text.isEmpty
        case .object: true
        case .list(let values): !values.isEmpty
        }
    }

    /// As the store keeps it, for prototypes and attributes. What is beyond `Int64` becomes a `Double`.
    public var stored: StoredValue {
        switch self {
        case .none: .null
        case .integer(let number): Int64(exactly: number).map(StoredValue.int) ?? .double(Double(number))
        case .number(let number): .double(number)
        case .flag(let flag): .bool(flag)
        case .text(let text): .string(text)
        case .object(let id): .reference(id)
        case .list(let values): .list(values.map(\.stored))
        }
    }

    /// For the message of an error: `the text "cold"`.
    var words: String {
        switch self {
        case .none: "nothing"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .text: "the text \(self)"
        case .object(let id): "the object \(id)"
        case .list: "the list \(self)"
        }
    }
}

/// As it is written in data, so that it reads back as the same value.
nonisolated extension NativeValue: CustomStringConvertible {
    public var description: String {
        switch self {
        case .none: "none"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .flag(let flag): "\(flag)"
        case .text(let text): Self.quoted(text)
        case .object(let id): "\(id)"
        case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension NativeValue {
    /// As players read it, in the text in which it was called. Markup of a native's text is markup.
    public func shown(to looker: Object?) -> String {
        switch self {
        case .none: ""
        case .text(let text): text
        case .object(let id): (World.current.entity(id) as? Object)?.name(for: looker) ?? ""
        case .list(let values): English.list(values.map { $0.shown(to: looker) })
        default: description
        }
    }

    /// An object, or none when it is nil or gone.
    public init(_ object: Object?) {
        guard let object, !object.isDeleted else { self = .none; return }
        self = .object(object.id)
    }
}

extension NativeValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByStringLiteral
{
    public nonisolated init(integerLiteral value: Int) { self = .integer(Int128(value)) }
    public nonisolated init(floatLiteral value: Double) { self = .number(value) }
    public nonisolated init(booleanLiteral value: Bool) { self = .flag(value) }
    public nonisolated init(stringLiteral value: String) { self = .text(value) }
}
