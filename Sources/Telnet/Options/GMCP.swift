import Foundation
import NIOCore

/// GMCP, the Generic Mud Communication Protocol (mudstandards.org/mud/gmcp): structured data both ways, each message a
/// name, a space and JSON.
///
/// What `Core.Hello` and `Core.Supports` say of the client is kept here; all else is for the game.
struct GMCPOption: TelnetOptionHandler {
    /// Enough for any client, and an end to one that never ends its list.
    private static let mostPackages = 64

    var option: TelnetOption { .gmcp }
    var ours: OptionStance { .offer }

    func changed(_ side: OptionSide, isOn: Bool, _ exchange: inout TelnetExchange) {
        exchange.client.speaks(.gmcp, isOn)
        if !isOn { exchange.client.packages = nil }
    }

    func received(_ payload: ByteBuffer, _ exchange: inout TelnetExchange) {
        let view = payload.readableBytesView
        let end = view.firstIndex { $0 <= .space } ?? view.endIndex
        guard let name = StructuredName.text(view[..<end]), view.count <= TelnetExchange.longestMessage else { return }
        let json = ByteBuffer(view[end...].drop { $0 <= .space })
        switch name.lowercased() {
        case "core.hello": hello(json, &exchange.client)
        case "core.supports.set": supports(json, &exchange.client) { $1 }
        case "core.supports.add": supports(json, &exchange.client) { old, new in
            old + new.filter { !old.contains($0) }
        }
        case "core.supports.remove": supports(json, &exchange.client) { old, gone in
            old.filter { !gone.contains($0) }
        }
        default: exchange.tell(name, String(buffer: json))
        }
    }

    private func hello(_ json: ByteBuffer, _ client: inout TelnetClient) {
        guard let fields = Self.decode([String: String].self, json) else { return }
        if let name = fields["client"].flatMap(TelnetClient.shown) { client.tellName(name) }
        if let version = fields["version"].flatMap(TelnetClient.shown) { client.version = version }
    }

    private func supports(
        _ json: ByteBuffer, _ client: inout TelnetClient, change: ([String], [String]) -> [String]
    ) {
        guard let entries = Self.decode([String].self, json) else { return }
        // "Char.Items 1": what follows the name is its version, of which there is one.
        let names = entries.prefix(Self.mostPackages).compactMap { entry in
            StructuredName.text(entry.utf8.prefix { $0 != .space })
        }
        client.packages = Array(change(client.packages ?? [], names).prefix(Self.mostPackages))
    }

    private static func decode<T: Decodable>(_ type: T.Type, _ json: ByteBuffer) -> T? {
        try? JSONDecoder().decode(type, from: Data(json.readableBytesView))
    }

    /// As it is sent.
    static func payload(_ name: String, _ json: ByteBuffer) -> [UInt8] {
        json.readableBytes == 0 ? Array(name.utf8) : name.utf8 + [.space] + json.readableBytesView
    }
}

/// The name of a message or of a package of them: `Char.Items`.
enum StructuredName {
    private static let longest = 64

    /// Nil for what can be no name.
    static func text(_ bytes: some Collection<UInt8>) -> String? {
        let isName = !bytes.isEmpty && bytes.count <= longest && bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return isName ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
