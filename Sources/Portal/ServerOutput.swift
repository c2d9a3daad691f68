import NIOCore
import NIOPosix

/// What a Server says on its standard output and error, line by line, on the Portal's event loop.
///
/// A pipe of our own: the first bytes of a crash must be seen when they are written, before their line has ended.
final class ServerOutput: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// The runtime writes this when a program traps, then takes its time for the trace.
    static let firstSignOfCrash = "*** Signal"

    private static let longestLine = 64 << 10
    private let portal: Portal
    /// It lives on the Portal's actor, whose executor is the event loop of this handler.
    private let process: NIOLoopBound<ServerProcess>
    /// The beginning of a line whose end has not come.
    private(set) var bytes: ByteBuffer
    private var isCrashing = false

    init(portal: Portal, process: NIOLoopBound<ServerProcess>, unread: ByteBuffer) {
        (self.portal, self.process, bytes) = (portal, process, unread)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var new = unwrapInboundIn(data)
        bytes.writeBuffer(&new)
        var lines: [String] = []
        while let line = nextLine() { lines.append(line) }
        tell(lines)
        let isSign = bytes.readableBytesView.starts(with: Self.firstSignOfCrash.utf8)
        guard !isCrashing, isSign || lines.contains(where: { $0.hasPrefix(Self.firstSignOfCrash) }) else { return }
        isCrashing = true
        portal.assumeIsolated { [process] in $0.serverCrashes(process.value) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if bytes.readableBytes > 0 { tell([String(buffer: bytes)]) }
        portal.assumeIsolated { [process] _ in process.value.silence.resolve(.success(())) }
    }

    private func tell(_ lines: [String]) {
        portal.assumeIsolated { [process] portal in
            for line in lines { portal.serverSaid(line, process.value) }
        }
        bytes.discardReadBytes()
    }

    private func nextLine() -> String? {
        let view = bytes.readableBytesView
        guard let end = view.firstIndex(of: UInt8(ascii: "\n")) else {
            return view.count > Self.longestLine ? bytes.readString(length: view.count) : nil
        }
        let line = bytes.readString(length: end - view.startIndex)
        bytes.moveReaderIndex(forwardBy: 1)
        return line
    }
}
