import HearthKit

/// Wenna Quill keeps the light, and cannot climb to it.
final class Keeper: Villager {
    @Saved var lamp: GreatLamp?

    override func answer(to speech: Speech) -> String? {
        let isLit = lamp?.isLit ?? false
        if speech.mentions("lamp", "light") {
            return isLit
                ? "say Look at her. You could read a will by that. Thank you."
                : "say It wants oil, and somebody to climb. Cross while the sea is out, and take a lantern."
        }
        if speech.mentions("oil", "pike") {
            return "say Pike sells it for riddles. He has a purse like a limpet and a heart like a better limpet."
        }
        if speech.mentions("lantern", "stair", "dark") {
            return "say Borrow one at the inn. Bring it back or don't, nobody liked them new."
        }
        if speech.mentions("tide", "sea", "causeway") {
            return "say When the gulls go up you have a minute. Everybody thinks it is two."
        }
        if speech.mentions("knee", "leg", "crutch") {
            return "pose raps her left knee with the crutch. It sounds like a door."
        }
        if speech.mentions("hello", "evening", "wenna", "help") {
            return isLit ? "say Evening. A good one, now." : "say Evening. Can you climb? I have a lamp to light."
        }
        return nil
    }
}
