import NIOCore

// Routers forget connections on which nothing is said for some minutes. IAC NOP says nothing, now and then.

extension Portal {
    /// All at once would be a burst: a part of them each time.
    private static let parts: UInt64 = 16

    func keepConnectionsAlive(from part: UInt64 = 0) {
        let interval = settings.telnet.keepalive
        // Without one, there may be one later.
        let step = interval > .zero ? interval / Int(Self.parts) : .seconds(1)
        eventLoop.scheduleTask(in: TimeAmount(step)) {
            self.assumeIsolated {
                if $0.settings.telnet.keepalive > .zero { $0.keepAlive(part) }
                $0.keepConnectionsAlive(from: (part + 1) % Self.parts)
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
