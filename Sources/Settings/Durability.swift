/// What a turn that was told to players outlives.
public enum Durability: String, Sendable, CaseIterable {
    /// The death of every process of the game.
    case normal
    /// The loss of power as well: each commit waits for the disk.
    case full
}
