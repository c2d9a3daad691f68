import Synchronization

@testable import Generations

/// Keeps the events of a build, and lets a test act at one of them.
final class EventRecorder: Sendable {
    private let kept = Mutex<[BuildEvent]>([])
    private let act: @Sendable (BuildEvent) -> Void

    init(_ act: @escaping @Sendable (BuildEvent) -> Void = { _ in }) {
        self.act = act
    }

    var events: [BuildEvent] { kept.withLock { $0 } }

    @Sendable func take(_ event: BuildEvent) {
        kept.withLock { $0.append(event) }
        act(event)
    }

    var scopes: [BuildScope] {
        events.compactMap { if case .started(let scope, _) = $0 { scope } else { nil } }
    }

    var compiled: [String] {
        events.compactMap { event in
            if case .progress(_, _, let text) = event, text.hasPrefix("Compiling") { text } else { nil }
        }
    }
}

/// Says yes the first time it is asked.
final class Once: Sendable {
    private let isDone = Mutex(false)

    func claim() -> Bool {
        isDone.withLock { isDone in
            defer { isDone = true }
            return !isDone
        }
    }
}
