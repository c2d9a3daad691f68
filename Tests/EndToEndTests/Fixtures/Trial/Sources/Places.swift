import HearthKit
import Standard

/// The world of the trial: a hall, and a garden to the north of it.
final class TrialHooks: StandardHooks {
    override func firstStart() {
        let hall = Room.create("The Hall") { $0.text = "Here everything is tried." }
        let garden = Room.create("The Garden") { $0.text = "Here it is quiet." }
        Exit.create("north", in: hall) { $0.destination = garden }
        Exit.create("south", in: garden) { $0.destination = hall }
        Ledger.create("a ledger", in: hall)
        World.current.setValue("start", .reference(hall.id))
    }

    override func didDisconnect(_ session: Session) {
        super.didDisconnect(session)
        hauntIfHaunted(session)
    }

    // didReload
}
