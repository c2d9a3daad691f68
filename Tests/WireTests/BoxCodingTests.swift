import NIOCore
import Testing

@testable import Wire

struct BoxCodingTests {
    struct Everything: Codable, Equatable {
        var number: Int
        var big: UInt64
        var flag: Bool
        var ratio: Double
        var text: String
        var bytes: Bytes
        var missing: String?
        var present: Int?
        var list: [GenerationReport]
        var numbers: [Int]
    }

    private let value = Everything(
        number: -5, big: .max, flag: true, ratio: 0.25, text: "ä\n", bytes: Bytes(ByteBuffer(bytes: [0, 255])),
        missing: nil, present: 3,
        list: (1...3).map {
            GenerationReport(
                number: $0, time: "t", by: "ann", state: "good", reason: "", configuration: "debug", revision: "")
        },
        numbers: [1, 2, 3])

    @Test func everyKindComesBack() throws {
        #expect(try Box(value).decode(Everything.self) == value)
    }

    @Test func scalarsAreWrittenAsTwistedsArgumentTypes() throws {
        let box = try Box(value)
        #expect(box.text("number") == "-5")
        #expect(box.text("flag") == "True")
        #expect(box.text("ratio") == "0.25")
        #expect(box["missing"] == nil)
    }

    @Test func whatIsWrongIsNamed() {
        struct Wanted: Codable { var port: Int }
        var box = Box()
        box.set("port", "four thousand")
        #expect { try box.decode(Wanted.self) } throws: { "\($0)" == "key 'port': expected a decimal number in range" }
        #expect { try Box().decode(Wanted.self) } throws: { "\($0)" == "key 'port': expected this key to be there" }
    }

    @Test func messagesAreToldApart() throws {
        guard case .command("Status", "7", _) = Message(try Box.command(Status(), ask: "7")) else {
            Issue.record("no command")
            return
        }
        let error = RemoteError(.refused, "no")
        guard case .error("7", error) = Message(Box.error(error, to: "7")) else {
            Issue.record("no error")
            return
        }
        if Message(Box()) != nil { Issue.record("an empty box is no message") }
    }
}

