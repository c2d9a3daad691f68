/// Says whether a plugin belongs to the kit that is to load it.
///
/// Classes of one build share memory layouts that no symbol name shows, so a plugin of another build
/// would crash. Three checks stand before that, and the maker of a plugin writes nothing for any of them:
///
/// 1. **Content**: the generation's manifest lists the digest of each file that one build made
///    (`checkContent`). Only what was built together is loaded together.
/// 2. **Configuration and names**: read from the file before it is loaded (`checkSymbols`). The kit has one empty
///    protocol in debug and another in release. Its root protocols inherit it and its root classes mention it in
///    a method, so each conformance and each subclass, which has that method in its table, refers to it by symbol:
///    ```swift
///    #if DEBUG
///    public protocol KitBuiltForDebug {}
///    public typealias KitBuild = KitBuiltForDebug
///    #else
///    public protocol KitBuiltForRelease {}
///    public typealias KitBuild = KitBuiltForRelease
///    #endif
///    open class Entity { open func builtFor(_: any KitBuild) {} }
///    public protocol Job: KitBuild { … }
///    ```
/// 3. **Layout**: each class against its superclass, once it is loaded and before it is used (`ClassLayout`).
public struct BuildIdentity: Sendable {
    public enum Configuration: String, Sendable, CustomStringConvertible {
        case debug, release

        /// The name of the kit's protocol that marks a build of this configuration.
        var marker: String { self == .debug ? "KitBuiltForDebug" : "KitBuiltForRelease" }
        public var description: String { rawValue }
    }

    /// The digest of each file of the build, by file name (`libLantern.so`), as the manifest lists it.
    public var expected: [String: String]
    /// Computes the digest of the file at a path, in the manifest's notation (SHA-256 in hex, say).
    public var digest: @Sendable (_ path: String) throws -> String

    public init(expected: [String: String], digest: @escaping @Sendable (_ path: String) throws -> String) {
        self.expected = expected
        self.digest = digest
    }

    /// Refuses a file that the manifest does not list with exactly this content.
    public func checkContent(of plugin: String, path: String) throws(PluginError) {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        guard let wanted = expected[file] else { throw PluginError(plugin, path, .notOfThisBuild(listed: false)) }
        let found: String
        do { found = try digest(path) } catch { throw PluginError(plugin, path, .refused("\(error)")) }
        guard found == wanted else { throw PluginError(plugin, path, .notOfThisBuild(listed: true)) }
    }

    /// Refuses a plugin that was built for another configuration than the kit, or that uses what is not there.
    ///
    /// - Parameters:
    ///   - plugin: the library to check, unopened.
    ///   - libraries: the kit first, and the plugins that the plugin may import.
    ///   - modules: their modules' names. Symbols of other modules are left for the loader to find.
    static func checkSymbols(
        of plugin: SharedLibrary, named name: String, path: String, against libraries: [SharedLibrary],
        modules: [String]
    ) throws(PluginError) {
        let missing = plugin.undefined.filter { symbol in
            !libraries.contains { $0.defined.contains(symbol) }
                && modules.contains { SymbolName.mentions(module: $0, in: symbol) }
        }
        guard !missing.isEmpty else { return }
        let names = Set(missing.map(SymbolName.declaration)).sorted()
        if let kit = libraries.first.flatMap(configuration(ofKit:)) {
            let other: Configuration = kit == .debug ? .release : .debug
            if names.contains(where: { $0.contains(other.marker) }) {
                throw PluginError(name, path, .wrongConfiguration(plugin: other, kit: kit))
            }
        }
        throw PluginError(name, path, .missingSymbols(names))
    }

    static func configuration(ofKit kit: SharedLibrary) -> Configuration? {
        // "Mp" ends the symbol of a protocol's descriptor; few are there to be demangled.
        let protocols = kit.defined.filter { $0.hasSuffix("Mp") }.map(SymbolName.demangled)
        return [.debug, .release].first { configuration in protocols.contains { $0.contains(configuration.marker) } }
    }
}
