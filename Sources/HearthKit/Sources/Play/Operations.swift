/// What game code may ask of those who run it: the Portal, on the other side of the Server's connection.
public protocol Operations {
    /// Replaces the game's code by what is in the source files now. `progress` is called for each step and for each
    /// diagnostic of the compiler, while the game plays on. When it succeeds this process is replaced, and the report
    /// is shown by the Portal to `session`; it returns only when it was refused.
    func reload(for session: Session?, setAside: Bool)
    func rollback(to generation: Int?, for session: Session?)
    func stop(by name: String)
    /// How the Portal and the Server are, in lines for a person.
    func status() async throws -> String
    /// Newest first.
    func generations() async throws -> [OperationsGeneration]
    /// Compiles and runs a snippet of Swift in the live game; what it came to, or the compiler's complaint.
    func evaluate(_ code: String, for caller: Object) async throws -> String
}

/// A build of the game's code that is kept.
nonisolated public struct OperationsGeneration: Sendable {
    public var number: Int
    public var isLive: Bool
    /// `staged`, `good` or `bad`.
    public var state: String
    /// Why it is bad, in one line.
    public var reason: String
    /// When it was built, as the machine's clock shows it.
    public var built: String
    public var by: String
    /// `debug` or `release`.
    public var configuration: String
    /// Of the sources, where git knows them.
    public var revision: String

    public init(
        number: Int, isLive: Bool, state: String, reason: String = "", built: String, by: String,
        configuration: String = "", revision: String = ""
    ) {
        (self.number, self.isLive, self.state, self.reason) = (number, isLive, state, reason)
        (self.built, self.by, self.configuration, self.revision) = (built, by, configuration, revision)
    }
}
