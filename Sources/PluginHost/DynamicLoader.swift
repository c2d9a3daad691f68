#if os(macOS)
import Darwin
#else
import Glibc
#endif

/// The platform's dynamic loader: the one file that differs between Linux and macOS.
enum DynamicLoader {
    /// What stands in the table of a class for a method that the optimizer removed: the runtime's own trap.
    static let deletedMethod = UInt(bitPattern: symbol("swift_deletedMethodError"))

    #if os(macOS)
    static let fileExtension = "dylib"
    #else
    static let fileExtension = "so"
    #endif

    /// Loads a library and what it needs, all of its symbols bound now (`RTLD_NOW`): a missing one is an error here and
    /// not a crash later.
    ///
    /// `RTLD_LOCAL`, because plugins find each other by what they link against. In the global scope two
    /// plugins that both export a C function `roll` would silently share the first one.
    /// A loaded image is never closed: the Swift runtime keeps pointers into it.
    static func open(_ path: String) -> Result<UnsafeMutableRawPointer, LoaderMessage> {
        if let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) { return .success(handle) }
        return .failure(LoaderMessage(text: dlerror().map { String(cString: $0) } ?? "the loader gave no reason"))
    }

    struct LoaderMessage: Error { var text: String }

    /// A symbol of the image behind `handle`, or of the whole process.
    static func symbol(_ name: String, in handle: UnsafeMutableRawPointer? = nil) -> UnsafeMutableRawPointer? {
        #if os(macOS)
        dlsym(handle ?? UnsafeMutableRawPointer(bitPattern: -2), name)  // RTLD_DEFAULT
        #else
        dlsym(handle, name)
        #endif
    }

    #if !os(macOS)
    /// A C function's address, which any thread may read.
    private nonisolated(unsafe) static let findObject = symbol("_dl_find_object")
    #endif

    /// Where the image that contains `address` begins in memory; nil when no image does.
    static func imageBase(containing address: UnsafeRawPointer) -> UnsafeRawPointer? {
        #if os(macOS)
        var info = Dl_info()
        return dladdr(address, &info) != 0 ? UnsafeRawPointer(info.dli_fbase) : nil
        #else
        // glibc hides both behind _GNU_SOURCE, so they are looked up.
        withUnsafeTemporaryAllocation(of: UnsafeRawPointer?.self, capacity: 16) { info in
            info.initialize(repeating: nil)
            guard let start = info.baseAddress.map(UnsafeMutableRawPointer.init) else { return nil }
            typealias Find = @convention(c) (UnsafeRawPointer, UnsafeMutableRawPointer) -> CInt
            // Since glibc 2.35; its struct: flags, start of the image, end, … (dlfcn.h)
            if let function = findObject {
                return unsafeBitCast(function, to: Find.self)(address, start) == 0 ? info[1] : nil
            }
            // Everywhere, but it searches a symbol too, which takes 100 µs in a big image. Dl_info: name, base, …
            guard let function = symbol("dladdr"), unsafeBitCast(function, to: Find.self)(address, start) != 0 else {
                return nil
            }
            return info[1]
        }
        #endif
    }

    /// Where the image behind `handle` begins in memory.
    static func imageBase(of handle: UnsafeMutableRawPointer, path: String) -> UnsafeRawPointer? {
        #if os(macOS)
        for index in 0..<_dyld_image_count() where dlopen(_dyld_get_image_name(index), RTLD_NOLOAD) == handle {
            return UnsafeRawPointer(_dyld_get_image_header(index))
        }
        return nil
        #else
        // glibc's handle is a `struct link_map *` (link.h): l_addr, l_name, l_ld. l_ld, the dynamic section, is an
        // address in the image whatever its load bias.
        let dynamicSection = handle.load(fromByteOffset: 16, as: UnsafeRawPointer?.self)
        return dynamicSection.flatMap(imageBase(containing:))
        #endif
    }

    static func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The whole of a file, or nil when it cannot be read.
    static func contents(of path: String) -> [UInt8]? {
        guard let file = fopen(path, "rb") else { return nil }
        defer { fclose(file) }
        guard fseek(file, 0, SEEK_END) == 0, case let size = ftell(file), size >= 0 else { return nil }
        rewind(file)
        return [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
            count = fread(bytes.baseAddress, 1, size, file)
        }
    }
}
