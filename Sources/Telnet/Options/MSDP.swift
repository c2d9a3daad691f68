import Foundation
import NIOCore

/// MSDP, the Mud Server Data Protocol (tintin.mudhalla.net/protocols/msdp): variables whose values are text, arrays or
/// tables. To the game it is a message `MSDP` whose JSON has the variables as its keys, both ways, as the protocol's
/// own page lays down for those who speak it over GMCP.
struct MSDPOption: TelnetOptionHandler {
    static let message = "MSDP"

    var option: TelnetOption { .msdp }
    var ours: OptionStance { .offer }

    func changed(_ side: OptionSide, isOn: Bool, _ exchange: inout TelnetExchange) {
        exchange.client.speaks(.msdp, isOn)
    }

    func received(_ payload: ByteBuffer, _ exchange: inout TelnetExchange) {
        guard payload.readableBytes <= TelnetExchange.longestMessage else { return }
        var reader = MSDPReader(payload)
        // In one order: the same bytes are the same message, in whatever pieces and in whatever process they come.
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let value = reader.variables(), let data = try? encoder.encode(value) else { return }
        exchange.tell(Self.message, String(decoding: data, as: UTF8.self))
    }

    /// The variables of a JSON object as they are sent; nil when it is none.
    static func payload(_ json: ByteBuffer) -> [UInt8]? {
        guard let value = try? JSONDecoder().decode(MSDPValue.self, from: Data(json.readableBytesView)),
            case .table(let variables) = value
        else { return nil }
        var bytes: [UInt8] = []
        for (name, value) in variables.sorted(by: { $0.key < $1.key }) { value.write(as: name, into: &bytes) }
        return bytes
    }
}

enum MSDPCode {
    static let variable: UInt8 = 1
    static let value: UInt8 = 2
    static let tableOpen: UInt8 = 3
    static let tableClose: UInt8 = 4
    static let arrayOpen: UInt8 = 5
    static let arrayClose: UInt8 = 6

    static func isCode(_ byte: UInt8) -> Bool { (variable...arrayClose).contains(byte) }
}

/// What MSDP can say. Of JSON, numbers become their digits, true and false 1 and 0, null nothing.
indirect enum MSDPValue: Codable, Equatable {
    case text(String)
    case array([MSDPValue])
    case table([String: MSDPValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .text("")
        } else if let flag = try? container.decode(Bool.self) {
            self = .text(flag ? "1" : "0")
        } else if let number = try? container.decode(Int64.self) {
            self = .text("\(number)")
        } else if let number = try? container.decode(Double.self) {
            self = .text("\(number)")
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let values = try? container.decode([MSDPValue].self) {
            self = .array(values)
        } else {
            self = .table(try container.decode([String: MSDPValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .array(let values): try container.encode(values)
        case .table(let fields): try container.encode(fields)
        }
    }

    fileprivate var values: [MSDPValue] { if case .array(let values) = self { values } else { [self] } }

    func write(as name: String, into bytes: inout [UInt8]) {
        bytes.append(MSDPCode.variable)
        bytes += Self.plain(name)
        write(into: &bytes)
    }

    private func write(into bytes: inout [UInt8]) {
        bytes.append(MSDPCode.value)
        switch self {
        case .text(let text): bytes += Self.plain(text)
        case .array(let values):
            bytes.append(MSDPCode.arrayOpen)
            for value in values { value.write(into: &bytes) }
            bytes.append(MSDPCode.arrayClose)
        case .table(let fields):
            bytes.append(MSDPCode.tableOpen)
            for (name, value) in fields.sorted(by: { $0.key < $1.key }) { value.write(as: name, into: &bytes) }
            bytes.append(MSDPCode.tableClose)
        }
    }

    /// Without what would be taken for a code.
    private static func plain(_ text: String) -> some Sequence<UInt8> {
        text.utf8.lazy.filter { $0 != .null && !MSDPCode.isCode($0) }
    }
}

/// Reads what a client sends. What makes no sense is passed over.
private struct MSDPReader {
    /// The protocol knows tables in tables; a client has nothing to say that is deeper.
    private static let deepest = 8

    private let bytes: ByteBufferView
    private var index: Int

    init(_ payload: ByteBuffer) {
        bytes = payload.readableBytesView
        index = bytes.startIndex
    }

    private var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

    private mutating func take(_ code: UInt8) -> Bool {
        guard next == code else { return false }
        index += 1
        return true
    }

    /// Nil when there is none.
    mutating func variables() -> MSDPValue? {
        let found = table(depth: 0)
        return found.isEmpty ? nil : .table(found)
    }

    private mutating func table(depth: Int) -> [String: MSDPValue] {
        var fields: [String: [MSDPValue]] = [:]
        while let code = next {
            if code == MSDPCode.tableClose, depth > 0 {
                index += 1
                break
            }
            guard take(MSDPCode.variable) else {
                index += 1
                continue
            }
            let name = text()
            var values: [MSDPValue] = []
            while take(MSDPCode.value) { values.append(value(depth: depth)) }
            guard !name.isEmpty else { continue }
            // Several values of one variable are a list: REPORT HEALTH MANA. So are those of one that comes again.
            if depth == 0 { fields[name, default: []] += values } else { fields[name] = values }
        }
        return fields.mapValues { $0.count == 1 ? $0[0] : .array(depth == 0 ? $0.flatMap(\.values) : $0) }
    }

    private mutating func value(depth: Int) -> MSDPValue {
        guard depth < Self.deepest else { return .text(text()) }
        if take(MSDPCode.tableOpen) { return .table(table(depth: depth + 1)) }
        guard take(MSDPCode.arrayOpen) else { return .text(text()) }
        var values: [MSDPValue] = []
        while next != nil, !take(MSDPCode.arrayClose) {
            if take(MSDPCode.value) { values.append(value(depth: depth + 1)) } else { index += 1 }
        }
        return .array(values)
    }

    private mutating func text() -> String {
        let rest = bytes[index...]
        let end = rest.firstIndex(where: MSDPCode.isCode) ?? bytes.endIndex
        defer { index = end }
        return String(decoding: bytes[index..<end], as: UTF8.self)
    }
}
