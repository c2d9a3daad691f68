#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A Server that is made to say where it is dies of it.
///
/// The Swift runtime answers `SIGABRT` and `SIGQUIT` with a backtrace. When they come from outside, it then goes on as
/// if nothing had been. But its successor is on the way, and has given up the line that ran: it must not end that line
/// after all, and commit it.
enum LastSignal {
    // Written once, before the handler that reads it is there; a signal handler can take no lock.
    private nonisolated(unsafe) static var backtrace: InformedHandler?

    /// To be called once, at the start. Does nothing where the runtime prints no backtraces.
    static func install() {
        for number in [SIGABRT, SIGQUIT] {
            var action = sigaction()
            guard sigaction(number, nil, &action) == 0, action.sa_flags & Int32(SA_SIGINFO) != 0,
                let handler = action.informed
            else { continue }
            backtrace = handler
            // With the runtime's own flags: it brings a stack for the case that there is none left.
            action.informed = { number, info, context in
                // From outside it comes to whichever thread.
                if let info, info.pointee.si_code != SI_USER { CrashingThread.note() }
                LastSignal.backtrace?(number, info, context)
                var itself = sigset_t()
                sigemptyset(&itself)
                sigaddset(&itself, number)
                pthread_sigmask(SIG_UNBLOCK, &itself, nil)
                signal(number, SIG_DFL)
                raise(number)
            }
            sigaction(number, &action, nil)
        }
    }
}

typealias InformedHandler =
    @convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void

extension sigaction {
    /// The handler that is told about the signal.
    var informed: InformedHandler? {
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
