/// What game code may ask of those who run it: the Portal, on the other side of the Server's connection.
public protocol Operations {
    /// Replaces the game's code by what is in the source files now. `progress` is called for each step and for each
    /// diagnostic of the compiler, while the game plays on. When it succeeds this process is replaced, and the report
    /// is shown by the Portal to `session`; it returns only when it was refused.
    func reload(for session: Session?, setAside: Bool)
    func rollback(to generation: Int?, for session: Session?)
    func stop(by name: String)
    func status() async throws -> String
    func generations() async throws -> [OperationsGeneration]
    /// Compiles and runs a snippet of Swift in the live game; what it came to, or the compiler's complaint.
    func evaluate(_ code: String, for caller: Object) async throws -> String
}

nonisolated public struct OperationsGeneration: Sendable {
    public var number: Int
    public var time: String
    public var by: String
    public var state: String
    public var isLive: Bool
    public init(number: Int, time: String, by: String, state: String, isLive: Bool) {
        (self.number, self.time, self.by, self.state, self.isLive) = (number, time, by, state, isLive)
    }
}
