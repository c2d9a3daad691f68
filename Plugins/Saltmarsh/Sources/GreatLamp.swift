import HearthKit

/// The lamp of the lighthouse. It takes more oil than a lantern, and it remembers who lit it.
final class GreatLamp: Lantern {
    @Saved var lighters: [Character] = []
    @Saved var quay: Room?

    override class var defaultLocks: Locks { "get: none(); douse: none()" }
    override var pints: Int { 2 }
    override var mostFuel: Int { 12 }

    override func describe(to looker: Object) -> String {
        let text = super.describe(to: looker)
        guard !lighters.isEmpty else { return text }
        let names = English.list(lighters.map { $0.name(for: looker) })
        return "\(text) Scratched into the brass, each in another hand: \(names)."
    }

    override func didLight(by person: Object) {
        tellVillage("|yOut on the Tooth the lamp opens like an eye,|n and a road of light lies down on the water.")
        guard let person = person as? Character, !lighters.contains(person) else { return }
        lighters.append(person)
        person.send("There are names in the brass, and a nail on a string. You add yours.")
    }

    override func goOut() {
        super.goOut()
        tellVillage("The light on the Tooth goes out. The dark was waiting just behind it.")
    }

    /// Every flood there is a boat out beyond the bar.
    func guideBoat() {
        guard isLit else {
            return tellVillage("A horn, out beyond the bar: some boat that sees no light. It does not try its luck.")
        }
        tellVillage("A lugger comes in over the bar with the lamp on her sails, and is gone up the creek.")
        guard let quay, quay.first(Herring.self) == nil else { return }
        let herring = Herring.create("a silver herring", in: quay) {
            $0.text = "It was alive when they threw it. It looks surprised that it no longer is."
        }
        quay.announce("Somebody aboard has thrown $obj(herring) on to the stones.", from: herring, ["herring": herring])
    }
}

/// What a lit lamp is worth. The cat would agree.
final class Herring: Object {}
