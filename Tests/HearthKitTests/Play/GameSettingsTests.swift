import Testing

@testable import HearthKit

private enum Sky: String, Storable { case clear, grey }

extension GameTests {
    @MainActor struct GameSettingsTests {
        private let game = TestGame(types: [])

        init() {
            game.settings = GameSettings([
                "tide": 6, "rate": 2, "title": 42, "wait": 1.5, "none": .null,
                "weather": ["rain": 0.3, "sky": "grey", "names": ["Ann", "Bob"]],
            ])
        }

        @Test func theyAreAsTypedAsTheCodeThatReadsThem() throws {
            #expect(setting("tide", default: 1) == 6)
            #expect(setting("weather.rain", default: 0.0) == 0.3)
            #expect(setting("weather.sky", default: Sky.clear) == .grey)
            #expect(setting("weather.names", default: [String]()) == ["Ann", "Bob"])
            #expect(setting("rate", default: 0.5) == 2)
            #expect(setting("title", default: "") == "42", "without quotes it is a text all the same")
            #expect(setting("wait", default: Duration.zero) == .milliseconds(1500))
            #expect(setting("none", default: 9) == 9)
            #expect(setting("weather.wind.north", default: 9) == 9)
            #expect(setting("tide.height", default: 9) == 9)
            #expect(try game.game.settings.value("weather.hail", as: Int.self) == nil)
            #expect(game.log.isEmpty)
        }

        @Test func whatIsOfAnotherTypeIsToldOnceInWords() {
            for _ in 0..<3 { #expect(setting("weather.sky", default: 5) == 5) }
            #expect(game.log.count == 1)
            #expect(game.log.first?.hasPrefix(#"error: the setting 'game.weather.sky' is "grey", expected an integer"#) == true)
            #expect(throws: WrongSetting.self) { try game.game.settings.value("weather", as: Bool.self) }
        }

        @Test func aReloadHasTheNewOnes() async throws {
            game.settings = GameSettings(["tide": 12])
            try await game.reload()
            #expect(setting("tide", default: 1) == 12 && setting("rate", default: 1) == 1)
        }
    }
}
