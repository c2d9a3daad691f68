/// Why a native is not called, in words for who wrote the call.
public nonisolated struct NativeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The call as written.
    public var call: String
    /// Where it is written, `GameData/world/marsh.yaml:12`; nil where that is plain to who reads the error.
    public var place: String?
    public var problem: Problem

    public enum Problem: Error, Hashable {
        /// It cannot be read: what was expected, at which character (from 0), and what stands there.
        case unreadable(expected: String, position: Int, found: String)
        /// No plugin exports it; the names that look like it.
        case unknown(String, near: [String])
        /// It was given so many values, and takes others.
        case count(Int, NativeSignature)
        /// A value that the parameter does not take.
        case value(NativeValue, parameter: Int, NativeSignature)
        /// A call in the place of a value, whose result the parameter does not take.
        case result(of: String, parameter: Int, NativeSignature)
        /// A name that stands for nothing where the call is; those that do.
        case name(String, known: [String])
        /// An object that is not there any more, or never was.
        case noObject(EntityID)
        /// Anything else, in words.
        case other(String)
        /// It has brought the Server down again and again.
        case outOfOrder(String)
    }

    init(_ call: NativeCall, _ problem: Problem) {
        (self.call, place, self.problem) = (call.description, call.place, problem)
    }

    init(reading source: String, _ place: String?, _ problem: Problem) {
        (call, self.place, self.problem) = (source, place, problem)
    }

    public var description: String {
        (place.map { "\($0): " } ?? "") + "\(call): " + problem.description
    }
}

nonisolated extension NativeError.Problem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let expected, let position, let found):
            let place = found.isEmpty ? "at the end" : "at character \(position + 1), where '\(found)' stands"
            return "\(expected) was expected \(place)."
        case .unknown(let name, let near):
            let hint = near.isEmpty ? "" : " Perhaps \(English.list(near, and: "or"))?"
            return "there is no native '\(name)'.\(hint)"
        case .count(let count, let signature):
            let values = count == 1 ? "1 value" : "\(count) values"
            return "it was given \(count == 0 ? "no value" : values), and is \(signature)."
        case .value(let value, let index, let signature):
            let parameter = signature.parameters[index]
            return "'\(parameter.name)' is to be \(parameter.type.words), and not \(value.words). It is \(signature)."
        case .result(let other, let index, let signature):
            let parameter = signature.parameters[index]
            return "'\(parameter.name)' is to be \(parameter.type.words), which \(other) does not come to."
        case .name(let name, let known):
            let names = known.isEmpty ? "no names" : English.list(known.sorted(), and: "or")
            return "'\(name)' stands for nothing here, where there is \(names). A text is written in quotes."
        case .noObject(let id): return "there is no object \(id)."
        case .other(let words): return words
        case .outOfOrder(let name): return "\(name) is out of order until the next reload: it has crashed too often."
        }
    }
}
