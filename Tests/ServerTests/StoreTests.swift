import Foundation
@testable import HearthKit
@testable import Server
import Testing

/// What every store must do: run against the one in memory and the one in a file.
@MainActor
struct StoreTests {
    enum Kind: CaseIterable { case memory, sqlite }

    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func open(_ kind: Kind) throws -> any Store {
        switch kind {
        case .memory: MemoryStore()
        case .sqlite: try SQLiteStore.open(folder.database)
        }
    }

    @Test(arguments: Kind.allCases)
    func readsBackWhatWasWritten(_ kind: Kind) throws {
        let store = try open(kind)
        let zoe = EntityRow(id: 3, classID: 2, name: "Zoë", location: 1, arrival: 9, fields: [0, 255])
        try store.take(epoch: 1)
        try store.commit(.turn(1, epoch: 1) {
            $0.nextEntity = 4
            $0.entities = [zoe]
            $0.sessions = [SessionRow(id: .max, account: nil, puppet: 3, state: [1])]
            $0.values = ["start": []]
        })
        let snapshot = try store.changes(after: -1)
        #expect(snapshot.turn == 1)
        #expect(snapshot.epoch == 1)
        #expect(snapshot.nextEntity == 4)
        #expect(snapshot.entities == [zoe])
        #expect(snapshot.sessions == [SessionRow(id: .max, account: nil, puppet: 3, state: [1])])
        #expect(snapshot.values == ["start": []])
    }

    @Test(arguments: Kind.allCases)
    func tellsAFollowerWhatChangedAndWhatIsGone(_ kind: Kind) throws {
        let store = try open(kind)
        try store.take(epoch: 1)
        try store.commit(.turn(1, epoch: 1) { $0.entities = [.lantern(1), .lantern(2)] })
        try store.commit(.turn(2, epoch: 1) {
            $0.entities = [.lantern(3)]
            $0.deletedEntities = [1]
            $0.jobs = [JobRow(id: 5, due: 8, type: "Game.Burn", data: [])]
        })
        try store.commit(.turn(3, epoch: 1) { $0.doneJobs = [5] })
        let news = try store.changes(after: 1)
        #expect(news.entities == [.lantern(3)])
        #expect(news.deletedEntities == [1])
        #expect(news.jobs.isEmpty)
        #expect(news.doneJobs == [5])
        #expect(try store.changes(after: 3).count == 0)
    }

    @Test(arguments: Kind.allCases)
    func refusesAnOlderEpoch(_ kind: Kind) throws {
        let store = try open(kind)
        try store.take(epoch: 2)
        #expect(throws: StoreFenced.self) { try store.take(epoch: 2) }
        let late = #expect(throws: StoreFenced.self) {
            try store.commit(.turn(1, epoch: 1) { $0.entities = [.lantern(1)] })
        }
        #expect(late?.newest == 2)
        #expect(try store.changes(after: -1).entities.isEmpty)
        try store.commit(.turn(1, epoch: 2) { $0.entities = [.lantern(1)] })
        #expect(try store.changes(after: -1).entities == [.lantern(1)])
    }

    /// The two stores agree on every read after every turn, also when the file is closed and opened in between.
    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func agreesWithTheStoreInMemory(seed: UInt64) throws {
        var turns = RandomTurns(seed: seed)
        let memory = MemoryStore()
        var sqlite = try SQLiteStore.open(folder.database)
        var epoch = 0
        for step in 0..<60 {
            if step % 15 == 0 {
                epoch += 1
                sqlite = try SQLiteStore.open(folder.database)
                try memory.take(epoch: epoch)
                try sqlite.take(epoch: epoch)
            }
            let changes = turns.next(epoch: epoch)
            try memory.commit(changes)
            try sqlite.commit(changes)
            let since = Int.random(in: -1...turns.turn, using: &turns.numbers)
            for turn in [-1, since] {
                let (expected, found) = (memory.changes(after: turn).text, try sqlite.changes(after: turn).text)
                try #require(found == expected, "seed \(seed), step \(step), after \(turn)")
            }
        }
    }
}
