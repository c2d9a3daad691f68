#if canImport(Darwin)
    import Darwin
#else
    @preconcurrency import Glibc  // its `stdout` is a variable
#endif

enum StandardOutput {
    /// What game code prints is in the log at once: the C library would keep it back, as the Portal reads it by a pipe,
    /// and lose it in a crash.
    static func tellLineByLine() { setvbuf(stdout, nil, _IOLBF, 0) }
}
