/// The types of all game code in this process: what the Server finds in the plugins that it loads, for a test, which is
/// linked with the plugin under test.
enum LoadedTypes {
    /// Those of each image that has a class below one of the kit's, at whatever distance: of the toolchain's libraries
    /// none has.
    static var ofGameCode: [Any.Type] {
        var rest = TypeSection.all.map { (section: $0, descriptors: $0.descriptors) }
        let ofEntity = unsafeBitCast(Entity.self as Any.Type, to: UnsafeRawPointer.self)
        guard let kit = rest.firstIndex(where: { $0.descriptors.contains { $0.isClass && $0.metadata == ofEntity } })
        else { return [] }
        var known = Set(rest.remove(at: kit).descriptors.map(\.address))
        var types: [Any.Type] = []
        while let next = rest.firstIndex(where: { hasClass(below: known, in: $0.descriptors) }) {
            let image = rest.remove(at: next)
            known.formUnion(image.descriptors.map(\.address))
            types += image.section.types
        }
        return types
    }

    private static func hasClass(below known: Set<UnsafeRawPointer>, in descriptors: [ContextDescriptor]) -> Bool {
        descriptors.contains { $0.superclass.map { known.contains($0.address) } ?? false }
    }
}

nonisolated extension ContextDescriptor {
    fileprivate var isClass: Bool { kind == .class }
}
