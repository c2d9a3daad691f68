/// A view of the Swift compiler's description of one declared type, in the memory of a loaded image.
///
/// The layout is ABI: `TargetContextDescriptor`, `TargetTypeContextDescriptor` and `TargetClassDescriptor` in
/// include/swift/ABI/Metadata.h, flags in include/swift/ABI/MetadataValues.h of the Swift repository. All fields are
/// 32 bits; a reference is an offset relative to its own address.
///
/// | offset | field | | offset | class only |
/// | --- | --- | --- | --- | --- |
/// | 0 | flags | | 20 | superclass, mangled (relative) |
/// | 4 | parent (relative, may be indirect) | | 24 | metadata negative size in words |
/// | 8 | name (relative) | | 28 | metadata positive size in words |
/// | 12 | metadata access function (relative) | | 32 | number of immediate members |
/// | 16 | field descriptor (relative) | | 36, 40 | number of fields, field offset vector |
@_spi(Hosting) public nonisolated struct ContextDescriptor {
    public let address: UnsafeRawPointer

    public init(_ address: UnsafeRawPointer) { self.address = address }

    public enum Kind: UInt32 { case `class` = 16, `struct` = 17, `enum` = 18 }  // ContextDescriptorKind

    private func word(_ offset: Int) -> UInt32 { address.loadUnaligned(fromByteOffset: offset, as: UInt32.self) }

    private var flags: UInt32 { word(0) }
    /// Nil for a context that is no nominal type: module, extension, function, protocol.
    public var kind: Kind? { Kind(rawValue: flags & 0x1F) }
    /// Its metadata needs type arguments, its own or those of the type or function around it.
    public var isGeneric: Bool { flags & 0x80 != 0 }
    /// Declared here; an imported C type is described anew in every image that mentions it.
    public var isUnique: Bool { flags & 0x40 != 0 }
    /// `~Copyable` or `~Escapable`: an `Any.Type` may not hold it.
    public var suppressesCopyable: Bool { flags & 0x20 != 0 }

    /// The type's metadata, complete. Only for a type that is not generic.
    ///
    /// The access function takes a MetadataRequest (0: complete, wait for it) and returns the pair (metadata, state)
    /// in two registers (`MetadataResponse`); as a C function it yields the first.
    public var metadata: UnsafeRawPointer? {
        typealias Access = @convention(c) (Int) -> UnsafeRawPointer?
        guard let function = address.relativeReference(at: 12) else { return nil }
        return unsafeBitCast(function, to: Access.self)(0)
    }

    // MARK: Classes

    private var hasResilientSuperclass: Bool { flags & (1 << 29) != 0 }  // Class_HasResilientSuperclass, 16 + 13
    /// How far the class's metadata reaches past its address point, in words, all inherited members included.
    public var metadataSize: Int { Int(word(28)) }
    /// How many of those words are this class's own.
    public var ownMembers: Int { Int(word(32)) }
    public var fieldCount: Int { Int(word(36)) }
    /// Where the offsets of the class's own fields stand in its metadata, in words.
    public var fieldOffsets: Int { Int(word(40)) }

    /// The superclass, if it is a plain one whose layout was compiled in: not generic, not resilient.
    ///
    /// A mangled type name that begins with the byte 1 or 2 is a symbolic reference: 4 bytes relative to themselves,
    /// to a context descriptor (1) or to a pointer to one (2). docs/ABI/Mangling.rst, "Symbolic references".
    public var superclass: ContextDescriptor? {
        guard kind == .class, !isGeneric, !hasResilientSuperclass,
            let name = address.relativeReference(at: 20)
        else { return nil }
        let target: UnsafeRawPointer? =
            switch name.load(as: UInt8.self) {
            case 1: name.relativeReference(at: 1)
            case 2: name.relativeReference(at: 1)?.loadUnaligned(as: UnsafeRawPointer?.self)
            default: nil
            }
        guard let descriptor = target.map(ContextDescriptor.init), !descriptor.isGeneric else { return nil }
        return descriptor.kind == .class ? descriptor : nil
    }
}

nonisolated extension UnsafeRawPointer {
    /// What a `RelativeDirectPointer` at `offset` points to (include/swift/Basic/RelativePointer.h); zero is null.
    @_spi(Hosting) public func relativeReference(at offset: Int) -> UnsafeRawPointer? {
        let distance = loadUnaligned(fromByteOffset: offset, as: Int32.self)
        return distance == 0 ? nil : self + offset + Int(distance)
    }
}
