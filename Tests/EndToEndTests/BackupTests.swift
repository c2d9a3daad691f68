import Foundation
import GRDB
import Testing
import Wire

extension EndToEnd {
    @Suite struct BackupAndRestore {
        @Test("A backup of the running game; damage while it runs and at a start; a restore brings the game back")
        func backupDamageRestore() async throws {
            try await RunningGame.play { game in
                let (database, backup) = (game.runFolder + "/game.db", game.runFolder + "/monday.db")
                let ann = try await game.newPlayer("Ann")
                let keeper = try await game.keeper()
                try await ann.type("count 1", expecting: "counted 1.")

                let made = try await game.hearth("backup", backup)
                #expect(made.status == 0, "\(made)")
                #expect(made.output.contains("2 accounts"))
                let again = try await game.hearth("backup", backup)
                #expect(again.status == 3)
                #expect(again.errors.contains("--force"))
                let json = try await game.hearth("backup", "--force", "--json", backup)
                #expect(json.status == 0)
                #expect(json.output.contains("\"accounts\" : 2"))
                let running = try await game.hearth("restore", backup)
                #expect(running.status == 3)
                #expect(running.errors.contains("hearth stop"))

                try await ann.type("count 2", expecting: "counted 2.")
                try Self.damage(database)
                try await ann.type("count 3", expecting: "Nothing can be saved just now")
                try await keeper.expect("is damaged")
                try await keeper.expect("hearth restore FILE")
                let stop = try await game.hearth("stop")
                #expect(stop.status == 0)
                #expect(stop.errors.contains("Not saved: 1 line"))
                let damaged = try Data(contentsOf: URL(filePath: database))

                let start = try await game.hearth(["start"] + game.startOptions)
                #expect(start.status == 9)
                #expect(start.errors.contains(database))
                #expect(start.errors.contains("hearth restore FILE"))
                #expect(try Data(contentsOf: URL(filePath: database)) == damaged)
                #expect(try await game.hearth("stop").status == 0)

                let restored = try await game.hearth("restore", backup)
                #expect(restored.status == 0, "\(restored)")
                let kept = try FileManager.default.contentsOfDirectory(atPath: game.runFolder).filter { name in
                    name.hasPrefix("game.db.before-restore-") && !name.hasSuffix("-wal") && !name.hasSuffix("-shm")
                }
                try #require(kept.count == 1)
                #expect(restored.output.contains(kept[0]))
                #expect(try Data(contentsOf: URL(filePath: game.runFolder + "/" + kept[0])) == damaged)

                try await game.startPortal()
                try await game.startServer()
                try await game.player("Ann").type("recite", expecting: "recited: 1.")
            }
        }

        /// Brings the log into the file, and writes garbage over all of it but the first page.
        private static func damage(_ database: String) throws {
            let other = try DatabaseQueue(path: database)
            try other.inDatabase { database in
                _ = try Row.fetchAll(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
            }
            try other.close()
            let file = try #require(FileHandle(forUpdatingAtPath: database))
            let size = try file.seekToEnd()
            try file.seek(toOffset: 4096)
            try file.write(contentsOf: Data(repeating: 0xA5, count: Int(size) - 4096))
            try file.close()
        }
    }
}
