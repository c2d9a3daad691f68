#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// While it warms beside a live one, the Server leaves the processor to players; live, it serves them.
///
/// Where the system lets a thread come back from idle priority (root on Linux) the main thread is idle meanwhile.
/// Elsewhere it rests as long as it worked, again and again.
@MainActor
final class LoadingPriority {
    /// SCHED_IDLE of `sched(7)`, a macro that Swift does not see.
    private static let idlePolicy: Int32 = 5

    private var isIdle = false
    private var sliceBegan = ContinuousClock.now

    /// - Parameter isAlone: nobody plays yet, so that there is nobody to leave the processor to.
    init(isAlone: Bool) {
        guard !isAlone else { return }
        #if os(Linux)
            var none = sched_param()
            isIdle = geteuid() == 0 && sched_setscheduler(0, Self.idlePolicy, &none) == 0
        #endif
        rests = !isIdle
    }

    private var rests = false

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
