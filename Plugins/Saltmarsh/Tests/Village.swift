import HearthKit
import Standard

@testable import Saltmarsh

/// The village without the world file: the rooms that a test walks through.
struct Village {
    /// Comes first: it makes the world in which the others are.
    let game = TestGame()
    let quay = Room.create("The Quay")
    let strand = Strand.create("The Tide Line")
    let causeway = Causeway.create("The Causeway")
    let stair = DarkStair.create("Foot of the Stair") { $0.text = "Ninety steps." }
    let lampRoom = Room.create("The Lamp Room")
    let lamp = GreatLamp.create("the great lamp")

    init() {
        for room in [quay, strand, causeway, stair, lampRoom] { room.tags = ["saltmarsh"] }
        (causeway.shore, causeway.lamp, lamp.quay) = (strand, lamp, quay)
        lamp.place(in: lampRoom)
        TidalPath.create("east", in: quay) { $0.destination = causeway }
        Exit.create("west", in: causeway) { $0.destination = quay }
        Exit.create("east", in: causeway) { $0.destination = stair }
        BlindStep.create("up", in: stair) { $0.destination = lampRoom }
    }

    /// Lets the tide turn until it is `tide`.
    func wait(for tide: Tide) async {
        repeat { await game.advance(Tide.turns.timeLeft(causeway.tides) ?? .zero) } while causeway.tide != tide
    }
}
