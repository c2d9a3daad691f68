@_spi(Hosting) import HearthKit

/// Finds the types that a loaded plugin declares, so that nobody has to register them.
public enum TypeDiscovery {
    /// All types of one image that ``TypeSection`` has.
    ///
    /// The caller picks with `as? Entity.Type` or, on the main thread if the conformance is main-actor isolated,
    /// `as? any Job.Type`.
    public static func types(in image: PluginImage) -> [Any.Type] { section(of: image)?.types ?? [] }

    static func descriptors(in image: PluginImage) -> [ContextDescriptor] { section(of: image)?.descriptors ?? [] }

    private static func section(of image: PluginImage) -> TypeSection? {
        TypeSection.all.last { DynamicLoader.imageBase(containing: $0.place) == image.base }
    }
}
