import Testing

@testable import Telnet

@Suite struct OptionNegotiationTests {
    private let option = End()

    @Test func `an agreed offer is on, and its answer is not answered`() {
        #expect(option.request(true))
        #expect(!option.isOn)
        #expect(option.received(true, accepting: false) == nil)
        #expect(option.isOn)
        #expect(option.received(true, accepting: false) == nil)
        #expect(!option.request(true), "it is on already")
    }

    @Test func `a refused offer stays off, and may be made again`() {
        #expect(option.request(true))
        #expect(option.received(false, accepting: true) == nil)
        #expect(!option.isOn)
        #expect(option.request(true))
    }

    @Test func `a peer's request is granted or refused, each time it is made`() {
        #expect(option.received(true, accepting: false) == false)
        #expect(option.received(true, accepting: false) == false)
        #expect(!option.isOn)
        #expect(option.received(true, accepting: true) == true)
        #expect(option.isOn)
        #expect(option.received(true, accepting: true) == nil)
    }

    @Test func `a peer may end an option at any time, and is told so once`() {
        _ = option.received(true, accepting: true)
        #expect(option.received(false, accepting: true) == false)
        #expect(!option.isOn)
        #expect(option.received(false, accepting: true) == nil)
    }

    @Test func `a change of mind is said before the answer, and both answers are counted off`() {
        #expect(option.request(true))
        #expect(option.request(false))
        #expect(option.request(true))
        #expect(option.received(true, accepting: false) == nil)
        #expect(option.received(false, accepting: false) == nil)
        #expect(!option.isOn)
        #expect(option.received(true, accepting: false) == nil)
        #expect(option.isOn)
    }

    @Test func `a peer that refuses does not answer the end of what it refused`() {
        #expect(option.request(true))
        #expect(option.request(false))
        #expect(option.received(false, accepting: false) == nil)
        #expect(!option.isAwaitingAnswer)
        #expect(option.received(true, accepting: false) == false, "this one is a request again")
    }

    @Test func `a peer that confirms no end is understood all the same`() {
        for _ in 0..<3 {  // as TinTin++ does at each password
            #expect(option.request(true))
            #expect(option.received(true, accepting: false) == nil)
            #expect(option.isOn)
            #expect(option.request(false))
            #expect(!option.isOn)
        }
    }

    @Test func `a peer that never answers is told every change`() {
        for _ in 0..<10 {
            #expect(option.request(true))
            #expect(option.request(false))
        }
    }

    /// Two ends that change their minds at random, with messages under way, come to rest and to one opinion.
    @Test(arguments: 0..<500 as Range<UInt64>)
    func `two ends come to rest and agree`(seed: UInt64) {
        var random = SeededGenerator(state: seed)
        let ends = [End(), End()]
        var underWay: [[Bool]] = [[], []]  // to each end
        var delivered = 0
        let accepting = [Bool.random(using: &random), Bool.random(using: &random)]
        var changesLeft = 10
        while changesLeft > 0 || !underWay.allSatisfy(\.isEmpty) {
            let end = Int.random(in: 0...1, using: &random)
            if changesLeft > 0, Bool.random(using: &random) {
                changesLeft -= 1
                let on = Bool.random(using: &random)
                if ends[end].request(on) { underWay[1 - end].append(on) }
            } else if !underWay[end].isEmpty {
                delivered += 1
                let word = underWay[end].removeFirst()
                if let answer = ends[end].received(word, accepting: accepting[end]) { underWay[1 - end].append(answer) }
            }
            guard delivered < 100 else {
                Issue.record("the two ends do not come to rest")
                return
            }
        }
        #expect(ends[0].isOn == ends[1].isOn)
    }
}

/// One end, by reference: `#expect` calls no mutating method.
private final class End {
    private var negotiation = OptionNegotiation()

    var isOn: Bool { negotiation.isOn }
    var isAwaitingAnswer: Bool { negotiation.isAwaitingAnswer }

    func request(_ on: Bool) -> Bool {
        negotiation.request(on)
    }

    func received(_ on: Bool, accepting: Bool) -> Bool? {
        negotiation.received(on, accepting: accepting)
    }
}
