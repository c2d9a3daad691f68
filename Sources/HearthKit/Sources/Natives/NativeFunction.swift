/// A native that can be called: its signature was read, its function found.
public final class NativeFunction {
    public let signature: NativeSignature
    /// One line.
    public let help: String
    /// The plugin that exports it.
    public let plugin: String
    private let interface: CallInterface

    public var name: String { signature.name }
    /// What it goes by where code is watched and put out of order.
    let code: String

    init(_ signature: NativeSignature, help: String, plugin: String, interface: CallInterface) {
        (self.signature, self.help, self.plugin, self.interface) = (signature, help, plugin, interface)
        code = "native \(signature.name)"
    }

    /// Calls it with one value for each parameter. Whoever calls has checked that the parameters take them; one that is
    /// not taken crosses as zero, and never as what it is not.
    func run(_ values: [NativeValue]) throws(NativeError.Problem) -> NativeValue {
        assert(values.count == signature.parameters.count)
        var loan = NativeMemory.Loan()
        // Eight bytes hold every single value; the last two words are the result and, where it is a list, its count.
        let words = interface.count + 2
        let result = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: words) { slots in
            withUnsafeTemporaryAllocation(of: UnsafeMutableRawPointer?.self, capacity: words) { addresses in
                slots.initialize(repeating: 0)
                addresses.initialize(repeating: nil)
                guard let base = UnsafeMutableRawPointer(slots.baseAddress) else { return (UInt64(0), 0) }
                for index in 0..<words { addresses[index] = base + 8 * index }
                var slot = 0
                for (parameter, value) in zip(signature.parameters, values) {
                    slot += parameter.type.store(value, at: base + 8 * slot, &loan)
                }
                let (outcome, count) = (base + 8 * (words - 2), base + 8 * (words - 1))
                if slot < interface.count { (base + 8 * slot).storeBytes(of: count, as: UnsafeMutableRawPointer.self) }
                interface.call(outcome, addresses.baseAddress)
                return (outcome.load(as: UInt64.self), count.load(as: Int.self))
            }
        }
        guard let type = signature.result else { return .none }
        return try type.result(result.0, count: result.1)
    }
}

nonisolated extension NativeType {
    /// Puts a value where C finds it; how many arguments it is.
    fileprivate func store(
        _ value: NativeValue, at slot: UnsafeMutableRawPointer, _ loan: inout NativeMemory.Loan
    ) -> Int {
        guard isList else {
            element.store(value, at: slot, &loan)
            return 1
        }
        if case .list(let values) = value, !values.isEmpty {
            let list = loan.lend(count: values.count, size: element.size)
            for (index, value) in values.enumerated() { element.store(value, at: list + index * element.size, &loan) }
            slot.storeBytes(of: list, as: UnsafeMutableRawPointer.self)
            (slot + 8).storeBytes(of: values.count, as: Int.self)
        }
        return 2
    }

    /// Reads what a native returned, and frees it.
    fileprivate func result(_ word: UInt64, count: Int) throws(NativeError.Problem) -> NativeValue {
        if !isList, element != .string {
            return withUnsafeBytes(of: word) { $0.baseAddress.map(element.load) ?? .none }
        }
        guard let memory = UnsafeMutableRawPointer(bitPattern: UInt(word)) else {
            guard count == 0 else { throw .other("it returned no list, and says that \(count) values are in it.") }
            return isList ? .list([]) : .text("")
        }
        defer { NativeMemory.free(memory) }
        guard isList else { return .text(String(cString: memory.assumingMemoryBound(to: CChar.self))) }
        guard (0...Self.longestList).contains(count) else {
            throw .other("it returned a list, and says that \(count) values are in it.")
        }
        let places = (0..<count).map { memory + $0 * element.size }
        defer {
            if element == .string {
                for place in places { NativeMemory.free(place.load(as: UnsafeMutableRawPointer?.self)) }
            }
        }
        return .list(places.map { element.load(UnsafeRawPointer($0)) })
    }

    /// More is a mistake.
    private static var longestList: Int { 1 << 24 }
}

nonisolated extension NativeType.Element {
    fileprivate func store(
        _ value: NativeValue, at place: UnsafeMutableRawPointer, _ loan: inout NativeMemory.Loan
    ) {
        switch (self, value) {
        case (.string, .text(let text)): place.storeBytes(of: loan.lend(text), as: UnsafeRawPointer.self)
        case (.object, .object(let id)): place.storeBytes(of: id.rawValue, as: Int64.self)
        case (.bool, .flag(let flag)): place.storeBytes(of: flag ? 1 : 0, as: UInt8.self)
        case (.double, .number(let number)): place.storeBytes(of: number, as: Double.self)
        case (.double, .integer(let number)): place.storeBytes(of: Double(number), as: Double.self)
        case (.float, .number(let number)): place.storeBytes(of: Float(number), as: Float.self)
        case (.float, .integer(let number)): place.storeBytes(of: Float(number), as: Float.self)
        case (.int8, .integer(let number)), (.uint8, .integer(let number)):
            place.storeBytes(of: UInt8(truncatingIfNeeded: number), as: UInt8.self)
        case (.int16, .integer(let number)), (.uint16, .integer(let number)):
            place.storeBytes(of: UInt16(truncatingIfNeeded: number), as: UInt16.self)
        case (.int32, .integer(let number)), (.uint32, .integer(let number)):
            place.storeBytes(of: UInt32(truncatingIfNeeded: number), as: UInt32.self)
        case (.int64, .integer(let number)), (.uint64, .integer(let number)):
            place.storeBytes(of: UInt64(truncatingIfNeeded: number), as: UInt64.self)
        // A text that is none must not be read: it is an empty one.
        case (.string, _): place.storeBytes(of: loan.lend(""), as: UnsafeRawPointer.self)
        default: break
        }
    }

    /// What lies there. A single result is widened to eight bytes; its low ones come first on every processor that
    /// Hearth is for.
    fileprivate func load(_ place: UnsafeRawPointer) -> NativeValue {
        switch self {
        case .int8: .integer(Int128(place.load(as: Int8.self)))
        case .int16: .integer(Int128(place.load(as: Int16.self)))
        case .int32: .integer(Int128(place.load(as: Int32.self)))
        case .int64: .integer(Int128(place.load(as: Int64.self)))
        case .uint8: .integer(Int128(place.load(as: UInt8.self)))
        case .uint16: .integer(Int128(place.load(as: UInt16.self)))
        case .uint32: .integer(Int128(place.load(as: UInt32.self)))
        case .uint64: .integer(Int128(place.load(as: UInt64.self)))
        case .double: .number(place.load(as: Double.self))
        case .float: .number(Double(place.load(as: Float.self)))
        case .bool: .flag(place.load(as: UInt8.self) != 0)
        case .object:
            place.load(as: Int64.self) == 0 ? .none : .object(EntityID(rawValue: place.load(as: Int64.self)))
        case .string: .text(place.load(as: UnsafePointer<CChar>?.self).map { String(cString: $0) } ?? "")
        }
    }
}
