/// A type whose values can be kept: in a `@Saved` property, a dynamic attribute, a job.
///
/// Numbers, strings, Bool, optionals, arrays, sets, dictionaries with string keys, entities and ``Ref`` are storable.
/// An enum with a raw value, or a `Codable` type of your own, becomes so by naming the protocol:
///
/// ```swift
/// enum Weather: String, Storable { case clear, rain }
/// struct Stats: Codable, Storable { var strength = 10 }
/// ```
public protocol Storable {
    /// What is stored.
    var stored: StoredValue { get }
    /// The value that was stored. Throws ``NotStored`` when it is of another type.
    static func restored(from value: StoredValue) throws -> Self
    /// True of an entity that was deleted: where it may be nil, it is seen as nil.
    var isGone: Bool { get }
    /// The value as it may be seen now.
    var current: Self { get }
    /// Whether there are such values that can be gone: true of entities alone.
    static var mayBeGone: Bool { get }
}

extension Storable {
    public var isGone: Bool { false }
    public var current: Self { self }
    public static var mayBeGone: Bool { false }
}

/// A stored value that does not fit the type which is to hold it.
nonisolated public struct NotStored: Error, CustomStringConvertible {
    public var expected: String
    public var found: StoredValue

    public init(expected: String, found: StoredValue) { (self.expected, self.found) = (expected, found) }

    public var description: String { "\(found.kind) is stored, \(expected) is wanted" }
}

// MARK: - Scalars

extension StoredValue: Storable {
    public var stored: StoredValue { self }
    public static func restored(from value: StoredValue) -> StoredValue { value }
}

extension Bool: Storable {
    public var stored: StoredValue { .bool(self) }
    public static func restored(from value: StoredValue) throws -> Bool {
        guard case .bool(let bool) = value else { throw NotStored(expected: "a Bool", found: value) }
        return bool
    }
}

extension String: Storable {
    public var stored: StoredValue { .string(self) }
    public static func restored(from value: StoredValue) throws -> String {
        guard case .string(let string) = value else { throw NotStored(expected: "a String", found: value) }
        return string
    }
}

extension Double: Storable {
    public var stored: StoredValue { .double(self) }
    public static func restored(from value: StoredValue) throws -> Double {
        switch value {
        case .double(let double): return double
        case .int(let int): return Double(int)  // an Int that became a Double loses nothing
        default: throw NotStored(expected: "a Double", found: value)
        }
    }
}

extension Float: Storable {
    public var stored: StoredValue { .double(Double(self)) }
    public static func restored(from value: StoredValue) throws -> Float { Float(try Double.restored(from: value)) }
}

extension Storable where Self: FixedWidthInteger & Codable {
    public var stored: StoredValue { .int(Int64(clamping: self)) }
    public static func restored(from value: StoredValue) throws -> Self {
        guard case .int(let int) = value, let integer = Self(exactly: int) else {
            throw NotStored(expected: "an integer from \(Self.min) to \(Self.max)", found: value)
        }
        return integer
    }
}

extension Int: Storable {}
extension Int64: Storable {}
extension Int32: Storable {}
extension Int16: Storable {}
extension Int8: Storable {}
extension UInt32: Storable {}
extension UInt16: Storable {}
extension UInt8: Storable {}

/// Seconds and attoseconds, as a list of two.
extension Duration: Storable {
    /// More would make a sum that is no Duration.
    private static let attosecondsPerSecond: UInt64 = 1_000_000_000_000_000_000

    public var stored: StoredValue { .list([.int(components.seconds), .int(components.attoseconds)]) }
    public static func restored(from value: StoredValue) throws -> Duration {
        guard case .list(let parts) = value, parts.count == 2, case .int(let seconds) = parts[0],
            case .int(let attoseconds) = parts[1], attoseconds.magnitude < attosecondsPerSecond
        else { throw NotStored(expected: "a Duration", found: value) }
        return Duration(secondsComponent: seconds, attosecondsComponent: attoseconds)
    }
}

extension Storable where Self: RawRepresentable, RawValue: Storable {
    public var stored: StoredValue { rawValue.stored }
    public static func restored(from value: StoredValue) throws -> Self {
        guard let known = Self(rawValue: try RawValue.restored(from: value)) else {
            throw NotStored(expected: "a \(Self.self)", found: value)
        }
        return known
    }
}

/// An enum that is Codable as well is stored by its raw value.
extension Storable where Self: RawRepresentable & Codable, RawValue: Storable {
    public var stored: StoredValue { rawValue.stored }
    public static func restored(from value: StoredValue) throws -> Self {
        guard let known = Self(rawValue: try RawValue.restored(from: value)) else {
            throw NotStored(expected: "a \(Self.self)", found: value)
        }
        return known
    }
}

// MARK: - Collections

extension Optional: Storable where Wrapped: Storable {
    public var stored: StoredValue { self?.stored ?? .null }
    public static func restored(from value: StoredValue) throws -> Wrapped? {
        if case .null = value { return nil }
        // What a deleted entity left behind is nothing, where nothing is allowed.
        guard World.current.isThere(value) else { return nil }
        return try Wrapped.restored(from: value)
    }
    public var current: Wrapped? {
        guard let self, !self.isGone else { return nil }
        return self.current
    }
}

extension Array: Storable where Element: Storable {
    public var stored: StoredValue { .list(map(\.stored)) }
    public static func restored(from value: StoredValue) throws -> [Element] {
        guard case .list(let values) = value else { throw NotStored(expected: "a list", found: value) }
        return try values.filter { World.current.isThere($0) }.map { try Element.restored(from: $0) }
    }
    /// What was deleted is in no list.
    public var current: [Element] {
        Element.mayBeGone && contains(where: \.isGone) ? filter { !$0.isGone } : self
    }
}

extension Set: Storable where Element: Storable {
    public var stored: StoredValue { .list(map(\.stored)) }
    public static func restored(from value: StoredValue) throws -> Set<Element> {
        guard case .list(let values) = value else { throw NotStored(expected: "a list", found: value) }
        return Set(try values.filter { World.current.isThere($0) }.map { try Element.restored(from: $0) })
    }
    public var current: Set<Element> {
        Element.mayBeGone && contains(where: \.isGone) ? filter { !$0.isGone } : self
    }
}

extension Dictionary: Storable where Key == String, Value: Storable {
    public var stored: StoredValue { .map(mapValues(\.stored)) }
    public static func restored(from value: StoredValue) throws -> [String: Value] {
        guard case .map(let values) = value else { throw NotStored(expected: "a map", found: value) }
        return try values.filter { World.current.isThere($0.value) }.mapValues { try Value.restored(from: $0) }
    }
    public var current: [String: Value] {
        Value.mayBeGone && values.contains(where: \.isGone) ? filter { !$0.value.isGone } : self
    }
}

// MARK: - Entities

/// An entity by its number, for values that are no entities themselves: jobs, dialogues, your own Codable types.
nonisolated public struct Ref<Target: Entity>: Hashable, Sendable {
    public let id: EntityID

    public init(id: EntityID) { self.id = id }

    @MainActor public init(_ target: Target) { id = target.id }

    /// The entity, or nil when it is gone or of another class now.
    @MainActor public var target: Target? { World.current.entity(id) as? Target }
}

extension Ref: Storable {
    public var stored: StoredValue { .reference(id) }
    public static func restored(from value: StoredValue) throws -> Ref {
        guard case .reference(let id) = value else { throw NotStored(expected: "an entity", found: value) }
        return Ref(id: id)
    }
}
