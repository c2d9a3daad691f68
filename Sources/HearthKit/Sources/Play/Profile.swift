/// How often and for how long the game's code has run, by the names that ``Game/willEnter`` is told: a command, a job,
/// a hook, a native. Time is counted where it is spent: of a command without that of the natives that it calls. One that
/// waited counts again when it goes on.
public final class Profile {
    public struct Entry: Sendable {
        /// How often it was entered.
        public var count = 0
        /// What it took in all, and the longest that it ran without other code.
        public var total = Duration.zero
        public var longest = Duration.zero

        public var mean: Duration { count == 0 ? .zero : total / count }
    }

    /// By the name of the code.
    public private(set) var entries: [String: Entry] = [:]
    /// Whether more is counted.
    public internal(set) var isOn = true

    /// What runs, and what called it: the innermost last.
    private var stack: [String] = []
    private var since: Duration
    private let now: () -> Duration
    private static let deepest = 100

    /// - Parameter now: a clock that only grows.
    init(now: @escaping () -> Duration) {
        self.now = now
        since = now()
    }

    /// Those that took the most time, the longest first.
    public func top(_ count: Int) -> [(code: String, entry: Entry)] {
        entries.sorted { ($0.value.total, $1.key) > ($1.value.total, $0.key) }.prefix(count)
            .map { (code: $0.key, entry: $0.value) }
    }

    var current: String { stack.last ?? "" }

    func enter(_ code: String) {
        closeStretch()
        // What was called has ended when its caller is named again.
        if stack.count > 1, stack[stack.count - 2] == code {
            stack.removeLast()
            return
        }
        if stack.count == Self.deepest { stack.removeFirst() }
        stack.append(code)
        entries[code, default: Entry()].count += 1
    }

    /// Something else begins, or nothing does.
    func ends() {
        closeStretch()
        stack.removeAll(keepingCapacity: true)
    }

    private func closeStretch() {
        let moment = now()
        defer { since = moment }
        guard let code = stack.last else { return }
        let time = moment - since
        entries[code, default: Entry()].total += time
        if time > entries[code, default: Entry()].longest { entries[code, default: Entry()].longest = time }
    }
}

extension Game {
    /// Begins to count in a new ``profile``. While none is counted, nothing is asked of code that runs: what is told of
    /// it goes by way of the profile only while there is one.
    public func startProfile() {
        let clock = ContinuousClock()
        let start = clock.now
        startProfile { clock.now - start }
    }

    func startProfile(now: @escaping () -> Duration) {
        stopProfile()
        let profile = Profile(now: now)
        let (willRun, willEnter, entered) = (willRun, willEnter, entered)
        self.willRun = { running in
            profile.ends()
            willRun(running)
        }
        self.willEnter = { code in
            profile.enter(code)
            willEnter(code)
        }
        // What began before the profile is known elsewhere.
        self.entered = { profile.current.isEmpty ? entered() : profile.current }
        withoutProfile = { game in (game.willRun, game.willEnter, game.entered) = (willRun, willEnter, entered) }
        self.profile = profile
    }

    /// Ends the counting. What was counted can be read until the next begins, or until code is reloaded.
    public func stopProfile() {
        guard let profile, profile.isOn else { return }
        profile.ends()
        profile.isOn = false
        withoutProfile(self)
        withoutProfile = { _ in }
    }
}
