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

        @Test func timesAndDays() {
            #expect(German().words(.seconds(90_000)) == "1 Tag und 1 Stunde")
            #expect(German().words(.seconds(7_500)) == "2 Stunden und 5 Minuten" && German().words(.zero) == "einem Augenblick")
            #expect(German().day(CalendarDate(year: 2023, month: 3, day: 5)) == "5. März")
        }

        @Test func listsAndTablesAreOfTheReadersLanguage() async throws {
            let game = TestGame.standard()
            game.world.texts.languages["de"] = [
                "language name": "Deutsch", "and": "und", "or": "oder", "nobody": "niemand", "ago": "vor {time}",
                "channel headers": "Kanal, Du, Wörter, Worum", "channel state, heard": "hörst",
                "channel muted mark": "{name} (stumm)", "channel who": "Es hören {channel}: {names}.",
                "which one": "Was davon meinst du? {choices}", "style headers": "Stil, Jetzt",
                "last seen": "Zuletzt warst du vor {ago} hier.", "time code": "Ersetzt",
            ]
            let ann = try await game.player("Ann", permissions: ["Helper"])
            await ann.type("language de")
            await ann.type("channel/create Hafen = Boote")
            await ann.type("channel")
            #expect(ann.heard.hasPrefix("Kanal  Du     Wörter  Worum\n"), "\(ann.heard)")
            #expect(ann.heard.contains("hörst"))
            await ann.type("channel/mute Hafen")
            await ann.type("channel/who Hafen")
            #expect(ann.heard == "Es hören Hafen: Ann (stumm).\n")
            await ann.type("channel/create Hafer")
            await ann.type("channel/who haf")
            #expect(ann.heard == "Was davon meinst du? Hafen oder Hafer\n")
            await ann.type("style")
            #expect(ann.heard.hasPrefix("Stil    Jetzt\n"))
            await ann.type("time")
            #expect(ann.heard.contains("Ersetzt") && ann.heard.contains("vor einem Augenblick"))
        }

        @Test(arguments: ["auto", "en", "English", "harbour talk"])
        func theGamesOwnLanguageIsTheWayBack(_ name: String) async throws {
            let game = TestGame.standard()
            game.world.texts.own["language name"] = "Harbour talk"
            game.world.texts.languages["de"] = ["language name": "Deutsch"]
            let ann = try await game.player("Ann")
            await ann.type("language de")
            await ann.type("language \(name)")
            #expect(ann.heard == "The game speaks Harbour talk to you now.\n")
            #expect(ann.session?.language == nil && ann.account?.clientOptions.language == nil)
        }

        @Test func anotherLanguageOfTheSameCodeIsATranslation() async throws {
            let game = TestGame.standard()
            game.world.texts.own = ["language": "de", "language name": "Deutsch"]
            game.world.texts.languages["en"] = ["language name": "English"]
            let ann = try await game.player("Ann")
            await ann.type("language English")
            #expect(ann.session?.language == "en")
            await ann.type("language de")
            #expect(ann.session?.language == nil)
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
