import HearthKit
import Testing

@testable import Standard

extension StandardTests {
    /// The language that ships as an example.
    struct GermanTests {
        @Test(arguments: [
            ("gehen", "gehst", "geht"), ("legen", "legst", "legt"), ("arbeiten", "arbeitest", "arbeitet"),
            ("zeichnen", "zeichnest", "zeichnet"), ("reisen", "reist", "reist"), ("dämmern", "dämmerst", "dämmert"),
            ("geben", "gibst", "gibt"), ("sein", "bist", "ist"), ("verschwinden", "verschwindest", "verschwindet"),
        ])
        func verbs(_ verb: String, _ second: String, _ third: String) {
            let forms = German().verb(verb)
            #expect((forms.second, forms.third) == (second, third))
        }

        @Test func aGiftIsToldToEachInTheirLanguage() async throws {
            let game = TestGame.standard()
            game.world.texts.languages["de"] = [
                "language name": "Deutsch", "gives": "$You() $conj(geben) $you(target, op) {things}.",
                "gets": "$You() $conj(heben) {things} auf.",
            ]
            let ann = try await game.player("Ann")
            let bob = try await game.player("Bob")
            let cat = try await game.player("Cat")
            Object.create("a coin", in: try game.hall)
            await ann.type("language deutsch")
            await bob.type("language de")
            await ann.type("get coin")
            #expect(ann.heard == "Du hebst a coin auf.\n")
            for player in [bob, cat] { player.forget() }
            await ann.type("give coin to bob")
            #expect(ann.heard == "Du gibst Bob a coin.\n")
            #expect(bob.heard == "Ann gibt dir a coin.\n")
            #expect(cat.heard == "Ann gives a coin to Bob.\n")
        }
    }
}
