/// How much of the game a build makes anew.
public enum BuildScope: String, Codable, Sendable {
    /// Everything that is there was already proved to come from these sources.
    case nothing
    /// Plugins only; the server and the kit stay as they are.
    case plugins
    /// All programs, the kit, all plugins.
    case everything
}

/// What one can watch while a build runs.
public enum BuildEvent: Sendable, Equatable {
    /// `reason` says what changed, for people.
    case started(BuildScope, reason: String)
    /// `text` is the package manager's own: `Compiling Alpha Look.swift`.
    case progress(done: Int, total: Int, text: String)
    /// Each remark once, as it appears.
    case diagnostic(Diagnostic)
    /// It stands still until another build on the same scratch folder has ended.
    case waiting(String)
    /// Something worth telling that is no failure.
    case note(String)
    case finished(Duration)
}

public enum BuildConfiguration: String, Codable, Sendable {
    case debug, release
}
