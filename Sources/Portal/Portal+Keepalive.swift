import NIOCore

// Routers forget connections on which nothing is said for some minutes. IAC NOP says nothing, now and then.

extension Portal {
    /// All at once would be a burst: a part of them each time.
    private static let parts: UInt64 = 16

    func keepConnectionsAlive() {
        let interval = settings.telnet.keepalive
        guard interval > .zero else { return }
        keepAlive(part: 0, each: TimeAmount(interval / Int(Self.parts)))
    }

    private func keepAlive(part: UInt64, each step: TimeAmount) {
        eventLoop.scheduleTask(in: step) {
            self.assumeIsolated {
                $0.keepAlive(part)
                $0.keepAlive(part: (part + 1) % Self.parts, each: step)
            }
        }
    }

    private func keepAlive(_ part: UInt64) {
        for session in sessions.values where session.id % Self.parts == part && !session.isClosed {
            session.write(.noOperation)
            session.flush()
        }
    }
}
