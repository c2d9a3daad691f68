/// The plugins of a generation, loaded in order; every one that fails is named, not just the first.
public struct PluginSet: Sendable {
    /// What was loaded, in the order given.
    public private(set) var images: [PluginImage] = []
    /// What was not, and why.
    public private(set) var failures: [PluginError] = []

    /// Checks and loads plugins from one folder, which holds the kit's library as well.
    ///
    /// - Parameters:
    ///   - directory: an absolute path; the files are `libNAME.so` (`.dylib` on macOS).
    ///   - names: the plugins, each after those that it imports.
    ///   - kit: the kit's module name. The process must have its library loaded, from this folder.
    ///   - identity: the contents that the build made; nil to load outside a generation.
    ///   - isProved: the same files were checked and loaded before. To read their symbols again is most of what loading
    ///     takes, and would delay the successor of a Server that was killed.
    ///   - willLoad: called before each library is touched, so that somebody knows the name if it never returns.
    public static func load(
        from directory: String, names: [String], kit: String, identity: BuildIdentity? = nil, isProved: Bool = false,
        willLoad: (String) -> Void = { _ in }
    ) -> PluginSet {
        var set = PluginSet()
        var loader = Loader(directory: directory, modules: [kit] + names, identity: identity, isProved: isProved)
        if let identity {
            do throws(PluginError) {
                try identity.checkContent(of: kit, path: loader.path(of: kit))
            } catch {
                set.failures.append(error)
                return set  // without its kit no plugin can be right
            }
        }
        loader.addLibrary(of: kit)
        for name in names {
            willLoad(name)
            do throws(PluginError) {
                set.images.append(try loader.load(name))
            } catch {
                loader.failed.append(name)
                set.failures.append(error)
            }
        }
        return set
    }
}

private struct Loader {
    let directory: String
    let modules: [String]
    let identity: BuildIdentity?
    let isProved: Bool
    /// The kit's library, then the plugins' that passed.
    var libraries: [SharedLibrary] = []
    var failed: [String] = []

    func file(of name: String) -> String { "lib\(name).\(DynamicLoader.fileExtension)" }
    func path(of name: String) -> String { "\(directory)/\(file(of: name))" }

    mutating func addLibrary(of kit: String) {
        #if !os(macOS)
        if !isProved, let library = try? SharedLibrary(contentsOf: path(of: kit)) { libraries = [library] }
        #endif
    }

    mutating func load(_ name: String) throws(PluginError) -> PluginImage {
        let path = path(of: name)
        guard DynamicLoader.fileExists(path) else { throw PluginError(name, path, .missingFile) }
        try identity?.checkContent(of: name, path: path)
        #if !os(macOS)  // there dlopen alone tells, in its own words
        let library = isProved ? nil : try checkedLibrary(name, path)
        #endif
        let image = try PluginImage(name: name, path: path)
        if let mismatch = ClassLayout.mismatch(in: image) {
            throw PluginError(
                name, path, .outdatedSuperclass(type: mismatch.type, superclass: mismatch.superclass))
        }
        #if !os(macOS)
        if let library { libraries.append(library) }
        #endif
        return image
    }

    #if !os(macOS)
    private func checkedLibrary(_ name: String, _ path: String) throws(PluginError) -> SharedLibrary {
        let library: SharedLibrary
        do { library = try SharedLibrary(contentsOf: path) } catch {
            throw PluginError(name, path, .notALibrary(reason: error.reason))
        }
        // The loader would pull in a plugin that was refused, as a library this one needs.
        if let culprit = failed.first(where: { library.needed.contains(file(of: $0)) }) {
            throw PluginError(name, path, .dependencyFailed(culprit))
        }
        if !libraries.isEmpty {
            try BuildIdentity.checkSymbols(of: library, named: name, path: path, against: libraries, modules: modules)
        }
        return library
    }
    #endif
}
