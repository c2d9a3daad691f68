import Dispatch
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// What must be put right however the bench ends: at its end, after an error, at Ctrl-C.
enum Cleanup {
    private static let running = Mutex(())
    private static let actions = Mutex<[(id: Int, action: @Sendable () -> Void)]>([])

    /// Adds an action; they run the newest first. Answers what ``done(_:)`` takes it back by.
    static func add(_ action: @escaping @Sendable () -> Void) -> Int {
        actions.withLock { actions in
            let id = (actions.last?.id ?? 0) + 1
            actions.append((id, action))
            return id
        }
    }

    /// Runs an action now, and never again.
    static func done(_ id: Int) {
        let action = actions.withLock { actions in
            actions.firstIndex { $0.id == id }.map { actions.remove(at: $0).action }
        }
        action?()
    }

    /// Takes an action back: there is nothing left to put right.
    static func forget(_ id: Int) {
        actions.withLock { $0.removeAll { $0.id == id } }
    }

    /// Runs all of them. Returns when they have run, also when another thread runs them already.
    static func run() {
        running.withLock { _ in
            while let action = actions.withLock({ $0.popLast()?.action }) { action() }
        }
    }

    static func exit(_ status: Int32) -> Never {
        #if canImport(Darwin)
            Darwin.exit(status)
        #else
            Glibc.exit(status)
        #endif
    }

    static func onInterrupt() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                // The handler holds the source, and so keeps it.
                withExtendedLifetime(source) { Cleanup.run() }
                Cleanup.exit(128 + number)
            }
            source.resume()
        }
    }
}

enum OpenFiles {
    /// A thousand players are a thousand sockets; the usual limit is 1,024 files. Children inherit it.
    static func raiseLimit() {
        var limit = rlimit()
        #if canImport(Darwin)
            let kind = RLIMIT_NOFILE
        #else
            let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #endif
        guard getrlimit(kind, &limit) == 0 else { return }
        limit.rlim_cur = min(limit.rlim_max, 16_384)
        setrlimit(kind, &limit)
    }
}
