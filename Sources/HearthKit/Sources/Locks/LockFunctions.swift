/// One question a lock puts: a call, who wants access and to what.
public struct LockQuestion {
    public let call: LockCall
    public let accessor: any LockSubject
    public let accessed: (any LockSubject)?

    /// The argument at a place, or nil where fewer were given.
    public func argument(_ index: Int) -> String? {
        call.arguments.indices.contains(index) ? call.arguments[index] : nil
    }
}

/// The lock functions that a game adds to the kit's own, by name.
///
///     LockFunctions.register("sober") { question in question.accessor.lockValue(of: "drunk")?.isTrue != true }
public enum LockFunctions {
    /// Answers a question. What it throws refuses access and is told to who asks why.
    public typealias Function = (LockQuestion) throws -> Bool

    private static var registered: [String: Function] = [:]

    /// Looks up functions that are not registered, which are natives: nil when there is none of that name.
    public static var resolve: (_ name: String) -> Function? = { World.current.natives.lockFunction(named: $0) }

    /// The value of a setting of the game, for `serversetting(NAME, value)`.
    public static var setting: (_ name: String) -> String? = { _ in nil }

    /// Adds a function, or replaces the one of that name. The kit's own names are taken.
    /// - Returns: false if the kit has a function of that name; nothing is registered then.
    @discardableResult
    public static func register(_ name: String, _ function: @escaping Function) -> Bool {
        let name = name.lowercased()
        guard LockBuiltIn(rawValue: name) == nil else { return false }
        registered[name] = function
        return true
    }

    public static func unregister(_ name: String) { registered[name.lowercased()] = nil }

    /// All names that a lock can use now, but for those that `resolve` knows.
    public static var names: [String] { (LockBuiltIn.allCases.map(\.rawValue) + registered.keys).sorted() }

    /// A function by its lower-case name.
    static func find(_ name: String) -> Function? { registered[name] ?? resolve(name) }

    /// Thrown where a lock names a function that nobody has.
    struct Unknown: Error, CustomStringConvertible {
        let name: String
        var description: String { "there is no lock function '\(name)'" }
    }
}
