#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// While it warms beside a live one, the Server leaves the processor to players; live, it serves them.
///
/// Where the system lets a thread come back from idle priority (root on Linux) the main thread is idle meanwhile, but
/// not for long: on a machine that others keep busy it would never be done. Elsewhere it rests as long as it worked,
/// again and again.
@MainActor
final class LoadingPriority {
    /// SCHED_IDLE of `sched(7)`, a macro that Swift does not see.
    private nonisolated static let idlePolicy: Int32 = 5
    /// Microseconds. A world is mostly there in a fraction of it.
    private nonisolated static let patience: UInt32 = 3_000_000

    private var isIdle = false
    private var sliceBegan = ContinuousClock.now

    /// - Parameter isAlone: nobody plays yet, so that there is nobody to leave the processor to.
    init(isAlone: Bool) {
        guard !isAlone else { return }
        #if os(Linux)
            // Begun before, so that it does not inherit what it ends.
            if geteuid() == 0 { Self.endWhenPatienceEnds() }
            var none = sched_param()
            isIdle = geteuid() == 0 && sched_setscheduler(0, Self.idlePolicy, &none) == 0
        #endif
        rests = !isIdle
    }

    private var rests = false

    #if os(Linux)
        /// On a thread of its own: the main one may get no time at all.
        private nonisolated static func endWhenPatienceEnds() {
            var thread = pthread_t()
            let hasBegun = pthread_create(&thread, nil, { _ in
                usleep(LoadingPriority.patience)
                var none = sched_param()
                // The main thread's number is the process's.
                sched_setscheduler(getpid(), SCHED_OTHER, &none)
                return nil
            }, nil)
            if hasBegun == 0 { pthread_detach(thread) }
        }
    #endif

    /// Called now and then while rows are read.
    func breathe() {
        guard rests else { return }
        let worked = ContinuousClock.now - sliceBegan
        usleep(UInt32(min(5000, worked / .microseconds(1))))
        sliceBegan = .now
    }

    func end() {
        rests = false
        #if os(Linux)
            var none = sched_param()
            if isIdle { sched_setscheduler(0, SCHED_OTHER, &none) }
        #endif
    }
}
