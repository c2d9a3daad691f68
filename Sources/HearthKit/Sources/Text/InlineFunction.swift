/// A function that texts call: `"The board says $pad(Welcome, 20)."`
///
/// A plugin has its own in a class; nothing is registered:
///
///     final class HarbourTexts: InlineFunctions {
///         override class var functions: [InlineFunction] {
///             [
///                 InlineFunction("stars(count, mark=*)", "So many stars.") {
///                     String(repeating: $0.text("mark"), count: try $0.int("count", in: 0...20))
///                 }
///             ]
///         }
///     }
///
/// One of a name that the kit has stands in for that. For what they are called in see ``InlineText``.
public struct InlineFunction {
    public let name: String
    /// As makers read it: `stars(count, mark=*)`.
    public let usage: String
    public let help: String
    let parameters: [Parameter]
    let body: (InlineArguments) throws -> String

    struct Parameter {
        var name: String
        /// What it is when it is left out; nil when it must not be.
        var standard: String?
    }

    /// - Parameters:
    ///   - usage: the name and the parameters; what has a value after `=` may be left out.
    ///   - help: one line for makers.
    ///   - body: what the call comes to, as markup. What it throws is for makers; the call then stays as written.
    public init(_ usage: String, _ help: String, body: @escaping (InlineArguments) throws -> String) {
        (self.usage, self.help, self.body) = (usage, help, body)
        name = String(usage.prefix { $0 != "(" })
        let list = usage.dropFirst(name.count + 1).prefix { $0 != ")" }
        parameters = list.split(separator: ",").map { part in
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Parameter(name: String(sides[0].trimmingSpaces), standard: sides.count > 1 ? String(sides[1]) : nil)
        }
    }

    func text(_ arguments: [String]) throws -> String {
        try body(InlineArguments(arguments, of: self))
    }
}

/// The functions of a plugin that its texts call. Subclass it; see ``InlineFunction``.
open class InlineFunctions {
    public required init() {}
    /// Ties plugins to this build of the kit; see ``KitBuild``.
    open func builtFor(_: any KitBuild) {}
    open class var functions: [InlineFunction] { [] }
}

/// What a call was given: in the order of the parameters, or by their names, `$pad(Ann, fill=*)`.
public struct InlineArguments {
    private var values: [String: String] = [:]
    /// All that was written, from the first on.
    public let all: [String]

    init(_ arguments: [String], of function: InlineFunction) throws {
        all = arguments
        var places = function.parameters.map(\.name)[...]
        for argument in arguments {
            let sides = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = sides.count > 1 ? String(sides[0].trimmingSpaces) : ""
            if function.parameters.contains(where: { $0.name == name }) {
                values[name] = String(sides[1])
                places.removeAll { $0 == name }
            } else if let place = places.popFirst() {
                values[place] = argument
            }
        }
        for parameter in function.parameters where values[parameter.name] == nil {
            guard let standard = parameter.standard else { throw InlineError("'\(parameter.name)' is missing") }
            values[parameter.name] = standard
        }
    }

    /// Markup, as written.
    public func text(_ name: String) -> String { values[name] ?? "" }

    /// A whole number, in digits or English words. Throws when it is none, or out of range.
    public func int(_ name: String, in range: ClosedRange<Int> = Int.min...Int.max) throws -> Int {
        guard let number = English.number(Markup.strip(text(name))), range.contains(number) else {
            let limits = range == Int.min...Int.max ? "" : " from \(range.lowerBound) to \(range.upperBound)"
            throw InlineError("'\(name)' is to be a whole number\(limits), and is '\(text(name))'")
        }
        return number
    }

    /// A number; throws when it is none.
    public func number(_ name: String) throws -> Double {
        guard let number = Double(text(name)), number.isFinite else {
            throw InlineError("'\(name)' is to be a number, and is '\(text(name))'")
        }
        return number
    }
}

/// Why a call in a text cannot be made. For makers.
nonisolated public struct InlineError: Error, CustomStringConvertible {
    public var description: String
    public init(_ reason: String) { description = reason }
}
