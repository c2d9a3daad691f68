#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The one thing that the kit asks of the operating system.
nonisolated enum SystemTime {
    static var millisecondsSince1970: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
