#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

typealias InformedHandler =
    @convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void

/// The Swift runtime's handlers, which print a backtrace, and what stands before them.
enum SignalHandlers {
    /// Puts `handler` in the place of the runtime's, which `keep` is given first. Where the runtime prints no backtraces
    /// it does nothing.
    static func replace(_ signals: [Int32], by handler: InformedHandler, keep: (InformedHandler) -> Void) {
        for number in signals {
            // With the runtime's own flags: it brings a stack for the case that there is none left.
            var action = sigaction()
            guard sigaction(number, nil, &action) == 0, action.sa_flags & Int32(SA_SIGINFO) != 0,
                let own = action.informed
            else { continue }
            keep(own)
            action.informed = handler
            sigaction(number, &action, nil)
        }
    }
}

extension sigaction {
    /// The handler that is told about the signal.
    fileprivate var informed: InformedHandler? {
        get {
            #if canImport(Darwin)
                __sigaction_u.__sa_sigaction
            #else
                __sigaction_handler.sa_sigaction
            #endif
        }
        set {
            #if canImport(Darwin)
                __sigaction_u.__sa_sigaction = newValue
            #else
                __sigaction_handler.sa_sigaction = newValue
            #endif
        }
    }
}
