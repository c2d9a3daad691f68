import NIOCore

/// Says numbers, and checks that each comes back once and in order.
final class NumberedTyping: Script {
    /// What one line became.
    private struct Line {
        var typedAt: NIODeadline
        var answers = 0
    }

    private static let own = Array("You say".utf8)
    private static let mark = Array("no.".utf8)
    private static let givenUp = Array("it was given up".utf8)

    /// Lines beside the numbers that change the world, typed after every fourth number.
    private let changes: [ByteBuffer]
    private let changeMark: [UInt8]
    private var lines: [Line] = []
    private var highest = -1
    private var joiner = LineJoiner()
    private(set) var reordered = 0
    /// Lines that the player was told to have been given up in a crash.
    private(set) var givenUp = 0
    private(set) var changesTyped = 0
    private(set) var changesAnswered = 0
    private(set) var longestWait: Int64 = 0
    /// When the line was typed that waited longest.
    private(set) var longestWaitBegan = NIODeadline.now()
    /// The line typed by ``typeAwaited(_:)``, until it is answered.
    private var awaited: Int?

    /// From here on.
    func forgetLongestWait() { longestWait = 0 }

    init(changes: [String] = [], changeMark: String = "") {
        self.changes = changes.map { ByteBuffer(string: $0 + "\r\n") }
        self.changeMark = Array(changeMark.utf8)
    }

    func begin(_ player: Player) {}

    var typed: Int { lines.count }
    var answered: Int { lines.count { $0.answers > 0 } }
    var duplicated: Int { lines.reduce(0) { $0 + max(0, $1.answers - 1) } }
    var isDone: Bool { answered + givenUp == typed && changesAnswered >= changesTyped }

    func typeNext(_ player: Player) {
        lines.append(Line(typedAt: .now()))
        player.type(ByteBuffer(string: "say no.\(lines.count - 1).\r\n"))
        guard !changes.isEmpty, lines.count % 4 == 0 else { return }
        player.type(changes[changesTyped % changes.count])
        changesTyped += 1
    }

    var isAwaiting: Bool { awaited != nil }

    /// Types a line, and is awaiting until that very line is answered.
    func typeAwaited(_ player: Player) {
        awaited = lines.count
        typeNext(player)
    }

    func read(_ bytes: ByteBuffer, _ player: Player) {
        let all = joiner.join(bytes)
        guard all.endsWithLineEnd || all.lineCount > 0 else { return }
        var text = all
        // What follows the last line end comes again, with its end.
        let unfinished = all.endsWithLineEnd ? 0 : all.unfinishedLine.readableBytes
        text.moveWriterIndex(to: all.writerIndex - unfinished)
        var place = text.readerIndex
        while let found = text.index(of: Self.own, from: place) {
            place = found + Self.own.count
            guard let mark = text.index(of: Self.mark, from: place) else { break }
            place = mark + Self.mark.count
            var number = 0
            while let digit = text.getInteger(at: place, as: UInt8.self), (0x30...0x39).contains(digit) {
                number = number * 10 + Int(digit) - 0x30
                place += 1
            }
            answered(number)
        }
        place = text.readerIndex
        while let found = text.index(of: Self.givenUp, from: place) {
            place = found + Self.givenUp.count
            (givenUp, awaited) = (givenUp + 1, nil)
        }
        guard !changeMark.isEmpty else { return }
        place = text.readerIndex
        while let found = text.index(of: changeMark, from: place) {
            place = found + changeMark.count
            changesAnswered += 1
        }
    }

    private func answered(_ number: Int) {
        guard lines.indices.contains(number) else { return }
        if lines[number].answers == 0, number < highest { reordered += 1 }
        lines[number].answers += 1
        highest = max(highest, number)
        let wait = (NIODeadline.now() - lines[number].typedAt).nanoseconds
        if number == awaited { awaited = nil }
        if wait > longestWait { (longestWait, longestWaitBegan) = (wait, lines[number].typedAt) }
    }
}

