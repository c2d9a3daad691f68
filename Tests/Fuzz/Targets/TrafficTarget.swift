import NIOCore
import Wire

extension FuzzTarget {
    /// What crosses between Portal and Server in a form of its own: any bytes are read or refused, and what was read
    /// is the same when it is written and read again.
    static let traffic = FuzzTarget(name: "traffic") { input in
        var input = input
        let bytes = { (input: FuzzInput) in ByteBuffer(bytes: input.bytes) }
        switch input.choice() % 4 {
        case 0: try check(bytes(input), SessionEvent.read) { $0.write(into: &$1) }
        case 1: try check(bytes(input), SessionState.read) { $0.write(into: &$1) }
        case 2: try check(bytes(input), Acknowledgement.read) { $0.write(into: &$1) }
        default:
            try check(bytes(input), Output.read) { output, written in
                Output.write(output.kind, to: output.sessions, String(buffer: output.payload), into: &written)
            }
        }
    }

    private static func check<Item: Equatable>(
        _ bytes: ByteBuffer, _ read: (inout ByteBuffer) throws -> Item?, _ write: (Item, inout ByteBuffer) -> Void
    ) throws {
        var rest = bytes
        while true {
            let before = rest.readableBytes
            guard let item = try? read(&rest) else { return }
            try require(rest.readableBytes < before, "\(item) read without taking a byte")
            // Bytes that are not UTF-8 are replaced by the first writing: compared are the first and the second.
            let first = try written(item, read, write)
            let second = try written(first, read, write)
            try require(first == second, "\(first) becomes \(second)")
        }
    }

    private static func written<Item>(
        _ item: Item, _ read: (inout ByteBuffer) throws -> Item?, _ write: (Item, inout ByteBuffer) -> Void
    ) throws -> Item {
        var buffer = ByteBuffer()
        write(item, &buffer)
        guard let again = try read(&buffer), buffer.readableBytes == 0 else {
            throw BrokenPromise(description: "\(item) is written so that it cannot be read")
        }
        return again
    }
}
