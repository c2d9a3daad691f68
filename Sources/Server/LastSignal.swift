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
        SignalHandlers.replace([SIGABRT, SIGQUIT], by: { number, info, context in
            // From outside it comes to whichever thread.
            if let info, info.pointee.si_code != SI_USER { CrashingThread.note() }
            LastSignal.backtrace?(number, info, context)
            var itself = sigset_t()
            sigemptyset(&itself)
            sigaddset(&itself, number)
            pthread_sigmask(SIG_UNBLOCK, &itself, nil)
            signal(number, SIG_DFL)
            raise(number)
        }, keep: { backtrace = $0 })
    }
}
