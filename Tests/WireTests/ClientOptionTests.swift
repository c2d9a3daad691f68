import NIOCore
import Testing

@testable import Wire

@Suite struct ClientOptionTests {
    @Test func eachComesBack() throws {
        for encoding in ClientOption.Encoding.allCases {
            for mark in ClientOption.PromptMark.allCases {
                for keepsAlive in [true, false] {
                    let option = ClientOption(encoding: encoding, promptMark: mark, keepsAlive: keepsAlive)
                    var buffer = ByteBuffer()
                    Output.write(.clientOption, to: [1], option.payload, into: &buffer)
                    let output = try #require(try Output.read(from: &buffer))
                    #expect(output.kind.rawValue == 7)
                    #expect(ClientOption(output.payload) == option)
                }
            }
        }
    }

    /// A Server and a Portal of other versions.
    @Test func whatIsMissingOrUnknownIsAsSettled() {
        #expect(ClientOption(ByteBuffer()) == ClientOption())
        #expect(ClientOption(ByteBuffer(bytes: [2])) == ClientOption(encoding: .latin1))
        #expect(ClientOption(ByteBuffer(bytes: [99, 99, 1, 5])) == ClientOption())
    }
}
