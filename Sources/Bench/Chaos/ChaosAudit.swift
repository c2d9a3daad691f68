/// Whether everything that players were told is true, once, and in order.
///
/// It knows the transcripts of all players, and what is stored when the game has been started anew.
struct ChaosAudit: Codable, Sendable {
    /// What players typed.
    var typed = 0
    var answered = 0
    /// Told to have been given up, because the Server crashed in it: it must not have done anything.
    var givenUp = 0
    /// Neither answered nor given up.
    var lost = 0
    var doubled = 0
    var disordered = 0

    /// Lines that others heard.
    var heard = 0
    var unheard = 0
    var heardTwice = 0
    var heardDisordered = 0
    /// Heard, though the one who said it was not told so.
    var heardUntold = 0

    /// How often coins went from hand to hand.
    var passes = 0
    var cutOff = 0
    /// Everything that is wrong, in words.
    var findings: [String] = []

    var isPassed: Bool { findings.isEmpty }

    /// - Parameters:
    ///   - coins: who has each coin at the beginning, by the coin's number.
    ///   - stored: where the game says that things are, by the thing's name: one place each, when all is well.
    ///   - cutOff: how many players' connections have ended.
    ///   - stalled: coins that do not go from hand to hand any more.
    init(_ transcripts: [Transcript], coins: [Int: Int], stored: [String: [String]], cutOff: Int, stalled: [Int]) {
        self.cutOff = cutOff
        for transcript in transcripts { auditLines(of: transcript) }
        auditHearing(transcripts)
        for (coin, owner) in coins.sorted(by: { $0.key < $1.key }) {
            audit(coin, of: owner, transcripts, stored)
        }
        for transcript in transcripts { auditStone(of: transcript, stored) }
        report(cutOff, "connections of players were lost")
        for coin in stalled { findings.append("\(Transcript.coin(coin)) goes from hand to hand no more") }
        for transcript in transcripts {
            let name = BenchWorld.player(transcript.player)
            findings += transcript.surprises.map { "\(name) read: \($0)" }
        }
    }

    private mutating func report(_ count: Int, _ what: String) {
        if count > 0 { findings.append("\(count) \(what)") }
    }

    // MARK: Lines

    private mutating func auditLines(of transcript: Transcript) {
        var seen = Set<Int>()
        var highest = -1
        let before = (lost, doubled, disordered)
        for outcome in transcript.outcomes {
            let index: Int
            switch outcome {
            case .answered(let number): (index, answered) = (number, answered + 1)
            case .givenUp(let number): (index, givenUp) = (number, givenUp + 1)
            }
            if !seen.insert(index).inserted { doubled += 1 } else if index < highest { disordered += 1 }
            highest = max(highest, index)
        }
        typed += transcript.lines.count
        lost += transcript.lines.count - seen.count
        let name = BenchWorld.player(transcript.player)
        if lost > before.0, let first = transcript.lines.indices.first(where: { !seen.contains($0) }) {
            let line = transcript.lines[first].typed
            findings.append("\(lost - before.0) lines of \(name) were never answered, the first: \(line)")
        }
        report(doubled - before.1, "lines of \(name) were answered twice")
        report(disordered - before.2, "lines of \(name) were answered out of order")
    }

    /// What each player was told to have said, everybody else must have heard once and in order.
    private mutating func auditHearing(_ transcripts: [Transcript]) {
        for speaker in transcripts {
            let said = speaker.outcomes.compactMap { outcome -> Int32? in
                guard case .answered(let index) = outcome, speaker.lines[index].typed.hasPrefix("say ") else {
                    return nil
                }
                return Int32(index)
            }
            for listener in transcripts where listener.player != speaker.player {
                let heard = listener.heard[speaker.player] ?? []
                self.heard += heard.count
                if heard != said { compare(heard, of: listener.player, with: said, of: speaker.player) }
            }
        }
    }

    private mutating func compare(_ heard: [Int32], of listener: Int, with said: [Int32], of speaker: Int) {
        let (all, told) = (Set(heard), Set(said))
        var seen = Set<Int32>()
        var highest: Int32 = -1
        var disordered = 0
        for number in heard {
            if seen.insert(number).inserted, number < highest { disordered += 1 }
            highest = max(highest, number)
        }
        let (unheard, untold) = (told.subtracting(all), all.subtracting(told))
        let twice = heard.count - all.count
        self.unheard += unheard.count
        heardTwice += twice
        heardDisordered += disordered
        heardUntold += untold.count
        let who = "of \(BenchWorld.player(speaker)), to \(BenchWorld.player(listener))"
        report(unheard.count, "said lines \(who), were not heard\(unheard.min().map { ", the first no.\($0)" } ?? "")")
        report(twice, "lines \(who), were heard twice")
        report(disordered, "lines \(who), were heard out of order")
        report(untold.count, "lines \(who), were heard but not acknowledged\(untold.min().map { ": no.\($0)" } ?? "")")
    }

    // MARK: Things

    private mutating func audit(
        _ coin: Int, of owner: Int, _ transcripts: [Transcript], _ stored: [String: [String]]
    ) {
        let name = Transcript.coin(coin)
        let passes = transcripts.reduce(0) { $0 + ($1.given[coin] ?? 0) }
        self.passes += passes
        var holders: [Int] = []
        for transcript in transcripts {
            let had = transcript.player == owner ? 1 : 0
            let has = had + (transcript.received[coin] ?? 0) - (transcript.given[coin] ?? 0)
            let player = BenchWorld.player(transcript.player)
            if has == 1 { holders.append(transcript.player) }
            if has != 0, has != 1 { findings.append("\(player) was told to have \(name) \(has) times") }
            let seen = transcript.passed[coin] ?? 0
            if seen != passes { findings.append("\(name) was given \(passes) times, \(player) saw it \(seen) times") }
        }
        let told = holders.map(BenchWorld.player)
        if told.count != 1 { findings.append("by what players were told, \(name) is with \(told)") }
        let places = stored[name] ?? []
        if places != told { findings.append("\(name) is stored with \(places), players were told \(told)") }
    }

    private mutating func auditStone(of transcript: Transcript, _ stored: [String: [String]]) {
        let stone = BenchWorld.stone(transcript.player)
        let player = BenchWorld.player(transcript.player)
        let moves = transcript.outcomes.compactMap { outcome -> String? in
            guard case .answered(let index) = outcome else { return nil }
            let typed = transcript.lines[index].typed
            return typed.hasSuffix(stone) ? typed : nil
        }
        let expected = moves.last?.hasPrefix("drop") == true ? BenchWorld.square : player
        let places = stored[stone] ?? []
        if places != [expected] { findings.append("\(stone) is stored in \(places), \(player) was told \(expected)") }
    }
}
