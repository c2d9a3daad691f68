import HearthKit
import Standard

@testable import Saltmarsh

/// The village without the world file: the rooms that a test walks through.
struct Village {
    let game: TestGame
    let quay = Room.create("The Quay") { $0.tags = ["saltmarsh"] }
    let strand = Strand.create("The Tide Line") { $0.tags = ["saltmarsh"] }
    let stair = DarkStair.create("Foot of the Stair") { $0.text = "Ninety steps." }
    let lampRoom = Room.create("The Lamp Room") { $0.tags = ["saltmarsh"] }
    let lamp: GreatLamp
    let causeway: Causeway

    /// `TestGame` makes the world in which the rooms are: it comes first.
    static func make() -> Village {
        Village(game: TestGame(types: [
            Causeway.self, TidalPath.self, TideTurns.self, Strand.self, Driftwood.self, Gather.self,
            Flame.self, Burn.self, Light.self, Douse.self, Lantern.self, GreatLamp.self, Herring.self,
            DarkStair.self, BlindStep.self, OilCan.self, Fill.self, Fire.self, Feed.self, Sit.self,
            Villager.self, NextStep.self, Answer.self, Keeper.self, Chandler.self, Haggle.self, Riddle.self,
            Cat.self, Stroke.self, Bell.self, Ring.self, Look.self, Say.self, Pose.self, Give.self, Get.self,
        ]))
    }

    private init(game: TestGame) {
        self.game = game
        let (quay, strand, stair, lampRoom) = (quay, strand, stair, lampRoom)
        lamp = GreatLamp.create("the great lamp", in: lampRoom) { $0.quay = quay }
        let lamp = lamp
        causeway = Causeway.create("The Causeway") {
            $0.tags = ["saltmarsh"]
            ($0.shore, $0.lamp) = (strand, lamp)
        }
        let causeway = causeway
        TidalPath.create("east", in: quay) { $0.destination = causeway }
        Exit.create("west", in: causeway) { $0.destination = quay }
        Exit.create("east", in: causeway) { $0.destination = stair }
        BlindStep.create("up", in: stair) { $0.destination = lampRoom }
    }

    /// Lets the tide turn until it is `tide`.
    func wait(for tide: Tide) async {
        repeat { await game.advance(causeway.tide.lasts) } while causeway.tide != tide
    }
}
