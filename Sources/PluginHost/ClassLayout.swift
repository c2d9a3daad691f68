@_spi(Hosting) import HearthKit

/// Does a loaded plugin's class fit the superclass that is loaded with it?
///
/// A subclass is compiled with its superclass's method table and field offsets copied in. If the superclass was
/// rebuilt and the subclass was not, both load, every symbol is found, and the first call runs another method
/// than the one meant. Both tables can be read, so they are compared, before any code of the plugin runs.
enum ClassLayout {
    /// A class that does not fit, and the superclass that it does not fit.
    struct Mismatch: Equatable {
        var type: String
        var superclass: String
    }

    /// The first class of the image that was compiled against another version of its superclass.
    static func mismatch(in image: PluginImage) -> Mismatch? {
        // Superclasses of the same image were compiled in one go with their subclasses.
        let pairs = TypeDiscovery.descriptors(in: image).compactMap { type in
            type.superclass.map { (type: type, superclass: $0) }
        }.filter { DynamicLoader.imageBase(containing: $0.superclass.address) != image.base }
        // All sizes first: only a class of the right size can be completed by the runtime without harm.
        let misfit = pairs.first { !hasRightSize($0.type, over: $0.superclass) }
            ?? pairs.first { !hasSameTable($0.type, over: $0.superclass, image: image) }
        return misfit.map { Mismatch(type: name($0.type, in: image), superclass: name($0.superclass, in: nil)) }
    }

    private static func hasRightSize(_ type: ContextDescriptor, over superclass: ContextDescriptor) -> Bool {
        type.metadataSize == superclass.metadataSize + type.ownMembers
    }

    /// Word for word, inherited members are the superclass's own, except methods that the subclass overrides.
    private static func hasSameTable(
        _ type: ContextDescriptor, over superclass: ContextDescriptor, image: PluginImage
    ) -> Bool {
        guard let own = type.metadata, let inherited = superclass.metadata else { return true }
        let superclassImage = DynamicLoader.imageBase(containing: superclass.address)
        for index in ClassMetadata.headerWords..<max(ClassMetadata.headerWords, superclass.metadataSize) {
            let mine = ClassMetadata.word(index, of: own)
            let theirs = ClassMetadata.word(index, of: inherited)
            // An optimized build cuts methods that nobody can call any more out of their own class's table.
            guard mine != theirs, theirs != DynamicLoader.deletedMethod else { continue }
            // An override is code elsewhere than in the superclass's image; a field offset is no address at all.
            guard let code = UnsafeRawPointer(bitPattern: mine), let home = DynamicLoader.imageBase(containing: code),
                home != superclassImage
            else { return false }
        }
        return fieldsFollow(type, own, superclassSize: ClassMetadata.instanceSize(of: inherited))
    }

    /// The subclass's own fields begin where the superclass's instance ends, give or take an alignment.
    private static func fieldsFollow(
        _ type: ContextDescriptor, _ metadata: UnsafeRawPointer, superclassSize: Int
    ) -> Bool {
        let offsets = (0..<type.fieldCount).map {
            Int(bitPattern: ClassMetadata.word(type.fieldOffsets + $0, of: metadata))
        }
        // An empty field has offset 0.
        guard let first = offsets.first(where: { $0 != 0 }) else {
            return ClassMetadata.instanceSize(of: metadata) == superclassSize
        }
        return (superclassSize..<superclassSize + 16).contains(first)
    }

    private static func name(_ type: ContextDescriptor, in image: PluginImage?) -> String {
        // The name alone, read from the descriptor: the metadata of a class that does not fit must not be touched.
        guard let name = type.address.relativeReference(at: 8) else { return "?" }
        let text = String(cString: name.assumingMemoryBound(to: CChar.self))
        return image.map { "\($0.name).\(text)" } ?? text
    }
}

/// The words of class metadata, counted from its address point (docs/ABI/TypeMetadata.rst, "Class Metadata").
private enum ClassMetadata {
    #if os(macOS)
    static let headerWords = 10  // kind, superclass, two cache words, data, flags, sizes, …
    static let instanceSizeOffset = 48
    #else
    // Without Objective-C: kind, superclass; flags and address point; instance size and alignment; class size
    // and address point; descriptor; ivar destroyer. Seven words, the instance size at byte 24.
    static let headerWords = 7
    static let instanceSizeOffset = 24
    #endif

    static func word(_ index: Int, of metadata: UnsafeRawPointer) -> UInt {
        metadata.load(fromByteOffset: index * 8, as: UInt.self)
    }

    static func instanceSize(of metadata: UnsafeRawPointer) -> Int {
        Int(metadata.load(fromByteOffset: instanceSizeOffset, as: UInt32.self))
    }
}
