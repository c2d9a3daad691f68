@testable import HearthKit

extension FuzzTarget {
    /// Bytes of a database are a stored value or an error. A value that was read is the same when it is written and
    /// read again, and becomes any type or an error.
    static let storage = FuzzTarget(name: "storage") { input in
        guard let value = try? StoredValue(cbor: input.bytes) else { return }
        _ = value.description
        let again: StoredValue
        do { again = try StoredValue(cbor: value.cbor) } catch { throw BrokenPromise(description: "\(error)") }
        try require(again.isSame(as: value), "\(value) becomes \(again)")
        for check in checks { try check(value) }
    }

    private static let checks: [(StoredValue) throws -> Void] = [
        check(Bool.self), check(Int.self), check(Int8.self), check(UInt32.self), check(Double.self), check(Float.self),
        check(String.self), check(Duration.self), check([Duration].self), check(Int?.self), check([String?].self),
        check([String: [Int]].self), check(Set<String>.self), check(Ref<Object>?.self), check(Weather.self),
        check(Burning.self), check([Burning].self),
    ]

    private static func check<T: Storable>(_ type: T.Type) -> (StoredValue) throws -> Void {
        { value in
            guard let restored = try? T.restored(from: value) else { return }
            let stored = restored.current.stored
            guard let again = try? T.restored(from: stored).stored else {
                throw BrokenPromise(description: "\(type): \(stored), of \(value), cannot be restored")
            }
            try require(again.isSame(as: stored), "\(type): \(stored) becomes \(again)")
        }
    }
}

private nonisolated enum Weather: String, Codable, Storable { case clear, rain }

private nonisolated struct Burning: Codable, Storable {
    struct Part: Codable { var name: String; var left: Double? }
    var weather: Weather
    var lamp: Ref<Object>?
    var parts: [Part]
    var byName: [String: Int8]?
    var since: Duration?
}

extension StoredValue {
    /// Equal, with one NaN as good as another, and a set in any order.
    fileprivate func isSame(as other: StoredValue) -> Bool {
        switch (self, other) {
        case (.double(let a), .double(let b)): a == b || a.isNaN && b.isNaN
        case (.list(let a), .list(let b)):
            a.count == b.count
                && (zip(a, b).allSatisfy { $0.isSame(as: $1) } || a.allSatisfy { x in b.contains { $0.isSame(as: x) } })
        case (.map(let a), .map(let b)):
            a.count == b.count && a.allSatisfy { key, value in b[key].map { $0.isSame(as: value) } ?? false }
        default: self == other
        }
    }
}
