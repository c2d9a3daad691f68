import NIOCore

@testable import HearthKit
@testable import Telnet

extension FuzzTarget {
    /// What clients and proxies say that is no telnet of its own: JSON reads the same when it is written again, what
    /// MSDP makes of it comes back as a table, and a proxy's header means the same however it is cut.
    static let clientData = FuzzTarget(name: "clientData") { input in
        var input = input
        let seed = input.choice()
        switch input.choice() % 3 {
        case 0: try checkJSON(input.text)
        case 1: try checkMSDP(input.bytes)
        default: try checkProxyHeader(input.bytes, input.pieces(seed: seed))
        }
    }

    private static func checkJSON(_ text: String) throws {
        guard let value = StoredValue(json: text) else { return }
        guard let again = StoredValue(json: value.json) else {
            throw BrokenPromise(description: "\(value.json) cannot be read again")
        }
        try require(again == value, "\(value.json) becomes \(again.json)")
    }

    private static func checkMSDP(_ bytes: [UInt8]) throws {
        guard let payload = MSDPOption.payload(ByteBuffer(bytes: bytes)) else { return }
        try require(payload.count <= 8 * bytes.count + 8, "\(payload.count) bytes of \(bytes.count)")
        var exchange = TelnetExchange()
        let option = MSDPOption()
        option.received(ByteBuffer(bytes: payload), &exchange)
        for message in exchange.takeMessages() {
            let again = MSDPOption.payload(ByteBuffer(string: message.json))
            try require(again != nil, "\(message.json) is no table")
        }
    }

    private static func checkProxyHeader(_ bytes: [UInt8], _ pieces: [[UInt8]]) throws {
        var whole = ByteBuffer(bytes: bytes)
        let header = ProxyHeader.take(from: &whole)
        var (cut, early) = (ByteBuffer(), ProxyHeader.unfinished)
        for piece in pieces {
            cut.writeBytes(piece)
            // What follows the header is for who comes after.
            if early == .unfinished { early = ProxyHeader.take(from: &cut) }
        }
        try require(early == header, "\(early) of pieces, \(header) of the whole")
        if case .told = header { try require(cut == whole, "what follows is another thing in pieces") }
    }
}
