import Foundation
import GRDB
import Testing
import Wire

extension EndToEnd {
    /// A database that cannot be written: nobody is told what is not saved, all wait, and it goes on by itself.
    @Suite struct StoreFaults {
        private let notice = "Nothing can be saved just now"

        /// A Server that meets the fault as it takes the game ends, and the next one is started.
        private func successorEnds(_ game: RunningGame, after pid: Int) async throws {
            try await eventually("its successor to meet the same", seen: { game.portalLog }) { () -> Void? in
                let ends = game.portalLog.split(separator: "\n").filter { $0.contains("(generation 1) ended: ") }
                guard let lost = ends.firstIndex(where: { $0.contains("Server \(pid) ") }) else { return nil }
                return lost + 1 < ends.endIndex ? () : nil
            }
        }

        @Test("A locked database: players and makers are told once, all is kept, and it goes on when the lock is gone")
        func locked() async throws {
            try await RunningGame.play { game in
                let (ann, bob) = (try await game.newPlayer("Ann"), try await game.newPlayer("Bob"))
                let keeper = try await game.keeper()
                let pid = try await game.serverPid()
                let lock = try DatabaseLock(game.runFolder + "/game.db")

                try await ann.type("count 1", expecting: notice)
                try await keeper.expect("*** NOTHING CAN BE SAVED ***")
                try await keeper.expect("Another program holds the database")
                try await bob.type("count 1", expecting: notice)
                for number in 2...4 { await ann.type("count \(number)") }
                let carl = try await game.connect("Carl")
                try await carl.expect(notice)

                // The Portal and the Server answer meanwhile.
                let status = try await game.status()
                #expect(status.server == "running")
                #expect(status.problem?.contains("Another program holds the database") == true)
                let refusal = try await game.refusedReload()
                #expect(refusal.code == .storeFailed)
                #expect(refusal.description.contains("Another program holds the database"))
                let reload = try await game.hearth("reload")
                #expect(reload.status == 9)
                #expect(reload.errors.contains("Another program holds the database"))
                #expect(game.portalLog.contains("NOTHING CAN BE SAVED"))
                #expect(await ann.numbers(after: "counted ") == [])

                try lock.release()
                try await ann.expect("counted 4.")
                try await bob.expect("counted 1.")
                try await carl.expect("Your name")
                try await keeper.expect("Saving works again")
                try await ann.type("recite", expecting: "recited: 1 2 3 4.")
                #expect(await ann.numbers(after: "counted ") == [1, 2, 3, 4])
                #expect(await ann.lines.count { $0.contains(notice) } == 1)
                #expect(await bob.lines.count { $0.contains(notice) } == 1)
                #expect(try await game.serverPid() == pid)
                #expect(try await game.status().problem == nil)
            }
        }

        @Test("Locked: a Server that is killed then, a stop of the Server and a stop of all lose nothing in silence")
        func endsWhileLocked() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let database = game.runFolder + "/game.db"
                try await ann.type("count 1", expecting: "counted 1.")

                var lock = try DatabaseLock(database)
                try await ann.type("count 2", expecting: notice)
                let pid = try await game.serverPid()
                ProcessTable.kill(pid)
                await ann.type("count 3")
                try await successorEnds(game, after: pid)
                let status = try await game.status()
                #expect(status.server == "restarting" && status.problem?.contains("Nothing can be saved") == true)
                try lock.release()
                try await game.successor(of: pid)
                try await ann.expect("counted 3.")

                lock = try DatabaseLock(database)
                try await ann.type("count 4", expecting: notice)
                let stop = try await game.hearth("stop", "--server")
                #expect(stop.status == 0)
                #expect(stop.errors.contains("Not saved: 1 line of 1 player"))
                #expect(stop.errors.contains("played when the Server is back"))
                let start = try await game.hearth("start")
                #expect(start.status == 9)
                #expect(start.errors.contains("Another program holds the database"))
                try lock.release()
                try await game.startServer()
                try await ann.expect("counted 4.")

