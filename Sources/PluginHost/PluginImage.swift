/// A plugin's library, loaded into this process for good.
///
/// `@unchecked`: the pointers lead into an image that is never closed, and nothing here changes.
public struct PluginImage: @unchecked Sendable {
    /// The plugin's name, which is its module's: `Lantern`.
    public let name: String
    public let path: String
    /// Where the image begins in memory.
    let base: UnsafeRawPointer
    private let handle: UnsafeMutableRawPointer

    /// Loads a library and all that it links against. Runs the library's initializers, so check it first (`PluginSet`).
    ///
    /// - Parameter path: absolute, or the loader would search for it elsewhere.
    public init(name: String, path: String) throws(PluginError) {
        guard path.hasPrefix("/") else {
            throw PluginError(name, path, .refused("\(path) is not an absolute path."))
        }
        guard DynamicLoader.fileExists(path) else { throw PluginError(name, path, .missingFile) }
        switch DynamicLoader.open(path) {
        case .success(let handle):
            guard let base = DynamicLoader.imageBase(of: handle, path: path) else {
                throw PluginError(name, path, .refused("the loader does not say where in memory it is."))
            }
            self.name = name
            self.path = path
            self.handle = handle
            self.base = base
        case .failure(let message):
            throw PluginError(name, path, Self.problem(from: message.text))
        }
    }

    /// The plugin's own C function of this name, to be called with the C calling convention.
    ///
    /// A Swift `@c func` may be internal if the plugin is compiled with `-enable-testing`. A function of the same name
    /// in a library that the plugin links against is not meant and not found.
    public func function(named symbol: String) throws(PluginError) -> UnsafeMutableRawPointer {
        guard let address = DynamicLoader.symbol(symbol, in: handle),
            DynamicLoader.imageBase(containing: address) == base
        else { throw PluginError(name, path, .noFunction(symbol)) }
        return address
    }

    /// What glibc's loader meant (elf/dl-lookup.c, dl-load.c). Its text is English in a process that sets no locale.
    static func problem(from message: String) -> PluginError.Problem {
        if let marker = message.firstRange(of: "undefined symbol: ") {
            let symbol = message[marker.upperBound...].prefix { $0 != "," && $0 != " " }
            return .missingSymbols([SymbolName.declaration(String(symbol))])
        }
        if message.contains("cannot open shared object file") {
            return .missingLibrary(String(message.prefix { $0 != ":" }))
        }
        let reasons = ["invalid ELF header", "file too short", "wrong ELF class", "only ET_DYN and ET_EXEC"]
        if let reason = reasons.first(where: message.contains) { return .notALibrary(reason: reason) }
        return .refused(message)
    }
}
