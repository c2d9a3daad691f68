/// Why a plugin was not loaded, in words for the one who wrote it.
public struct PluginError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The plugin's name, `Lantern`.
    public var plugin: String
    /// The file that was to be loaded.
    public var path: String
    public var problem: Problem

    public enum Problem: Equatable, Sendable {
        /// There is no such file.
        case missingFile
        /// The file is not a shared library of this platform; the reason is the loader's or the reader's.
        case notALibrary(reason: String)
        /// A library that the plugin links against was not found.
        case missingLibrary(String)
        /// The plugin uses these declarations (demangled), which nothing that is loaded has.
        case missingSymbols([String])
        /// A plugin that this one imports did not load.
        case dependencyFailed(String)
        /// Plugin and kit were built in different configurations.
        case wrongConfiguration(plugin: BuildIdentity.Configuration, kit: BuildIdentity.Configuration)
        /// The generation's manifest does not list this file, or lists it with another content.
        case notOfThisBuild(listed: Bool)
        /// A class was compiled against another version of its superclass than the loaded one.
        case outdatedSuperclass(type: String, superclass: String)
        /// The plugin has no C function of this name.
        case noFunction(String)
        /// Anything else, as the loader said it.
        case refused(String)
    }

    init(_ plugin: String, _ path: String, _ problem: Problem) {
        self.plugin = plugin
        self.path = path
        self.problem = problem
    }

    public var description: String {
        switch problem {
        case .missingFile:
            "Plugin \(plugin): there is no file \(path). Build it first."
        case .notALibrary(let reason):
            "Plugin \(plugin): \(path) is not a library that can be loaded (\(reason)). Build it again."
        case .missingLibrary(let library):
            "Plugin \(plugin) needs \(library), which is not beside it (\(path)). Build the two together."
        case .missingSymbols(let symbols):
            "Plugin \(plugin) uses what is no longer there: \(Self.list(symbols)) (\(path)). "
                + "Build it together with what it imports."
        case .dependencyFailed(let dependency):
            "Plugin \(plugin) was left out: it imports \(dependency), which did not load."
        case .wrongConfiguration(let own, let kit):
            "Plugin \(plugin) is a \(own) build and the kit is a \(kit) build (\(path)). "
                + "Build both in one configuration."
        case .notOfThisBuild(listed: true):
            "Plugin \(plugin): \(path) is not the file that this build made. Build again."
        case .notOfThisBuild(listed: false):
            "Plugin \(plugin): \(path) is not a part of this build. Name the plugin in Package.swift and build again."
        case .outdatedSuperclass(let type, let superclass):
            "Plugin \(plugin): class \(type) was compiled against another version of \(superclass) (\(path)). "
                + "Build both together."
        case .noFunction(let name):
            "Plugin \(plugin) has no C function '\(name)'. Declare it as `@c func \(name)`."
        case .refused(let message):
            "Plugin \(plugin) could not be loaded: \(message)"
        }
    }

    private static func list(_ symbols: [String], atMost limit: Int = 5) -> String {
        let shown = symbols.prefix(limit).joined(separator: "; ")
        return symbols.count > limit ? "\(shown); and \(symbols.count - limit) more" : shown
    }
}
