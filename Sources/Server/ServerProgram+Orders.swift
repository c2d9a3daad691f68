import GameDatabase
import HearthKit
import Wire

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

// The Portal's orders: when the game is this process's, and when no more.

extension ServerProgram {
    func obey(_ name: String, _ ask: String?, _ box: Box) throws {
        switch name {
        case TakeOver.name: try takeOver(try box.decode(TakeOver.self), ask)
        case Freeze.name: try freeze(ask)
        case Notice.name: game.tellMakers(try box.decode(Notice.self).text)
        case ShowGame.name: try link.answer(ask, isLive ? game.shown : ShowGame.Answer())
        case ShowHelp.name: try link.answer(ask, game.shown(try box.decode(ShowHelp.self).title))
        case OutOfOrder.name: game.outOfOrder = Set(try box.decode(OutOfOrder.self).code)
        case Leave.name:
            if isLive { try saveLastTurn() }
            exit(0)
        default: try link.refuse(ask, RemoteError(.unhandled, "a Server has no command '\(name)'"))
        }
    }

    private func freeze(_ ask: String?) throws {
        if held == nil {
            if let outcome = game.freeze() { try emit(outcome) }
            if held != nil { game.thaw(epoch: game.epoch) }
        }
        if let held {
            // It keeps the game. What is not done the Portal gives again, as to every one that takes the game.
            waiting = []
            return try link.refuse(ask, RemoteError(.storeFailed, held.reason))
        }
        isLive = false
        try link.answer(ask, Freeze.Answer(turn: game.turnNumber))
    }

    /// Takes the game, plays the first turn and commits it; only then it answers that it is live.
    private func takeOver(_ order: TakeOver, _ ask: String?) throws {
        var epoch = order.epoch
        do { try store.take(epoch: epoch) } catch let error as StoreError {
            // One that only goes on may do so without a new epoch, if nobody else has one: its next turn will wait.
            guard order.reason == "return", (try? store.changes(after: .max))?.epoch == game.epoch else {
                return try link.refuse(ask, RemoteError(.storeFailed, "\(error)"))
            }
            epoch = game.epoch
        }
        let givenUp = order.givenUp.map { (session: $0.session, number: $0.number) }
        let committed: Int
        if order.reason == "return" {
            committed = try store.changes(after: .max).turn
            // Another one has written since: what this one has in memory is old.
            guard committed <= game.turnNumber else { throw StoreFenced(epoch: game.epoch, newest: order.epoch) }
            game.thaw(epoch: epoch, givenUp: givenUp)
        } else {
            let last = try store.changes(after: game.turnNumber)
            let report = try game.load(last)
            for line in report.problemLines { game.log(.error, line) }
            let isFirst = game.world.count == 0
            if isFirst {
                try FirstStart.prepare(
                    game, data, paths: paths, arguments: arguments, passwordCost: settings.passwords.cost)
            } else if order.reason != "crash" {
                // Part of the first turn. After a crash the game goes on as it was: nobody has asked for more.
                try data.apply(to: game.world)
            }
            committed = last.turn
            playsOneByOne = order.oneByOne
            try link.send(Found(turn: committed))
            var states = order.sessions.buffer
            var live: [(id: UInt64, address: String, client: Client)] = []
            while let state = try SessionState.read(from: &states) {
                live.append((state.id, state.address, Client(state.client)))
            }
            let beginning: Game.Beginning =
                switch order.reason {
                case "start": .start
                case "crash": .crash
                default: .reload
                }
            game.outOfOrder = Set(order.outOfOrder)
            game.begin(beginning, epoch: order.epoch, live: live, givenUp: givenUp, isFirst: isFirst)
        }
        isLive = true
        try play([])
        try link.answer(ask, TakeOver.Answer(turn: committed))
    }
}
