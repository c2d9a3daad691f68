import GRDB

/// The tables, and how they came to be.
///
/// A migration only adds (a table, a column with a default, an index), so that the Hearth before it can still run on
/// the same file after a rollback. One that must break this raises ``level`` and sets `PRAGMA user_version` to it:
/// a Hearth refuses a file whose number is above its own level.
public struct SQLiteSchema: Sendable {
    /// "HRTH" in ASCII: marks the file as Hearth's (`PRAGMA application_id`).
    public static let applicationID = 0x4852_5448

    public var migrator: DatabaseMigrator
    public var level: Int

    public static let current = SQLiteSchema(migrator: migrator, level: 1)

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator().disablingDeferredForeignKeyChecks()
        migrator.registerMigration("v1") { database in
            try database.execute(sql: firstTables)
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: "PRAGMA user_version = 1")
        }
        return migrator
    }

    /// `turn` is the turn that last wrote the row; its indexes make "what changed since" cheap.
    private static let firstTables = """
        -- One row: the last turn, who may write, the numbers that are free.
        CREATE TABLE meta (
            one          INTEGER PRIMARY KEY CHECK (one = 1),
            turn         INTEGER NOT NULL,
            epoch        INTEGER NOT NULL,
            next_entity  INTEGER NOT NULL,
            next_arrival INTEGER NOT NULL,
            next_job     INTEGER NOT NULL
        ) STRICT;
        INSERT INTO meta VALUES (1, 0, 0, 1, 1, 1);

        -- The classes that entities are of: `Plugin.Class`; bases from the nearest to the root, one a line.
        CREATE TABLE class (
            id    INTEGER PRIMARY KEY,
            name  TEXT NOT NULL,
            bases TEXT NOT NULL,
            turn  INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX class_turn ON class (turn);

        -- Everything in the game. fields: a CBOR map (RFC 8949) by property name.
        CREATE TABLE entity (
            id       INTEGER PRIMARY KEY,
            class    INTEGER NOT NULL,
            name     TEXT NOT NULL,
            location INTEGER,
            arrival  INTEGER NOT NULL,
            fields   BLOB NOT NULL,
            turn     INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX entity_turn ON entity (turn);

        -- Connections that are open: id is an unsigned number's bit pattern; state: CBOR.
        CREATE TABLE session (
            id      INTEGER PRIMARY KEY,
            account INTEGER,
            puppet  INTEGER,
            state   BLOB NOT NULL,
            turn    INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX session_turn ON session (turn);

        -- What is to be done at a moment: due in milliseconds since 1970; data: CBOR.
        CREATE TABLE job (
            id   INTEGER PRIMARY KEY,
            due  INTEGER NOT NULL,
            type TEXT NOT NULL,
            data BLOB NOT NULL,
            turn INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX job_turn ON job (turn);

        -- What the game keeps beside entities: CBOR by name.
        CREATE TABLE value (
            name TEXT PRIMARY KEY NOT NULL,
            data BLOB NOT NULL,
            turn INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX value_turn ON value (turn);

        -- What is gone, for a Server that follows the changes. kind: the table that the row was in.
        CREATE TABLE deletion (
            kind TEXT NOT NULL,
            id   INTEGER NOT NULL,
            turn INTEGER NOT NULL,
            PRIMARY KEY (kind, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX deletion_turn ON deletion (kind, turn);
        """
}
