import Synchronization
import Wire

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A Server does not outlive its Portal, also when its main thread is stuck and will never see that the Portal is gone.
enum PortalWatch {
    private static let descriptor = Atomic<Int32>(-1)
    private static let isSeen = Atomic(false)
    /// For the main thread to end its turn.
    private static let patience: UInt64 = 5000

    /// Watches the Portal's end of the socket, on a thread of its own.
    static func begin(_ link: Int32) {
        descriptor.store(link, ordering: .relaxed)
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let hasBegun = pthread_create(&thread, nil, { _ in
            PortalWatch.wait()
            return nil
        }, nil) == 0
        #if canImport(Darwin)
            if hasBegun, let thread { pthread_detach(thread) }
        #else
            if hasBegun { pthread_detach(thread) }
        #endif
    }

    /// The main thread knows: it saves, and ends the process itself.
    static func isSeenTo() { isSeen.store(true, ordering: .relaxed) }

    private static func wait() {
        // Asked for nothing, the system tells the end alone.
        var entry = pollfd(fd: descriptor.load(ordering: .relaxed), events: 0, revents: 0)
        while poll(&entry, 1, -1) < 0, errno == EINTR {}
        let deadline = RunningPage.now + patience
        while RunningPage.now < deadline, !isSeen.load(ordering: .relaxed) { usleep(100_000) }
        if isSeen.load(ordering: .relaxed) { return }
        // Nobody is left to be told.
        _exit(1)
    }
}
