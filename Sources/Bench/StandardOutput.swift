#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

enum StandardOutput {
    /// One line, now: a pipe would keep it back.
    static func line(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

    /// What the bench is at, for the one who waits.
    static func progress(_ text: String) { write("\(text)\n", to: STDERR_FILENO) }

    private static func write(_ text: String, to file: Int32) {
        var text = text
        text.withUTF8 { bytes in
            #if canImport(Darwin)
                _ = Darwin.write(file, bytes.baseAddress, bytes.count)
            #else
                _ = Glibc.write(file, bytes.baseAddress, bytes.count)
            #endif
        }
    }
}
