import NIOCore
import Wire

extension FuzzTarget {
    /// Bytes on the AMP socket are boxes or an error, however they are cut; a box is any command or an error; and
    /// what was read is the same when it is written and read again.
    static let boxes = FuzzTarget(name: "boxes") { input in
        var input = input
        let (seed, type) = (input.choice(), input.choice(of: BoxType.all))
        let whole = read([input.bytes])
        let cut = read(input.pieces(seed: seed))
        try require(whole == cut, "\(cut) of pieces, \(whole) of the whole")
        _ = read([input.bytes], limit: 64)

        var written = ByteBuffer()
        for box in whole.boxes { box.write(into: &written) }
        try require(read([Array(written.readableBytesView)]).boxes == whole.boxes, "\(whole.boxes) changes when written")

        for box in whole.boxes {
            if let message = Message(box) { _ = "\(message)" }
            guard let recoded = try? type.recode(box) else { continue }
            let again = try type.recode(recoded)
            try require(again == recoded, "\(type.name): \(recoded) becomes \(again)")
        }
    }

    private struct Reading: Equatable {
        var boxes: [Box] = []
        var error: BoxError?
    }

    private static func read(_ pieces: [[UInt8]], limit: Int = 1 << 20) -> Reading {
        var (reader, buffer, reading) = (BoxReader(limit: limit), ByteBuffer(), Reading())
        do throws(BoxError) {
            for piece in pieces {
                buffer.writeBytes(piece)
                while let box = try reader.next(&buffer) { reading.boxes.append(box) }
            }
        } catch {
            reading.error = error
        }
        return reading
    }
}

/// A type that travels in boxes.
private struct BoxType {
    let name: String
    /// Reads a box as the type, and writes what was read.
    let recode: (Box) throws -> Box

    private init<T: Codable>(_ type: T.Type) {
        name = "\(type)"
        recode = { try Box($0.decode(type)) }
    }

    private static func command<C: AMPCommand>(_ type: C.Type) -> [BoxType] {
        [BoxType(type), BoxType(C.Answer.self)]
    }

    static let all: [BoxType] = [
        command(Hello.self), command(Status.self), command(Reload.self), command(Rollback.self), command(Watch.self),
        command(Check.self), command(ListGenerations.self), command(ListCrashes.self), command(StartServer.self),
        command(StopServer.self), command(StopPortal.self), command(Step.self), command(Events.self),
        command(Freeze.self), command(TakeOver.self), command(Notice.self), command(OutOfOrder.self),
        command(Leave.self), command(Warmed.self), command(Turn.self), command(Committed.self), command(Log.self),
        command(ReplacePortal.self), command(Trouble.self),
        [BoxType(RemoteError.self)],
    ].flatMap { $0 }
}
