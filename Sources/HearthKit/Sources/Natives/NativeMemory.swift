#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Memory that crosses: from C's `malloc`, which is what both sides of a call know to free.
nonisolated enum NativeMemory {
    static func block(count: Int, size: Int) -> UnsafeMutableRawPointer {
        guard let block = calloc(max(1, count), size) else { preconditionFailure("out of memory") }
        return block
    }

    static func copy(of text: String) -> UnsafeMutablePointer<CChar> {
        guard let copy = strdup(text) else { preconditionFailure("out of memory") }
        return copy
    }

    /// What a call lends to a native: freed when the call has ended.
    struct Loan: ~Copyable {
        private var blocks: [UnsafeMutableRawPointer] = []

        mutating func lend(_ text: String) -> UnsafeRawPointer {
            let copy = UnsafeMutableRawPointer(NativeMemory.copy(of: text))
            blocks.append(copy)
            return UnsafeRawPointer(copy)
        }

        mutating func lend(count: Int, size: Int) -> UnsafeMutableRawPointer {
            let block = NativeMemory.block(count: count, size: size)
            blocks.append(block)
            return block
        }

        deinit { for block in blocks { NativeMemory.free(block) } }
    }

    static func free(_ block: UnsafeMutableRawPointer?) {
        #if canImport(Darwin)
        Darwin.free(block)
        #else
        Glibc.free(block)
        #endif
    }

    /// A symbol of the process and all that it has linked. In the Server a plugin's functions are looked for in the
    /// plugin alone; tests link their plugin.
    static func symbol(_ name: String) -> UnsafeRawPointer? {
        #if canImport(Darwin)
        UnsafeRawPointer(dlsym(UnsafeMutableRawPointer(bitPattern: -2), name))  // RTLD_DEFAULT
        #else
        UnsafeRawPointer(dlsym(nil, name))
        #endif
    }
}
