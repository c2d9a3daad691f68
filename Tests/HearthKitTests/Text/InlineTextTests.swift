import Testing

@testable import HearthKit

private final class Stars: InlineFunctions {
    override class var functions: [InlineFunction] {
        [
            InlineFunction("stars(count, mark=*)", "So many stars.") {
                String(repeating: $0.text("mark"), count: try $0.int("count", in: 0...5))
            },
            InlineFunction("an(noun)", "Not the kit's.") { "ye " + $0.text("noun") },
        ]
    }
}

extension GameTests {
    /// Calls of functions in texts of makers.
    struct InlineTextTests {
        private func expand(_ text: String) -> String {
            withExtendedLifetime(TestGame(types: [])) { InlineText.expand(text) }
        }

        @Test(arguments: [
            ("[$pad(Ann, 7)]", "[  Ann  ]"), ("[$pad(Ann, 5, l)]", "[Ann  ]"),
            ("[$pad(Ann, align=r, width=5)]", "[  Ann]"),
            ("$pad(Ann, 5, l, *)", "Ann**"), ("$pad(Ann, 5, fill=-)", "-Ann-"), ("$pad(|rAnn|n, 5, r)", "  |rAnn|n"),
            ("$crop(a long word, 6)", "a lon…"), ("$crop(a long word, 6, )", "a long"), ("[$space(3)]", "[   ]"),
            ("[$rjust(a, 3)] [$ljust(a, 3)] [$cjust(a, 3)]", "[  a] [a  ] [ a ]"),
            ("[$justify_right(a, 3)] [$justify_left(a, 3)] [$justify_center(a, 3)]", "[  a] [a  ] [ a ]"),
            ("$just(one two three, 8)", "one  two\nthree"), ("$clr(r, fire)", "|rfire|n"),
            ("$clr(|[500, a, )", "|[500a"),
            ("$an(apple), $an(unicorn)", "an apple, a unicorn"),
            ("$pluralize(knife), $pluralize(knife, 1), $pluralize(cow, 3, kine)", "knives, knife, kine"),
            ("$int2str(21), $ordinal(3), $capital(x)", "twenty-one, third, X"),
            ("$add(1, 2) $sub(1, 2.5) $mult(3, two)", "3 -1.5 $mult(3, two)"),
            ("$div(1, 4) $div(1, 0)", "0.25 $div(1, 0)"), ("$round(2.345, 1) $toint(-2.9)", "2.3 -2"),
            ("$randint(4, 4) $random(2, 2) $choice(same, same)", "4 2 same"),
            ("$pad($int2str($add(1, 1)), 5, r)", "  two"), ("$crop(a\\, b\\(c\\), 20)", "a, b(c)"),
            // What is no call.
            ("costs $5 (or $$9), C:\\$x \\\\", "costs $5 (or $$9), C:\\$x \\\\"),
            ("$you() $dance(a)", "$you() $dance(a)"),
            ("$pad(", "$pad("), ("$pad()", "$pad()"), ("$space(9999)", "$space(9999)"),
            ("$$pad(a, 3) $$$an(apple)", "$pad(a, 3) $$an(apple)"), ("$space(x)", "$space(x)"),
        ])
        func calls(text: String, result: String) {
            #expect(expand(text) == result)
        }

        @Test func thingsAreNamed() {
            let game = TestGame(types: [])
            let quay = Room.create("the quay") { $0.tags = ["world:quay"] }
            for name in ["a bell", "a rope"] { Object.create(name, in: quay) { $0.tags = ["brass"] } }
            withExtendedLifetime(game) {
                #expect(InlineText.expand("At $obj(quay), $search( \(quay.id) ).") == "At the quay, the quay.")
                #expect(InlineText.expand("$objlist(brass); $objlist(quay, \(quay.id))") == "a bell and a rope; the quay and the quay")
                #expect(InlineText.expand("$obj(nothing) $objlist(x)") == "$obj(nothing) $objlist(x)")
                #expect(game.log.count == 2)
            }
        }

