import HearthKit
import Wire

/// Says on the page that it shares with the Portal what runs now, and in the log what ran for too long.
@MainActor
final class RunWatch {
    private let page: RunningPage
    /// Milliseconds; 0 when nothing counts as slow.
    private let budget: UInt64
    private let log: (String) -> Void

    init(page: RunningPage, slow: Duration, log: @escaping (String) -> Void) {
        (self.page, self.log) = (page, log)
        budget = UInt64(max(0, slow / .milliseconds(1)))
    }

    func begins(_ running: Running) {
        let now = RunningPage.now
        judge(at: now)
        page.begin(session: running.session, number: running.number, running.what, who: running.who, now: now)
    }

    func enters(_ code: String) { page.enter(code) }

    var entered: String { page.code }

    /// What goes on now is no line, until it says that it is one: a task that code has begun, or that it waited for.
    func runsTasks() { begins(Running(session: 0, number: 0, what: "a task", who: "")) }

    func ends() {
        guard page.isRunning else { return }
        judge(at: RunningPage.now)
        page.end()
    }

    private func judge(at now: UInt64) {
        guard budget > 0, page.isRunning, now >= page.since + budget, let entry = page.entry else { return }
        log("slow: \(entry.summary) took \(now - entry.since) ms")
    }
}
