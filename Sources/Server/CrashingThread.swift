import Wire

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Says on the shared page when it is another thread than the main one that ends the process: work that code has done
/// elsewhere. What the main thread runs at that moment is not to blame, and is not given up.
enum CrashingThread {
    // Written once, before the handlers that read them are there; a signal handler can take no lock.
    private nonisolated(unsafe) static var flag: UnsafeMutablePointer<UInt8>?
    private nonisolated(unsafe) static var mainThread: pthread_t?
    private nonisolated(unsafe) static var backtrace: InformedHandler?

    /// To be called once, on the main thread. Does nothing where the runtime prints no backtraces.
    static func tell(_ page: RunningPage) {
        (flag, mainThread) = (page.diedElsewhereFlag, pthread_self())
        // The runtime has one handler for all of them.
        SignalHandlers.replace([SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE], by: { number, info, context in
            CrashingThread.note()
            CrashingThread.backtrace?(number, info, context)
        }, keep: { backtrace = $0 })
    }

    /// In a signal handler.
    static func note() {
        guard let mainThread, pthread_equal(pthread_self(), mainThread) == 0 else { return }
        flag?.pointee = 1
    }
}
