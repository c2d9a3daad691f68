import HearthKit

/// Wenna Quill keeps the light, and cannot climb to it.
final class Keeper: Villager {
    @Saved var lamp: GreatLamp?

    override func answer(to speech: Speech) -> String? {
        let lampIsLit = lamp?.isLit ?? false
        if speech.mentions("lamp", "light") {
            return lampIsLit
                ? "say Look at her. You could read a will by that. Thank you."
                : "say Get oil, get a lantern for the stair, and cross while the sea is out. Then fill the lamp and light it."
        }
        if speech.mentions("oil", "pike") {
            return "say Pike sells it for riddles. He has a purse like a limpet and a heart like a better limpet."
        }
        if speech.mentions("lantern", "stair", "dark") {
            return "say There is a storm lantern on a nail in the inn. Bring it back or don't, I never liked it."
        }
        if speech.mentions("tide", "sea", "causeway") {
            return "say When the gulls go up you have a minute. Everybody thinks it is two."
        }
        if speech.mentions("knee", "leg", "crutch") { return "pose raps her left knee with the crutch. It sounds like a door." }
        if speech.mentions("hello", "evening", "wenna", "help") {
            return lampIsLit ? "say Evening. A good one, now." : "say Evening. Can you climb? I have a lamp that wants lighting."
        }
        return nil
    }
}
