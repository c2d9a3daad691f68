import HearthKit

/// The things of the game's that are in no place.
open class ShowScripts: BuildingCommand {
    open override class var key: String { "scripts" }
    open override class var aliases: [String] { ["script"] }
    open override class var locks: Locks { "cmd: perm(scripts) or perm(Builder)" }
    open override class var switches: [String] { ["start", "stop", "pause", "delete"] }
    open override class var help: String {
        """
        Usage: scripts
               scripts <script, class or thing>
               scripts <thing> = <class>
               scripts/start <script>
               scripts/pause <script>
               scripts/stop <script>
               scripts/delete <script>
        Lists the scripts that there are, those of a class, or those that belong to a thing. With = a new one is made
        that belongs to the thing. Letters, pages and what was said on channels are listed by their class alone.

        /start has one go on that is paused, or begin. /pause keeps the time that was left, /stop does not. A script
        that is always there is made anew at the next reload when it is deleted.
        """
    }

    static let mostShown = 50

    open override func run() async throws {
        if let action = ["start", "pause", "stop", "delete"].first(where: has) {
            let script = try script(try required(args))
            try mustBeAllowed(script)
            let name = Markup.escape(script.description)
            try act(action, on: script)
            return tell(.scriptDone, ["name": name, "what": script.isDeleted ? "is no more" : state(script)])
        }
        if let name = rhs { return try attach(name) }
        let found = try args.isEmpty ? world.allScripts.filter { !$0.isWriting } : scripts(args)
        guard !found.isEmpty else { throw Refusal(.scriptsNone) }
        var table = TextTable("#", "Name", "Class", "Of", "Every", "Next in", "Left", "State")
        for script in found.prefix(Self.mostShown) {
            table.add(cells: [
                "\(script.id)", Markup.escape(script.name), className(script),
                script.attachedTo.map { Markup.escape("\($0)") } ?? "-", short(script.interval),
                short(script.timeLeft), script.repeatsLeft.map { "\($0)" } ?? "-", state(script),
            ])
        }
        tell(table)
        let values = ["count": "\(found.count)", "shown": "\(Self.mostShown)"]
        tell(found.count > Self.mostShown ? .foundMore : .foundCount, values)
    }

    private func short(_ span: Duration?) -> String {
        span.map { Spans.short(seconds: Int($0.components.seconds)) } ?? "-"
    }

    private func act(_ action: String, on script: Script) throws {
        switch action {
        case "start": script.start()
        case "pause": script.pause()
        case "stop": script.stop()
        default: try script.delete()
        }
    }

    private func state(_ script: Script) -> String {
        script.isPaused ? "paused" : script.isRunning ? "running" : "stopped"
    }

    /// Makes one of a class for what stands left of the `=`.
    private func attach(_ name: String) throws {
        let owner = try entity(lhs)
        try mustBeAllowed(owner)
        let type = try entityClass(try required(name), of: Script.self)
        let script = world.begin(type, "\(type)".lowercased())
        script.attach(to: owner)
        script.created()
        tell(.scriptMade, ["name": Markup.escape(script.description), "owner": Markup.escape(owner.description)])
    }

    private func script(_ typed: String) throws -> Script {
        let found = named(typed)
        guard let script = found.first else { throw Refusal(.scriptNone, ["what": Markup.escape(typed)]) }
        guard found.count == 1 else {
            let choices = found.prefix(10).map { Markup.escape($0.description) }
            throw Refusal(.whichOne, ["choices": English.list(choices, and: "or")])
        }
        return script
    }

    /// By number, name or class.
    private func named(_ typed: String) -> [Script] {
        if let id = EntityID(typed) { return (world.entity(id) as? Script).map { [$0] } ?? [] }
        let wanted = typed.lowercased()
        return world.allScripts.filter {
            className($0).lowercased() == wanted || !$0.isWriting && $0.name.lowercased() == wanted
        }
    }

    private func scripts(_ typed: String) throws -> [Script] {
        let found = named(typed)
        return try found.isEmpty ? entity(typed).scripts : found
    }
}
