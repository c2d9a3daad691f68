import CFFI

/// A C function with libffi's description of how to call it, prepared once.
///
/// `@unchecked`: the pointers lead to what this alone owns, and nothing there changes once it is made.
nonisolated final class CallInterface: @unchecked Sendable {
    private let interface: UnsafeMutablePointer<ffi_cif>
    private let types: UnsafeMutablePointer<UnsafeMutablePointer<ffi_type>?>
    private let function: UnsafeRawPointer
    /// How many arguments C sees: a list is two, and so is one that comes back.
    let count: Int

    /// Nil when libffi cannot call such a function on this processor.
    init?(_ signature: NativeSignature, at function: UnsafeRawPointer) {
        var arguments: [UnsafeMutablePointer<ffi_type>?] = []
        for parameter in signature.parameters {
            if parameter.type.isList {
                arguments += [hearth_ffi_pointer(), hearth_ffi_sint64()]
            } else {
                arguments.append(parameter.type.element.foreign)
            }
        }
        if signature.result?.isList ?? false { arguments.append(hearth_ffi_pointer()) }
        let result = signature.result.map { $0.isList ? hearth_ffi_pointer() : $0.element.foreign }
        count = arguments.count
        self.function = function
        interface = .allocate(capacity: 1)
        interface.initialize(to: ffi_cif())
        types = .allocate(capacity: max(1, count))
        types.initialize(from: arguments, count: count)
        guard hearth_ffi_prepare(interface, UInt32(count), result ?? hearth_ffi_void(), types) == FFI_OK else {
            return nil
        }
    }

    deinit {
        interface.deallocate()
        types.deallocate()
    }

    /// - Parameters:
    ///   - result: room for at least eight bytes; a whole number comes back widened to them.
    ///   - arguments: for each of ``count`` where its value lies, of exactly the type that was prepared.
    func call(_ result: UnsafeMutableRawPointer, _ arguments: UnsafeMutablePointer<UnsafeMutableRawPointer?>?) {
        hearth_ffi_call(interface, function, result, arguments)
    }
}

nonisolated extension NativeType.Element {
    fileprivate var foreign: UnsafeMutablePointer<ffi_type>? {
        switch self {
        case .int8: hearth_ffi_sint8()
        case .int16: hearth_ffi_sint16()
        case .int32: hearth_ffi_sint32()
        case .int64, .object: hearth_ffi_sint64()
        case .uint8, .bool: hearth_ffi_uint8()
        case .uint16: hearth_ffi_uint16()
        case .uint32: hearth_ffi_uint32()
        case .uint64: hearth_ffi_uint64()
        case .double: hearth_ffi_double()
        case .float: hearth_ffi_float()
        case .string: hearth_ffi_pointer()
        }
    }
}
