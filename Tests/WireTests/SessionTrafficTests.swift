import NIOCore
import Testing

@testable import Wire

struct SessionTrafficTests {
    private let state = SessionState(
        id: 1 << 60, address: "127.0.0.1",
        client: ClientState(
            transport: "telnet", name: "TINTIN++", version: "2.02.20", terminal: "xterm",
            packages: ["Char", "Room.Info"], width: 80, height: 24, colors: 3, screenReader: true,
            abilities: [.structured, .gmcp]))

    @Test func eventsComeBackInOrder() throws {
        let events = [
            SessionEvent(session: 1 << 60, number: 1, kind: .opened(state)),
            SessionEvent(session: 2, number: 2, kind: .line("say höi \u{1F525}")),
            SessionEvent(session: 2, number: 3, kind: .line("")),
            SessionEvent(session: 2, number: 4, kind: .clientChanged(ClientState(transport: "web"))),
            SessionEvent(session: 2, number: 5, kind: .message(name: "Core.Ping", json: "")),
            SessionEvent(session: 2, number: 6, kind: .message(name: "Char.Wünsche", json: #"{"a": [1, "é"]}"#)),
            SessionEvent(session: 2, number: .max, kind: .closed("gone")),
        ]
        var buffer = ByteBuffer()
        for event in events { event.write(into: &buffer) }
        var read: [SessionEvent] = []
        while let event = try SessionEvent.read(from: &buffer) { read.append(event) }
        #expect(read == events)
    }

    @Test func outputsComeBack() throws {
        var buffer = ByteBuffer()
        Output.write(.text, to: [1, 2, 3], "Hello\n", into: &buffer)
        Output.write(.close, to: [], "", into: &buffer)
        Output.write(message: "Char.Vitals", #"{"hp":1}"#, to: [7, 8], into: &buffer)
        #expect(try Output.read(from: &buffer) == Output(.text, to: [1, 2, 3], ByteBuffer(string: "Hello\n")))
        #expect(try Output.read(from: &buffer) == Output(.close, to: [], ByteBuffer()))
        let message = try #require(try Output.read(from: &buffer))
        #expect(message.kind == .message && message.sessions == [7, 8])
        #expect(message.message?.name == "Char.Vitals")
        #expect(message.message?.json == ByteBuffer(string: #"{"hp":1}"#))
        #expect(try Output.read(from: &buffer) == nil)
    }

    /// Whatever is cut off is an error, never a trap and never half an event.
    @Test func whatIsCutShortIsAnError() throws {
        var whole = ByteBuffer()
        SessionEvent(session: 1, number: 1, kind: .opened(state)).write(into: &whole)
        for length in 1..<whole.readableBytes {
            var cut = try #require(whole.getSlice(at: 0, length: length))
            #expect(throws: TrafficError.self) { try SessionEvent.read(from: &cut) }
        }
    }
}