        /// There it is whom the announcement names.
        @Test func anAnnouncementsObjectIsItsOwn() async throws {
            let game = TestGame(types: [])
            let hall = Room.create("the hall") { $0.tags = ["world:lamp"] }
            let ann = try await game.player("Ann", in: hall)
            let lamp = Object.create("a lamp", in: hall)
            hall.announce("$You() $conj(rub) $obj(lamp).", from: try #require(ann.puppet), ["lamp": lamp])
            await game.turn()
            #expect(ann.heard == "You rub a lamp.\n")
        }

        @Test func barsAreDrawn() {
            #expect(Markup.strip(expand("$bar(5, 10, 4)")) == "██░░ 50%")
            #expect(Markup.strip(expand("$bar(5, 0, 4)")) == "░░░░ 0%")
        }

        @Test func chanceStaysInItsRange() {
            var seen: Set<String> = []
            for _ in 0..<200 { seen.insert(expand("$randint(1, 3) $choice(a, b)")) }
            #expect(seen.isSubset(of: ["1 a", "2 a", "3 a", "1 b", "2 b", "3 b"]) && seen.count > 2)
            let number = Double(expand("$random()")) ?? -1
            #expect((0...1).contains(number))
        }

        @Test func callsNestTwentyDeepAndNoMore() {
            func nested(_ depth: Int) -> String {
                String(repeating: "$capital(", count: depth) + "x" + String(repeating: ")", count: depth)
            }
            #expect(expand(nested(20)) == "X")
            #expect(expand(nested(21)).contains("$capital(x)"))
            #expect(expand(String(repeating: "$an(", count: 5000)).hasPrefix("$an("), "hostile text ends")
        }

        @Test func escapedTextCallsNothing() {
            let game = TestGame(types: [])
            var random = SeededRandom(seed: 11)
            let pieces = ["$", "$$", "pad", "(", ")", "an", "(a, 3)", "\\", " ", "|r", "ö", ","]
            for _ in 0..<3_000 {
                let text = random.text(of: pieces, upTo: 12)
                #expect(InlineText.expand(InlineCalls.escape(text)) == text)
                #expect(InlineText.unescape(InlineCalls.escape(text)) == text)
                let safe = ActorText.escape(text)
                let functions = game.world.classes.inlineFunctions.callable
                #expect(ActorText(safe, functions: functions).render(for: nil, actor: nil) == text)
            }
        }

        @Test func objectsAndAnnouncementsHaveThem() async throws {
            let game = TestGame(types: [])
            let hall = Room.create("hall") { $0.text = "A sign: $pad(Inn, 5, fill=*)" }
            let ann = try await game.player("Ann", in: hall)
            ann.puppet?.look()
            await game.turn()
            #expect(ann.heard == "hall\nA sign: *Inn*\n")
            ann.forget()
            if let puppet = ann.puppet {
                hall.announce("$You() $conj(find) $an(apple), $pluralize(pear, 3).", from: puppet)
            }
            await game.turn()
            #expect(ann.heard == "You find an apple, pears.\n")
        }

        @Test func aPluginHasItsOwn() async throws {
            let game = TestGame(types: [Stars.self])
            #expect(InlineText.expand("$stars(3) $stars(2, +) $an(apple)") == "*** ++ ye apple")
            #expect(InlineText.expand("$stars(9) $stars(9)") == "$stars(9) $stars(9)")
            #expect(game.log == ["error: $stars(9): 'count' is to be a whole number from 0 to 5, and is '9'"])
            #expect(game.world.classes.inlineFunctions.all.contains { $0.usage == "stars(count, mark=*)" })
            game.game.outOfOrder = ["\(ClassRegistry.name(of: Stars.self)).functions"]
            #expect(InlineText.expand("$stars(3)") == "$stars(3)")
        }
    }
}
