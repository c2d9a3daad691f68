import NIOCore
import Testing

@testable import Wire

struct BoxTests {
    private func read(_ bytes: [UInt8]) throws -> [Box] {
        var reader = BoxReader()
        var buffer = ByteBuffer(bytes: bytes)
        var boxes: [Box] = []
        while let box = try reader.next(&buffer) { boxes.append(box) }
        return boxes
    }

    @Test func isWrittenAsTwistedWritesIt() {
        var box = Box()
        box.set("_command", "Sum")
        box.set("a", "13")
        #expect(
            Array(box.bytes.readableBytesView)
                == [0, 8] + Array("_command".utf8) + [0, 3] + Array("Sum".utf8) + [0, 1] + Array("a".utf8) + [0, 2]
                + Array("13".utf8) + [0, 0])
    }

    @Test func isReadHoweverItIsSplit() throws {
        var box = Box()
        box.set("_ask", "1")
        box.set("text", String(repeating: "läuft ", count: 40))
        var other = Box()
        other["empty"] = ByteBuffer()
        let bytes = Array(box.bytes.readableBytesView) + Array(other.bytes.readableBytesView)
        for cut in 0...bytes.count {
            var reader = BoxReader()
            var buffer = ByteBuffer(bytes: bytes[..<cut])
            var boxes: [Box] = []
            while let next = try reader.next(&buffer) { boxes.append(next) }
            buffer.writeBytes(bytes[cut...])
            while let next = try reader.next(&buffer) { boxes.append(next) }
            #expect(boxes == [box, other], "cut at \(cut)")
        }
    }

    @Test(arguments: [0, 1, 65_534, 65_535, 65_536, 131_070, 131_071, 300_000])
    func longValuesGoOnUnderFurtherKeys(length: Int) throws {
        var box = Box()
        box["long"] = ByteBuffer(repeating: 7, count: length)
        box.set("after", "x")
        #expect(try read(Array(box.bytes.readableBytesView)) == [box])
    }

    @Test func aKeyThatLooksLikeAContinuationIsNone() throws {
        var box = Box()
        box.set("key", "short")
        box.set("key.2", "its own")
        #expect(try read(Array(box.bytes.readableBytesView)) == [box])
    }

    @Test func garbageIsRefused() {
        #expect(throws: BoxError.keyTooLong(0x4745)) { try read(Array("GET / HTTP/1.1\r\n\r\n".utf8)) }
        #expect(throws: BoxError.keyNotText) { try read([0, 1, 0xFF, 0, 0, 0, 0]) }
    }

    @Test func aBoxWithoutEndIsRefusedBeforeItFillsTheMemory() {
        var reader = BoxReader(limit: 1 << 16)
        var buffer = ByteBuffer()
        let pair: [UInt8] = [0, 1, 0x61, 0x10, 0] + Array(repeating: 0, count: 4096)
        #expect(throws: BoxError.boxTooLarge(limit: 1 << 16)) {
            for _ in 0..<100 {
                buffer.writeBytes(pair)
                _ = try reader.next(&buffer)
            }
        }
    }

    @Test func randomBytesNeverTrap() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                Bool.random(using: &random) ? 0 : UInt8.random(in: 0...255, using: &random)
            }
            _ = try? read(bytes)
        }
    }
}
