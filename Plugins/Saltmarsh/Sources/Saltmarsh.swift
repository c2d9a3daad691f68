import HearthKit

// Saltmarsh: a village, a causeway, and a lighthouse that is dark. Its places are in GameData/world/saltmarsh.yaml,
// what happens in them is here, a file for each idea. Begin with Causeway.swift.

/// Tells everybody in the village, indoors and out.
func tellVillage(_ text: String) {
    for room in World.current.tagged("saltmarsh", Room.self) { room.announce(text) }
}

extension Command {
    /// The bell, the fire, the cat: the one of its kind within reach of the caller.
    func nearby<Thing: Object>(_ kind: Thing.Type) throws -> Thing {
        let things = caller.contents + (try here.contents)
        guard let thing = things.lazy.compactMap({ $0 as? Thing }).first ?? caller.location as? Thing else {
            throw Refusal("There is nothing like that here any more.")
        }
        return thing
    }
}
