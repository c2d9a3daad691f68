/// What the values of a prototype come to for one thing: each is found once, whatever else is the same as it.
struct PrototypeValues {
    private let world: World
    private let facets: [Facet: PrototypeValue]
    private var found: [Facet: StoredValue] = [:]
    /// Those that are being found, to see one that is the same as itself.
    private var open: [Facet] = []

    init(_ facets: [Facet: PrototypeValue], in world: World) { (self.facets, self.world) = (facets, world) }

    /// Throws ``DataProblem``.
    mutating func value(of facet: Facet, using random: inout some RandomNumberGenerator) throws -> StoredValue {
        if let value = found[facet] { return value }
        guard let value = facets[facet] else { throw DataProblem([], "the prototype says nothing of '\(facet.path)'") }
        guard !open.contains(facet) else { throw DataProblem([facet.path], "is the same as itself, without an end") }
        open.append(facet)
        let result = try self.value(value, using: &random)
        open.removeLast()
        found[facet] = result
        return result
    }

    private mutating func value(
        _ value: PrototypeValue, using random: inout some RandomNumberGenerator
    ) throws -> StoredValue {
        switch value {
        case .plain(let value): return value
        case .oneOf(let values):
            guard let chosen = values.randomElement(using: &random) else { return .null }
            return try self.value(chosen, using: &random)
        case .random(.int(let low), .int(let high)): return .int(Int64.random(in: low...high, using: &random))
        case .random(let low, let high):
            return .double(Double.random(in: (low.number ?? 0)...(high.number ?? 0), using: &random))
        case .call(let text):
            do { return try DataCall.evaluate(DataCall(text: text)) } catch let error as NativeError {
                throw DataProblem([], "\(error)")
            }
        case .entry(let key):
            guard let entity = world.worldEntry(key) else {
                throw DataProblem([], "nothing in the world has the key '\(key)'")
            }
            return .reference(entity.id)
        case .same(let facet): return try self.value(of: facet, using: &random)
        case .list(let values):
            var list: [StoredValue] = []
            for part in values { list.append(try self.value(part, using: &random)) }
            return .list(list)
        case .map(let values):
            var map: [String: StoredValue] = [:]
            for (key, part) in values { map[key] = try self.value(part, using: &random) }
            return .map(map)
        }
    }
}

extension PrototypeValue {
    /// The value for one object, of one that refers to no other. Throws ``DataProblem``.
    func value(in world: World, using random: inout some RandomNumberGenerator) throws -> StoredValue {
        var values = PrototypeValues([.name: self], in: world)
        return try values.value(of: .name, using: &random)
    }
}

extension Prototype {
    /// Where a flattened prototype refers to what it does not say, or to itself.
    var referenceProblems: [DataProblem] {
        let facets = facets
        return facets.compactMap { facet, value in
            for reference in value.references {
                guard facets[reference] != nil else {
                    return DataProblem(
                        facet.steps + ["same as"], "is \"\(reference.path)\", of which the prototype says nothing")
                }
                var (next, seen): ([Facet], Set<Facet>) = ([reference], [])
                while let one = next.popLast() {
                    guard one != facet else {
                        return DataProblem(facet.steps + ["same as"], "is the same as itself, without an end")
                    }
                    if seen.insert(one).inserted { next += facets[one]?.references ?? [] }
                }
            }
            return nil
        }
    }
}

extension Facet {
    /// Its path as data has it.
    fileprivate var steps: [String] { path.split(separator: ".", maxSplits: 1).map(String.init) }
}
