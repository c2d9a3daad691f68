import Testing

@testable import HearthKit

@MainActor
struct ActorTextTests {
    final class Somebody: StanceParticipant {
        var name: String
        var pronouns: Pronouns
        /// What those who do not know them see.
        var strangeName: String?
        var friends: [Somebody] = []

        init(_ name: String, _ pronouns: Pronouns = .she) {
            self.name = name
            self.pronouns = pronouns
        }

        func displayName(for reader: (any StanceParticipant)?) -> String {
            guard let strangeName, !friends.contains(where: { $0 === reader }) else { return name }
            return strangeName
        }
    }

    let ann = Somebody("Ann")
    let bob = Somebody("Bob", .he)
    let crowd = Somebody("the guards", .they)
    let lantern = Somebody("a |ylantern|n", .it)
    let onlooker = Somebody("Zoe")

    func all(_ source: String) -> [String] {
        let text = ActorText(source)
        let mapping = ["b": bob, "crowd": crowd, "lantern": lantern]
        return [ann, bob, onlooker].map { text.render(for: $0, actor: ann, mapping: mapping) }
    }

    @Test func whoReadsWhat() {
        #expect(
            all("$You() $conj(light) $obj(lantern).") == [
                "You light a |ylantern|n.", "Ann lights a |ylantern|n.", "Ann lights a |ylantern|n.",
            ])
        #expect(all("$You() $conj(hit) $you(b).") == ["You hit Bob.", "Ann hits you.", "Ann hits Bob."])
        #expect(
            all("$Your() lamp hits $your(b) head.") == [
                "Your lamp hits Bob's head.", "Ann's lamp hits your head.", "Ann's lamp hits Bob's head.",
            ])
        #expect(all("$You(b) $conj(be, b) hit.") == ["Bob is hit.", "You are hit.", "Bob is hit."])
        #expect(all("$Obj(lantern) and $Your(crowd)")[0] == "A |ylantern|n and The guards'")
    }

    @Test func pronounsFollowTheOneNamed() {
        #expect(all("$Pron(you) $pconj(be) here.") == ["You are here.", "She is here.", "She is here."])
        #expect(all("$pron(your) $pron(yours) $pron(yourself)")[2] == "her hers herself")
        #expect(all("$pron(you, op)") == ["you", "her", "her"])
        #expect(all("$pron(you, op, b)") == ["him", "you", "him"])
        #expect(all("$Pron(you, crowd) $pconj(be, crowd)")[0] == "They are")
        #expect(all("$conj(be, crowd)")[0] == "is")
        #expect(all("$pron(I) $pron(my) $pron(his)") == ["I my your", "she her her", "she her her"])
        #expect(all("$pron(you, male) $pron(her, pa neutral)") == ["you your", "he its", "he its"])
        #expect(all("$pron(your, key=b)") == ["his", "your", "his"])
    }

    @Test(arguments: [
        "$foo(bar)", "$You", "$You(", "$ 5", "cost: $5 (five)", "$conj()", "$pron(blue)", "$(x)", "\\n", "a$",
    ])
    func whatIsNoCallStays(source: String) {
        #expect(ActorText(source).render(for: onlooker, actor: ann) == source)
    }

    @Test func escapes() {
        #expect(all("$$You() \\$You() \\\\ $$$You()")[2] == "$You() $You() \\ $Ann")
        var random = SeededRandom(seed: 7)
        for _ in 0..<2_000 {
            let said = random.text(of: awkwardPieces, upTo: 15)
            #expect(all("$You() " + ActorText.escape(said) + "$you()")[2] == "Ann " + said + "Ann")
        }
    }

    @Test func callsInsideUnknownCallsWork() {
        #expect(all("$foo($You(), $bar())")[2] == "$foo(Ann, $bar())")
        // A verb cannot depend on the reader, so this is no call of conj.
        #expect(all("$conj($You())")[2] == "$conj(Ann)")
    }

    @Test func functionsOfTheGame() {
        let functions: [String: ActorText.Function] = [
            "up": { $0.first?.uppercased() }, "join": { $0.joined(separator: "+") }, "no": { _ in nil },
        ]
        let text = ActorText(
            "$You() $conj($join(h, it)) $up($join(a, \\,, (b, c))) $no(x) $join()", functions: functions)
        #expect(text.render(for: ann, actor: ann) == "You h+it A+,+(B, C) $no(x) ")
        #expect(text.render(for: onlooker, actor: ann) == "Ann h+its A+,+(B, C) $no(x) ")
    }

    @Test func nobodyNamed() {
        #expect(ActorText("$You() $conj(see) $obj(ghost).").render(for: onlooker, actor: nil) == "Someone sees ghost.")
    }

    @Test func bystandersShareOneText() {
        var reading = ActorText("$You() $conj(wave).").reading(actor: ann)
        for _ in 0..<100 { #expect(reading.text(for: Somebody("x")) == "Ann waves.") }
        #expect(reading.text(for: ann) == "You wave.")
        #expect(reading.involves(ann) && !reading.involves(bob))
    }

    @Test func namesThatDependOnTheReaderAreAskedForEach() {
        ann.strangeName = "somebody"
        ann.friends = [bob]
        var reading = ActorText("$You() $conj(wave).").reading(actor: ann)
        #expect(reading.text(for: nil) == "Somebody waves.")
        #expect(reading.text(for: bob) == "Ann waves.")
        #expect(reading.text(for: onlooker) == "Somebody waves.")
        #expect(reading.text(for: ann) == "You wave.")
    }

    @Test func hostileTextEnds() {
        for piece in ["$You(", "$conj($You(", "$pron(you, ", "\\", "$", "$conj(("] {
            _ = all(String(repeating: piece, count: 2_000))
            _ = all(String(repeating: piece, count: 30) + "$You()" + String(repeating: ")", count: 60))
        }
        var random = SeededRandom(seed: 8)
        for _ in 0..<2_000 { _ = all(random.text(of: awkwardPieces + ["$pron(", "$conj(", "$you(b"], upTo: 30)) }
    }
}
