import Foundation
import NIOCore

/// GMCP, the Generic Mud Communication Protocol (mudstandards.org/mud/gmcp): structured data both ways, each message a
/// name, a space and JSON.
///
/// What `Core.Hello` and `Core.Supports` say of the client is kept here; all else is for the game.
struct GMCPOption: TelnetOptionHandler {
    var option: TelnetOption { .gmcp }
    var ours: OptionStance { .offer }

    func changed(_ side: OptionSide, isOn: Bool, _ exchange: inout TelnetExchange) {
        exchange.client.speaks(.gmcp, isOn)
        if !isOn { exchange.client.packages = nil }
    }

    func received(_ payload: ByteBuffer, _ exchange: inout TelnetExchange) {
        guard let message = GMCPMessage.read(payload, &exchange.client) else { return }
        exchange.tell(message.name, message.json)
    }
}

/// One message of GMCP, wherever it travels.
public enum GMCPMessage {
    /// Enough for any client, and an end to one that never ends its list.
    private static let mostPackages = 64

    /// Takes what a message says of the client itself; the name and JSON of any other. Nil too for what is no message.
    public static func read(_ payload: ByteBuffer, _ client: inout TelnetClient) -> (name: String, json: String)? {
        let view = payload.readableBytesView
        let end = view.firstIndex { $0 <= .space } ?? view.endIndex
        guard let name = StructuredName.text(view[..<end]), view.count <= TelnetExchange.longestMessage else { return nil }
        let json = ByteBuffer(view[end...].drop { $0 <= .space })
        switch name.lowercased() {
        case "core.hello": hello(json, &client)
        case "core.supports.set": supports(json, &client) { $1 }
        case "core.supports.add": supports(json, &client) { old, new in old + new.filter { !old.contains(caseless: $0) } }
        case "core.supports.remove": supports(json, &client) { old, gone in old.filter { !gone.contains(caseless: $0) } }
        default: return (name, String(buffer: json))
        }
        return nil
    }

    /// As it is sent.
    public static func bytes(_ name: String, _ json: ByteBuffer) -> ByteBuffer {
        var message = ByteBuffer(string: name)
        if json.readableBytes > 0 {
            message.writeInteger(UInt8.space)
            message.writeImmutableBuffer(json)
        }
        return message
    }

    private static func hello(_ json: ByteBuffer, _ client: inout TelnetClient) {
        guard case .table(let table)? = decode(MSDPValue.self, json) else { return }
        let fields = table.reduce(into: [String: String]()) { fields, field in
            if case .text(let text) = field.value { fields[field.key.lowercased()] = text }
        }
        if let name = fields["client"].flatMap(TelnetClient.shown) { client.tellName(name) }
        if let version = fields["version"].flatMap(TelnetClient.shown) { client.version = version }
    }

    private static func supports(
        _ json: ByteBuffer, _ client: inout TelnetClient, change: ([String], [String]) -> [String]
    ) {
        guard let entries = decode([String].self, json) else { return }
        // "Char.Items 1": what follows the name is its version, of which there is one.
        let names = entries.prefix(Self.mostPackages).compactMap { entry in
            StructuredName.text(entry.utf8.prefix { $0 != .space })
        }
        client.packages = Array(change(client.packages ?? [], names).prefix(Self.mostPackages))
    }

    private static func decode<T: Decodable>(_ type: T.Type, _ json: ByteBuffer) -> T? {
        try? JSONDecoder().decode(type, from: Data(json.readableBytesView))
    }
}

extension [String] {
    fileprivate func contains(caseless name: String) -> Bool { contains { $0.lowercased() == name.lowercased() } }
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
