// What a plugin carries of the kit's build: every class and type of a plugin that the Server looks at refers to one of
// these by name, so that a debug plugin in a release Server is refused in words (see PluginHost's BuildIdentity).
#if DEBUG
    nonisolated public protocol KitBuiltForDebug {}
    public typealias KitBuild = KitBuiltForDebug
#else
    nonisolated public protocol KitBuiltForRelease {}
    public typealias KitBuild = KitBuiltForRelease
#endif