                lock = try DatabaseLock(database)
                try await ann.type("count 5", expecting: notice)
                let end = try await game.hearth("stop")
                #expect(end.status == 0)
                #expect(end.errors.contains("The lines are lost"))
                try await ann.expect("it never happened")
                try await ann.expectEnd()
                try lock.release()
                try await game.startPortal()
                try await game.startServer()
                try await game.player("Ann").type("recite", expecting: "recited: 1 2 3 4.")
            }
        }

        @Test("A database that is locked during a reload: the old code keeps the game, and the new code its good name")
        func lockedInReload() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                try game.edit("Version.swift", "one", "two")
                let peer = try await game.connectPeer()
                async let refusal = peer.refusal(of: Reload(by: "a test"))
                try await peer.expectStep("build", "began")
                let lock = try DatabaseLock(game.runFolder + "/game.db")
                #expect(try await refusal.code == .storeFailed)
                try await ann.type("count 1", expecting: notice)
                try lock.release()
                try await ann.expect("counted 1.")
                try await ann.type("version", expecting: "This is version one.")
                let list = try await game.peer.ask(ListGenerations())
                #expect(list.generations.allSatisfy { $0.state != "bad" })
                try await game.reload()
                try await ann.type("version", expecting: "This is version two.")
            }
        }

        @Test(
            "A full disk: the same, through a kill -9 of the Server",
            .enabled(if: SmallDisk.isPossible, "only the superuser may mount a small disk"))
        func diskFull() async throws {
            try await SmallDisk.mounted { disk in
                try await RunningGame.play(isStarted: false) { game in
                    try FileManager.default.createDirectory(atPath: game.runFolder, withIntermediateDirectories: true)
                    try FileManager.default.createSymbolicLink(
                        atPath: game.runFolder + "/game.db", withDestinationPath: disk.path + "/game.db")
                    try await game.startPortal()
                    try await game.startServer()
                    let ann = try await game.newPlayer("Ann")
                    let keeper = try await game.keeper()
                    let pid = try await game.serverPid()
                    try await ann.type("count 1", expecting: "counted 1.")

                    try disk.fill()
                    try await ann.type("count 2", expecting: notice)
                    try await keeper.expect("is full: make room on it.")
                    await ann.type("count 3")
                    try disk.makeRoom()
                    try await ann.expect("counted 3.")
                    #expect(try await game.serverPid() == pid)

                    try disk.fill()
                    try await ann.type("count 4", expecting: notice)
                    ProcessTable.kill(pid)
                    try await successorEnds(game, after: pid)
                    try disk.makeRoom()
                    try await game.successor(of: pid)
                    try await ann.type("recite", expecting: "recited: 1 2 3 4.")
                    #expect(await ann.numbers(after: "counted ") == [1, 2, 3, 4])
                }
            }
        }

        @Test(
            "A database that turns read-only: the same, also for the Server that follows one which was killed",
            .enabled("files cannot be made immutable here") { try await ImmutableFiles.arePossible() })
        func readOnly() async throws {
            try await RunningGame.play { game in
                let ann = try await game.newPlayer("Ann")
                let keeper = try await game.keeper()
                let pid = try await game.serverPid()
                try await ann.type("count 1", expecting: "counted 1.")
                let files = ImmutableFiles(["game.db", "game.db-wal"].map { game.runFolder + "/" + $0 })
                try await files.locked {
                    try await ann.type("count 2", expecting: notice)
                    try await keeper.expect("*** NOTHING CAN BE SAVED ***")
                    try await keeper.expect("cannot be written")
                    let status = try await game.status()
                    #expect(status.problem?.contains("whether the disk is read-only") == true)
                    #expect(try await game.refusedReload().code == .storeFailed)
                    await ann.type("count 3")
                }
                try await ann.expect("counted 3.")
                try await keeper.expect("Saving works again")
                #expect(try await game.serverPid() == pid)

                try await files.locked {
                    try await ann.type("count 4", expecting: notice)
                    ProcessTable.kill(pid)
                    try await successorEnds(game, after: pid)
                }
                try await game.successor(of: pid)
                try await ann.type("recite", expecting: "recited: 1 2 3 4.")
                #expect(await ann.numbers(after: "counted ") == [1, 2, 3, 4])
            }
        }

        #if os(Linux)
            @Test("A limit on the size of files is waited for as well, and kills no Server")
            func fileSizeLimit() async throws {
                try await RunningGame.play { game in
                    let ann = try await game.newPlayer("Ann")
                    let pid = try await game.serverPid()
                    try await FileSizeLimit.set(4096, of: pid)
                    try await ann.type("count 1", expecting: notice)
                    await ann.type("count 2")
                    try await FileSizeLimit.set(nil, of: pid)
                    try await ann.expect("counted 2.")
                    try await ann.type("recite", expecting: "recited: 1 2.")
                    #expect(try await game.serverPid() == pid)
                }
            }
        #endif
    }
}
