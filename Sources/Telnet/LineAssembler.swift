import NIOCore

/// Makes lines out of the text that a client sends, in whatever pieces it comes.
///
/// - A line ends with CR LF, CR NUL, LF or a bare CR (RFC 854, and what clients really send).
/// - Clients that send each key as it is struck leave the editing to us: backspace, DEL and Ctrl-U are obeyed, and the
///   sequences of arrow and function keys are dropped.
/// - A tab becomes a space, other control characters are dropped: one player must not reach another's terminal.
/// - Bytes that are not UTF-8 become U+FFFD, or what they are in the client's own ``encoding``. Where none is settled, a
///   line with such bytes is taken for Latin-1: old clients on old systems write it, and tell nothing.
/// - A line over `longestLine` is refused as a whole; the rest of it passes by without being kept.
public struct LineAssembler: Sendable {
    public enum Item: Equatable, Sendable {
        case line(String)
        /// Said once, as soon as the line is too long. The line itself never comes.
        case lineTooLong
    }

    enum Escape: Sendable {
        case none, escape, controlSequence, singleShift
    }

    /// In bytes of UTF-8, without the line's end.
    public static let longestLine = 8192

    /// What the client writes. Nil when nothing has settled it.
    var encoding: TextEncoding?
    /// The part of a line that came in earlier pieces.
    private(set) var pending: [UInt8] = []
    private(set) var escape = Escape.none
    private(set) var isAfterCR = false
    private(set) var isSwallowing = false

    public init(encoding: TextEncoding? = nil) { self.encoding = encoding }

    /// Reads up to the end of the next line. Nil when `text` is used up.
    public mutating func next(from text: inout ByteBuffer) -> Item? {
        while text.readableBytes > 0 {
            let run = text.withUnsafeReadableBytes { escape == .none ? plainPrefix($0) : Run() }
            if run.count > 0 {
                isAfterCR = false
                if let item = take(run, from: &text) { return item }
            } else if let byte = text.readInteger(as: UInt8.self), let item = control(byte) {
                return item
            }
        }
        return nil
    }

    /// Takes back the last character of the unfinished line: the key, or telnet's EC.
    public mutating func eraseCharacter() {
        guard !pending.isEmpty else { return }
        let end = pending.lastIndex { $0 & 0xC0 != 0x80 } ?? 0
        // Continuation bytes go with their lead. In Latin-1 they are characters, unless they follow one all the same.
        let isWhole = encoding == .utf8 || String(validating: pending[end...], as: UTF8.self)?.count == 1
        pending.removeLast(isWhole ? pending.count - end : 1)
    }

    /// Takes back the unfinished line: Ctrl-U, or telnet's EL.
    public mutating func eraseLine() {
        pending.removeAll()
    }

    // MARK: - Runs of plain text, the hot path

    private struct Run {
        var count = 0
        /// Whether a line's end follows, so that the run is all of the rest of the line.
        var endsLine = false
    }

    private func plainPrefix(_ bytes: UnsafeRawBufferPointer) -> Run {
        for (index, byte) in bytes.enumerated() where byte < 0x20 || byte == .delete {
            return Run(count: index, endsLine: byte == .lineFeed || byte == .carriageReturn)
        }
        return Run(count: bytes.count)
    }

    private mutating func take(_ run: Run, from text: inout ByteBuffer) -> Item? {
        guard !isSwallowing, pending.count + run.count <= Self.longestLine else {
            text.moveReaderIndex(forwardBy: run.count)
            return refuse()
        }
        if run.endsLine && pending.isEmpty {
            // The whole line lies in one piece: it is copied once, into its String.
            let line = text.withUnsafeReadableBytes {
                decode(UnsafeRawBufferPointer(rebasing: $0[..<run.count]))
            }
            text.moveReaderIndex(forwardBy: run.count)
            skipLineEnd(&text)
            return .line(line)
        }
        text.withUnsafeReadableBytes { pending.append(contentsOf: $0[..<run.count]) }
        text.moveReaderIndex(forwardBy: run.count)
        return nil
    }

    private mutating func skipLineEnd(_ text: inout ByteBuffer) {
        isAfterCR = text.readInteger(as: UInt8.self) == .carriageReturn
    }

    private mutating func refuse() -> Item? {
        pending = []
        defer { isSwallowing = true }
        return isSwallowing ? nil : .lineTooLong
    }

    // MARK: - Control characters, one by one

    private mutating func control(_ byte: UInt8) -> Item? {
        let followsCR = isAfterCR
        isAfterCR = byte == .carriageReturn
        if byte == .lineFeed || byte == .carriageReturn {
            escape = .none
            return byte == .lineFeed && followsCR ? nil : endLine()
        }
        guard escape == .none else { return continueEscape(byte) }
        switch byte {
        case .backspace, .delete: eraseCharacter()
        case .killLine: eraseLine()
        case .escape: escape = .escape
        case .tab: return append(.space)
        default: break
        }
        return nil
    }

    /// Skips `ESC [ … letter` and `ESC O letter`, the keys that are no text (ECMA-48). Of any other pair, which is what
    /// Alt with a key sends, the key stays.
    private mutating func continueEscape(_ byte: UInt8) -> Item? {
        switch escape {
        case .escape where byte == UInt8(ascii: "["): escape = .controlSequence
        case .escape where byte == UInt8(ascii: "O"): escape = .singleShift
        case .controlSequence where (0x20...0x3F).contains(byte): break
        case .controlSequence where (0x40...0x7E).contains(byte), .singleShift where (0x40...0x7E).contains(byte):
            escape = .none
        default:
            escape = .none
            return byte < 0x20 || byte == .delete ? control(byte) : append(byte)
        }
        return nil
    }

    private mutating func append(_ byte: UInt8) -> Item? {
        guard !isSwallowing, pending.count < Self.longestLine else { return refuse() }
        pending.append(byte)
        return nil
    }

    private mutating func endLine() -> Item? {
        defer { pending = [] }
        if isSwallowing {
            isSwallowing = false
            return nil
        }
        return .line(pending.withUnsafeBytes(decode))
    }

    private func decode(_ bytes: UnsafeRawBufferPointer) -> String {
        var line = (encoding ?? .latin1).read(bytes)
        // U+0080 to U+009F are control characters too: a terminal obeys U+009B as it does ESC [.
        if bytes.contains(where: { $0 >= 0x80 }) {
            line.unicodeScalars.removeAll { (0x80...0x9F).contains($0.value) }
        }
        return line
    }
}

extension UInt8 {
    static let null: UInt8 = 0x00
    static let backspace: UInt8 = 0x08
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let killLine: UInt8 = 0x15
    static let escape: UInt8 = 0x1B
    static let space: UInt8 = 0x20
    static let delete: UInt8 = 0x7F
}
