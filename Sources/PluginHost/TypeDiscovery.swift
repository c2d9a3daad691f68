#if os(macOS)
import Darwin
#endif

/// Finds the types that a loaded plugin declares, so that nobody has to register them.
public enum TypeDiscovery {
    /// All classes, structs and enums of one image that are not generic: public, internal, private, nested, local.
    ///
    /// The caller picks with `as? Entity.Type` or, on the main thread if the conformance is main-actor isolated,
    /// `as? any Job.Type`. Left out are generic types (they need arguments), types that cannot be copied, and the C
    /// types that a plugin merely mentions. A private struct or enum that nothing refers to is not there in a release
    /// build: the optimizer drops it (an internal one stays, because plugins compile with `-enable-testing`).
    public static func types(in image: PluginImage) -> [Any.Type] {
        descriptors(in: image).compactMap { $0.metadata.map { unsafeBitCast($0, to: Any.Type.self) } }
    }

    static func descriptors(in image: PluginImage) -> [ContextDescriptor] {
        guard let records = records(in: image.base) else { return [] }
        // A record is one 32-bit relative reference. Its low two bits say whether it leads to the descriptor (0) or to
        // a pointer to one (1); the other values are Objective-C's. TargetTypeMetadataRecord in
        // include/swift/ABI/Metadata.h.
        return stride(from: 0, to: records.count, by: 4).compactMap { offset in
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

    #if os(macOS)
    private static func records(in base: UnsafeRawPointer) -> UnsafeRawBufferPointer? {
        var size: UInt = 0
        let header = base.assumingMemoryBound(to: mach_header_64.self)
        guard let start = getsectiondata(header, "__TEXT", "__swift5_types", &size) else { return nil }
        return UnsafeRawBufferPointer(start: start, count: Int(size))
    }
    #else
    /// The section `swift5_type_metadata` of the image that begins at `base`.
    ///
    /// Each image hands its sections to the runtime when it is loaded; `swift_enumerateAllMetadataSections`
    /// (stdlib/public/runtime/ImageInspectionCommon.cpp) calls back with each `MetadataSections`
    /// (stdlib/public/SwiftShims/swift/shims/MetadataSections.h): version at 0, base address at 8, two unused words,
    /// then pairs (start, length): protocols at 32, conformances at 48, types at 64.
    private static func records(in base: UnsafeRawPointer) -> UnsafeRawBufferPointer? {
        typealias Body = @convention(c) (UnsafeRawPointer, UnsafeMutableRawPointer) -> Bool
        typealias Enumerate = @convention(c) (Body, UnsafeMutableRawPointer) -> Void
        struct Search {
            let base: UnsafeRawPointer
            var found: UnsafeRawBufferPointer?
        }
        guard let enumerate = DynamicLoader.symbol("swift_enumerateAllMetadataSections") else { return nil }
        var search = Search(base: base)
        withUnsafeMutablePointer(to: &search) { search in
            unsafeBitCast(enumerate, to: Enumerate.self)({ sections, context in
                let search = context.assumingMemoryBound(to: Search.self)
                // The structure lies in the image it describes.
                guard DynamicLoader.imageBase(containing: sections) == search.pointee.base else { return true }
                search.pointee.found = UnsafeRawBufferPointer(
                    start: sections.load(fromByteOffset: 64, as: UnsafeRawPointer?.self),
                    count: sections.load(fromByteOffset: 72, as: Int.self))
                return false  // stop
            }, search)
        }
        return search.found
    }
    #endif
}
