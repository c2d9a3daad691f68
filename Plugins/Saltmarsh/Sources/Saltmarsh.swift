import HearthKit

// Saltmarsh: a village, a causeway, and a lighthouse that is dark. Its places are in GameData/world/saltmarsh.yaml,
// what happens in them is here, a file for each idea. Begin with Causeway.swift.

/// Tells everybody in the village, indoors and out.
func tellVillage(_ text: String) {
    for room in World.current.tagged("saltmarsh", Room.self) { room.announce(text) }
}
