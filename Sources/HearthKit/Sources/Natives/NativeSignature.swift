/// What a native takes and gives, as its plugin declares it: `strength(who: Object, least: Int = 10) -> Bool`.
public nonisolated struct NativeSignature: Sendable, Hashable {
    public struct Parameter: Sendable, Hashable {
        public var name: String
        public var type: NativeType
        /// What stands for it when a call ends before it.
        public var standard: NativeValue?
    }

    public let name: String
    public let parameters: [Parameter]
    /// Nil when it gives nothing back.
    public let result: NativeType?
    private let source: String

    /// How many values a call may give.
    public let counts: ClosedRange<Int>

    /// - Throws: ``NativeError`` that tells the place and what was expected there.
    public init(parsing source: String) throws(NativeError) {
        var reader = NativeReader(source)
        self.source = String(source.trimmingSpaces)
        guard let name = reader.name() else { throw reader.error("the name of a C function") }
        self.name = name
        guard reader.take("(") else { throw reader.error("'(' after '\(name)'") }
        var parameters: [Parameter] = []
        if !reader.take(")") {
            repeat { parameters.append(try Self.parameter(&reader, after: parameters)) } while reader.take(",")
            guard reader.take(")") else { throw reader.error("',' or ')'") }
        }
        self.parameters = parameters
        counts = (parameters.firstIndex { $0.standard != nil } ?? parameters.count)...parameters.count
        result = reader.take("-") && reader.take(">") ? try Self.type(&reader) : nil
        guard reader.isAtEnd else { throw reader.error(result == nil ? "'->' or the end" : "the end") }
    }

    private static func parameter(
        _ reader: inout NativeReader, after others: [Parameter]
    ) throws(NativeError) -> Parameter {
        guard let name = reader.name() else { throw reader.error("the name of a parameter") }
        guard reader.take(":") else { throw reader.error("':' and a type after '\(name)'") }
        let type = try type(&reader)
        var standard: NativeValue?
        if reader.take("=") {
            guard case .value(let value) = try reader.argument(), type.takes(value) else {
                throw reader.error("\(type.words) for '\(name)'")
            }
            standard = value
        } else if others.last?.standard != nil {
            throw reader.error("'=' and a value, as those before '\(name)' have one")
        }
        return Parameter(name: name, type: type, standard: standard)
    }

    private static func type(_ reader: inout NativeReader) throws(NativeError) -> NativeType {
        let isList = reader.take("[")
        let place = reader
        guard let name = reader.name() else { throw reader.error("a type: Int, Double, String, Object, [Int], …") }
        guard let element = NativeType.Element(named: name) else { throw place.error(correction(of: name)) }
        guard !isList || reader.take("]") else { throw reader.error("']'") }
        return NativeType(element, isList: isList)
    }

    /// C's `int` and Swift's `Int` differ in size: it is not guessed which was meant.
    private static func correction(of name: String) -> String {
        switch name {
        case "int", "long", "short", "unsigned", "char", "CInt", "CLong":
            "Int32 (C's int), Int64 (Swift's Int, C's int64_t) or another whole number of a known size"
        case "text", "string", "str": "String"
        case "object", "obj": "Object"
        default: "one of \(English.list(NativeType.Element.allCases.map(\.rawValue), and: "or"))"
        }
    }

    /// Whether it is about somebody first: then a lock may leave out whom.
    public var beginsWithObject: Bool { parameters.first?.type == NativeType(.object) }
}

nonisolated extension NativeSignature: CustomStringConvertible {
    /// As its plugin wrote it.
    public var description: String { source }
}
