import HearthKit

/// A way on to the causeway: shut while the sea is over it.
final class TidalPath: Exit {
    var isUnderWater: Bool { (destination as? Causeway)?.tide == .high }

    override func name(for looker: Object?) -> String {
        isUnderWater ? "\(name) |b(under water)|n" : name
    }

    override func willTraverse(_ traveller: Object) throws {
        try super.willTraverse(traveller)
        if isUnderWater { throw Refusal("You go in to the waist and think again. It will be road in a minute.") }
    }
}
