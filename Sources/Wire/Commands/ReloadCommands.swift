// What any AMP client may ask the Portal about the code that runs: to replace it, to check it, to tell how that goes.

/// Replaces the Server. The asker is sent a ``Step`` for each step and, at the end, the answer or an error.
/// Asked for while another reload runs, it queues behind it; all who wait in the queue get one reload together.
public struct Reload: AMPCommand {
    /// Who asked, for the log and the manifest.
    public var by: String
    /// Fields that no longer decode are kept aside instead of refusing the reload.
    public var setAside: Bool
    /// The player who asked from within the game, and reads the steps there.
    public var session: UInt64?

    public init(by: String, setAside: Bool = false, session: UInt64? = nil) {
        (self.by, self.setAside, self.session) = (by, setAside, session)
    }

    public typealias Answer = ReloadReport
}

/// Goes back to an older generation, without building.
public struct Rollback: AMPCommand {
    public var by: String
    /// Without it, the newest good generation before the live one.
    public var generation: Int?
    /// As in ``Reload``.
    public var session: UInt64?

    public init(by: String, generation: Int? = nil, session: UInt64? = nil) {
        (self.by, self.generation, self.session) = (by, generation, session)
    }

    public typealias Answer = ReloadReport
}

/// What came of a reload.
public struct ReloadReport: Codable, Sendable, Equatable {
    public var generation: Int
    /// Whether anything was built; a reload without changes still reads GameData anew.
    public var built: Bool
    public var warnings: String
    public var steps: [StepReport]
    /// How long the longest-waiting line was held, in milliseconds.
    public var held: Double
    /// How many lines were held.
    public var heldLines: Int
    /// What the world files changed in the world, a line each.
    public var changes: String?

    public init(
        generation: Int, built: Bool, warnings: String, steps: [StepReport], held: Double, heldLines: Int,
        changes: String? = nil
    ) {
        (self.generation, self.built, self.warnings, self.changes) = (generation, built, warnings, changes)
        (self.steps, self.held, self.heldLines) = (steps, held, heldLines)
    }
}

public struct StepReport: Codable, Sendable, Equatable {
    public var step: String
    public var milliseconds: Double
    public init(step: String, milliseconds: Double) { (self.step, self.milliseconds) = (step, milliseconds) }
}

/// Builds and checks only; nothing goes live.
public struct Check: AMPCommand {
    public var by: String
    public init(by: String) { self.by = by }
    public struct Answer: Codable, Sendable {
        public var warnings: String
        public var milliseconds: Double
        public init(warnings: String, milliseconds: Double) {
            (self.warnings, self.milliseconds) = (warnings, milliseconds)
        }
    }
}

/// The generations that are kept, newest first.
public struct ListGenerations: AMPCommand {
    public init() {}
    public struct Answer: Codable, Sendable {
        public var live: Int?
        public var generations: [GenerationReport]
        public init(live: Int?, generations: [GenerationReport]) { (self.live, self.generations) = (live, generations) }
    }
}

public struct GenerationReport: Codable, Sendable, Equatable {
    public var number: Int
    /// ISO 8601.
    public var time: String
    public var by: String
    /// `staged`, `good` or `bad`.
    public var state: String
    public var reason: String
    public var configuration: String
    public var revision: String

    public init(
        number: Int, time: String, by: String, state: String, reason: String, configuration: String, revision: String
    ) {
        (self.number, self.time, self.by, self.state) = (number, time, by, state)
        (self.reason, self.configuration, self.revision) = (reason, configuration, revision)
    }
}

/// Sends the asker every ``Step`` from now on, whoever asked for the reload.
public struct Watch: AMPCommand {
    public init() {}
}

/// One thing that happened in a reload.
public struct Step: AMPCommand, Equatable {
    /// Counts the reloads of this Portal.
    public var reload: Int
    /// `build`, `stage`, `warm`, `hand over`, `resume`, `probation`.
    public var step: String
    /// `began`, `progress`, `note`, `diagnostic`, `done`, `failed`.
    public var what: String
    /// Since the step began.
    public var milliseconds: Double
    /// For people: what compiles, what was wrong.
    public var text: String

    public init(reload: Int, step: String, what: String, milliseconds: Double, text: String) {
        (self.reload, self.step, self.what) = (reload, step, what)
        (self.milliseconds, self.text) = (milliseconds, text)
    }
}
