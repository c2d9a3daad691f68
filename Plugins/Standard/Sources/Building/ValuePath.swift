import HearthKit

/// A part of a stored value, as it is typed: `stock[rope]`, `marks[0]`, `stock[rope][2]`.
struct ValuePath: CustomStringConvertible {
    let field: String
    let keys: [String]

    /// Nil for a plain name. Throws a ``Refusal`` when a bracket is not closed.
    init?(_ typed: String) throws {
        guard let open = typed.firstIndex(of: "[") else { return nil }
        field = String(typed[..<open].trimmingSpaces)
        var keys: [String] = []
        var rest = typed[open...]
        while !rest.isEmpty {
            guard rest.first == "[", let close = rest.firstIndex(of: "]") else {
                throw Refusal(.pathBad, ["path": Markup.escape(typed)])
            }
            let key = rest[rest.index(after: rest.startIndex)..<close].trimmingSpaces
            keys.append(String(key.count > 1 && key.first == "\"" && key.last == "\"" ? key.dropFirst().dropLast() : key))
            rest = rest[rest.index(after: close)...].trimmingSpaces
        }
        guard !field.isEmpty, !keys.contains("") else { throw Refusal(.pathBad, ["path": Markup.escape(typed)]) }
        self.keys = keys
    }

    var description: String { field + keys.map { "[\($0)]" }.joined() }

    /// What the value has there. Throws a ``Refusal`` when it has nothing there.
    func part(of whole: StoredValue) throws -> StoredValue {
        var part = whole
        for key in keys {
            switch part {
            case .map(let map): part = try map[key] ?? { throw none(key) }()
            case .list(let list): part = list[try index(key, of: list, adding: false)]
            default: throw none(key)
            }
        }
        return part
    }

    /// The value with something else there; nil takes it away. What a map does not have yet is made, and a list grows
    /// by one. Throws a ``Refusal``.
    func changing(_ whole: StoredValue, _ new: StoredValue?) throws -> StoredValue {
        try changing(whole, keys[...], new)
    }

    private func changing(
        _ whole: StoredValue, _ keys: ArraySlice<String>, _ new: StoredValue?
    ) throws -> StoredValue {
        guard let key = keys.first else { return new ?? .null }
        let rest = keys.dropFirst()
        switch whole {
        case .map(var map):
            guard rest.isEmpty else {
                map[key] = try changing(map[key] ?? (new == nil ? { throw none(key) }() : .map([:])), rest, new)
                return .map(map)
            }
            if new == nil, map[key] == nil { throw none(key) }
            map[key] = new
            return .map(map)
        case .list(var list):
            let index = try index(key, of: list, adding: rest.isEmpty && new != nil)
            if index == list.count {
                list.append(new ?? .null)
            } else if rest.isEmpty, new == nil {
                list.remove(at: index)
            } else {
                list[index] = try changing(list[index], rest, new)
            }
            return .list(list)
        default: throw none(key)
        }
    }

    private func index(_ key: String, of list: [StoredValue], adding: Bool) throws -> Int {
        guard let index = Int(key), index >= 0, index < list.count + (adding ? 1 : 0) else { throw none(key) }
        return index
    }

    private func none(_ key: String) -> Refusal {
        Refusal(.pathNone, ["path": Markup.escape(description), "key": Markup.escape(key)])
    }
}

extension TextKey {
    static let pathBad = TextKey("path bad", "'{path}' is no part of anything: write stock[rope] or marks[0].")
    static let pathNone = TextKey("path none", "{path}: there is no part '{key}'.")
}
