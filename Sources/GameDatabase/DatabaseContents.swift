import GRDB

/// What is in a database, for those who back it up or put it back.
public struct DatabaseContents: Codable, Sendable, Equatable {
    public var objects: Int
    public var accounts: Int
    /// The last turn of the game that is in it.
    public var turn: Int
    /// Of the file.
    public var bytes: Int

    init(_ database: Database, bytes: Int) throws {
        objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM entity") ?? 0
        accounts = try Int.fetchOne(database, sql: Self.countAccounts) ?? 0
        turn = try Int.fetchOne(database, sql: "SELECT turn FROM meta") ?? 0
        self.bytes = bytes
    }

    /// Bases stand a line each.
    private static let countAccounts = """
        SELECT count(*) FROM entity WHERE class IN (
            SELECT id FROM class
            WHERE instr(char(10) || name || char(10) || bases || char(10), char(10) || 'HearthKit.Account' || char(10)))
        """
}
