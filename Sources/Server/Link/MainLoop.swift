#if canImport(Darwin)
    import Darwin
    import Foundation
#else
    import Glibc

    // What CoreFoundation's run loop uses to serve the main queue: an eventfd that becomes readable when the queue has
    // work, and the function that does it. They are exported from libdispatch for that purpose.
    @_silgen_name("_dispatch_get_main_queue_handle_4CF") private func mainQueueHandle() -> Int32
    @_silgen_name("_dispatch_main_queue_callback_4CF") private func drainMainQueue(_ message: UnsafeMutableRawPointer?)
#endif

/// How the main thread waits: for the Portal's socket, for the main actor's jobs, for a moment.
///
/// The Server keeps its main thread to itself, so that a batch of lines runs without changing threads.
@MainActor
enum MainLoop {
    /// Waits until `descriptor` can be read, a main-actor job is ready, or `milliseconds` have passed (-1: for ever).
    static func wait(for descriptor: Int32, milliseconds: Int32) {
        #if canImport(Darwin)
            // The main queue has no descriptor there: look at it every few milliseconds.
            var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            poll(&entry, 1, milliseconds < 0 ? 5 : min(5, milliseconds))
        #else
            var entries = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: mainQueueHandle(), events: Int16(POLLIN), revents: 0),
            ]
            poll(&entries, 2, milliseconds)
            if entries[1].revents != 0 { settleQueue() }
        #endif
    }

    /// Runs the main actor's jobs that are ready.
    static func runJobs() {
        #if canImport(Darwin)
            CFRunLoopRunInMode(.defaultMode, 0, false)
        #else
            drainMainQueue(nil)
        #endif
    }

    /// Waits for main-actor jobs alone.
    static func waitForJobs(milliseconds: Int32) {
        #if canImport(Darwin)
            usleep(100)
        #else
            var entry = pollfd(fd: mainQueueHandle(), events: Int16(POLLIN), revents: 0)
            poll(&entry, 1, milliseconds)
            if entry.revents != 0 { settleQueue() }
        #endif
    }

    #if !canImport(Darwin)
        /// Whoever waits for the queue's descriptor takes its count off it, as CoreFoundation does: it stays readable
        /// otherwise.
        private static func settleQueue() {
            var count: UInt64 = 0
            _ = read(mainQueueHandle(), &count, 8)
        }
    #endif
}
