#if os(macOS)
import Darwin
#endif

/// The list of types that one image in memory declares, as the compiler wrote it for the runtime.
@_spi(Hosting) public nonisolated struct TypeSection {
    /// An address in the image.
    public let place: UnsafeRawPointer
    private let records: UnsafeRawBufferPointer

    /// Descriptions of all classes, structs and enums of the image that are not generic: public, internal, private,
    /// nested, local.
    ///
    /// Left out are generic types (they need arguments), types that cannot be copied, and the C types that the image
    /// merely mentions. A private struct or enum that nothing refers to is not there in a release build: the optimizer
    /// drops it (an internal one stays, because plugins compile with `-enable-testing`).
    public var descriptors: [ContextDescriptor] {
        // A record is one 32-bit relative reference. Its low two bits say whether it leads to the descriptor (0) or to
        // a pointer to one (1); the other values are Objective-C's. TargetTypeMetadataRecord in
        // include/swift/ABI/Metadata.h.
        stride(from: 0, to: records.count, by: 4).compactMap { offset in
            guard let record = records.baseAddress.map({ $0 + offset }) else { return nil }
            let value = record.loadUnaligned(as: Int32.self)
            let target = record + Int(value & ~3)
            let address: UnsafeRawPointer? =
                switch value & 3 {
                case 0: target
                case 1: target.loadUnaligned(as: UnsafeRawPointer?.self)
                default: nil
                }
            guard let descriptor = address.map(ContextDescriptor.init), descriptor.kind != nil, descriptor.isUnique,
                !descriptor.isGeneric, !descriptor.suppressesCopyable
            else { return nil }
            return descriptor
        }
    }

    /// The types themselves.
    public var types: [Any.Type] {
        descriptors.compactMap { $0.metadata.map { unsafeBitCast($0, to: Any.Type.self) } }
    }

    #if os(macOS)
    /// Those of all images in memory.
    public static var all: [TypeSection] {
        (0..<_dyld_image_count()).compactMap { index in
            guard let header = _dyld_get_image_header(index) else { return nil }
            var size: UInt = 0
            let base = UnsafeRawPointer(header)
            let section = getsectiondata(
                base.assumingMemoryBound(to: mach_header_64.self), "__TEXT", "__swift5_types", &size)
            guard let section else { return nil }
            return TypeSection(place: base, records: UnsafeRawBufferPointer(start: section, count: Int(size)))
        }
    }
    #else
    /// Those of all images in memory.
    ///
    /// Each image hands its sections to the runtime when it is loaded; `swift_enumerateAllMetadataSections`
    /// (stdlib/public/runtime/ImageInspectionCommon.cpp) calls back with each `MetadataSections`
    /// (stdlib/public/SwiftShims/swift/shims/MetadataSections.h), which lies in the image that it describes: version at
    /// 0, base address at 8, two unused words, then pairs (start, length): protocols at 32, conformances at 48, types
    /// at 64.
    public static var all: [TypeSection] {
        typealias Body = @convention(c) (UnsafeRawPointer, UnsafeMutableRawPointer) -> Bool
        typealias Enumerate = @convention(c) (Body, UnsafeMutableRawPointer) -> Void
        guard let enumerate = NativeMemory.symbol("swift_enumerateAllMetadataSections") else { return [] }
        var found: [TypeSection] = []
        withUnsafeMutablePointer(to: &found) { found in
            unsafeBitCast(enumerate, to: Enumerate.self)({ sections, context in
                let records = UnsafeRawBufferPointer(
                    start: sections.load(fromByteOffset: 64, as: UnsafeRawPointer?.self),
                    count: sections.load(fromByteOffset: 72, as: Int.self))
                context.assumingMemoryBound(to: [TypeSection].self).pointee
                    .append(TypeSection(place: sections, records: records))
                return true
            }, found)
        }
        return found
    }
    #endif
}
