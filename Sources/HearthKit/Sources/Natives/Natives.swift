/// The natives that the loaded plugins export, by name, and the one door through which data calls them.
///
/// See ``NativeFunctions`` for how a plugin exports them and ``NativeCall`` for how data names them.
public final class Natives {
    private var byName: [String: NativeFunction] = [:]
    /// Declarations that do not hold, in words: no reload takes them.
    public private(set) var problems: [String] = []
    /// What was wrong in texts, each told to makers once.
    var reported: Set<String> = []

    /// All of them, by name.
    public var all: [NativeFunction] { byName.values.sorted { $0.name < $1.name } }
    public var isEmpty: Bool { byName.isEmpty }

    /// The native of a name; of one in another case when there is none, as locks know only lower case.
    public func function(named name: String) -> NativeFunction? {
        if let function = byName[name] { return function }
        return byName.isEmpty ? nil : byName.first { $0.key.isSameWord(as: name) }?.value
    }

    // MARK: Taking in

    /// Takes in what a class of a plugin declares.
    ///
    /// - Parameter find: looks up a C function of the plugin.
    func add(_ type: NativeFunctions.Type, find: (_ symbol: String) -> UnsafeRawPointer?) {
        let className = ClassRegistry.name(of: type)
        let plugin = className.split(separator: ".").first.map(String.init) ?? className
        for (source, help) in type.functions {
            do throws(NativeError) {
                let signature = try NativeSignature(parsing: source)
                if let other = function(named: signature.name) {
                    problems.append("\(className): \(other.plugin) exports a native '\(signature.name)' as well; "
                        + "call one of the two something else.")
                    continue
                }
                guard let address = find(signature.name) else {
                    problems.append("\(className): the plugin has no C function '\(signature.name)', "
                        + "which \(signature) declares. Write `@c func \(signature.name)`, or it in a C target.")
                    continue
                }
                guard let interface = CallInterface(signature, at: address) else {
                    problems.append("\(className): libffi cannot call \(signature) on this machine.")
                    continue
                }
                byName[signature.name] = NativeFunction(signature, help: help, plugin: plugin, interface: interface)
            } catch {
                problems.append("\(className): \(error)")
            }
        }
    }

    // MARK: Checking

    /// Whether a call can be made, as far as its text tells: the native, how many values, of which types and ranges.
    /// For whoever reads data: what is wrong there is told with its file and line.
    ///
    /// - Parameter names: what the caller will bind.
    /// - Returns: the type of the result; nil when there is none.
    @discardableResult
    public func check(_ call: NativeCall, names: Set<String> = ["me", "here"]) throws(NativeError) -> NativeType? {
        let function = try find(call)
        try checkCount(call, function)
        for (index, argument) in call.arguments.enumerated() {
            try check(argument, function.signature.parameters[index].type, index, call, function, names)
        }
        return function.signature.result
    }

    private func check(
        _ argument: NativeCall.Argument, _ type: NativeType, _ index: Int, _ call: NativeCall,
        _ function: NativeFunction, _ names: Set<String>
    ) throws(NativeError) {
        switch argument {
        case .value(let value):
            guard type.takes(value) else {
                throw NativeError(call, .value(value, parameter: index, function.signature))
            }
        case .name(let name):
            guard names.contains(name) else { throw NativeError(call, .name(name, known: Array(names))) }
        case .call(let inner):
            guard let result = try check(inner, names: names), type.mayTake(result) else {
                throw NativeError(call, .result(of: inner.name, parameter: index, function.signature))
            }
        case .list(let arguments):
            guard type.isList else { throw NativeError(call, .value(.list([]), parameter: index, function.signature)) }
            for argument in arguments {
                try check(argument, NativeType(type.element), index, call, function, names)
            }
        }
    }

    private func find(_ call: NativeCall) throws(NativeError) -> NativeFunction {
        if let function = function(named: call.name) { return function }
        throw NativeError(call, .unknown(call.name, near: Suggestions.for(call.name, in: all.map(\.name))))
    }

    private func checkCount(_ call: NativeCall, _ function: NativeFunction) throws(NativeError) {
        let count = call.arguments.count
        guard function.signature.counts.contains(count) else {
            throw NativeError(call, .count(count, function.signature))
        }
    }

    // MARK: Calling

    /// Calls a native. All that ``check(_:names:)`` looks at is looked at again, with the values as they are now.
    public func call(_ call: NativeCall, in context: NativeContext) throws(NativeError) -> NativeValue {
        let function = try find(call)
        try checkCount(call, function)
        var values: [NativeValue] = []
        values.reserveCapacity(function.signature.parameters.count)
        for (index, argument) in call.arguments.enumerated() {
            let value = try value(of: argument, in: context, call)
            guard function.signature.parameters[index].type.takes(value) else {
                throw NativeError(call, .value(value, parameter: index, function.signature))
            }
            try checkObjects(in: value, call)
            values.append(value)
        }
        for parameter in function.signature.parameters.dropFirst(values.count) {
            values.append(parameter.standard ?? .none)
        }
        return try run(function, values, call)
    }

    private func value(
        of argument: NativeCall.Argument, in context: NativeContext, _ call: NativeCall
    ) throws(NativeError) -> NativeValue {
        switch argument {
        case .value(let value): return value
        case .call(let inner): return try self.call(inner, in: context)
        case .name(let name):
            guard let value = context[name] else { throw NativeError(call, .name(name, known: context.names)) }
            return value
        case .list(let arguments):
            var values: [NativeValue] = []
            for argument in arguments { values.append(try value(of: argument, in: context, call)) }
            return .list(values)
        }
    }

    private func checkObjects(in value: NativeValue, _ call: NativeCall) throws(NativeError) {
        switch value {
        case .object(let id): guard World.current.knows(id) else { throw NativeError(call, .noObject(id)) }
        case .list(let values): for value in values { try checkObjects(in: value, call) }
        default: break
        }
    }

    /// Calls it with values that its parameters take. What runs is marked, so that a crash or hang in it is its own.
    func run(
        _ function: NativeFunction, _ values: [NativeValue], _ call: @autoclosure () -> NativeCall
    ) throws(NativeError) -> NativeValue {
        let game = Game.current
        if let game, !game.outOfOrder.isEmpty, game.outOfOrder.contains(function.code) {
            throw NativeError(call(), .outOfOrder(function.name))
        }
        let outer = game?.entered() ?? ""
        game?.willEnter(function.code)
        defer { game?.willEnter(outer) }
        do throws(NativeError.Problem) {
            let value = try function.run(values)
            try Self.checkResult(value)
            return value
        } catch {
            throw NativeError(call(), error)
        }
    }

    private static func checkResult(_ value: NativeValue) throws(NativeError.Problem) {
        switch value {
        case .object(let id):
            guard World.current.knows(id) else { throw .other("it returned the object \(id), which there is not.") }
        case .list(let values): for value in values { try checkResult(value) }
        default: break
        }
    }
}

extension Natives {
    /// Calls a native of the running game.
    public static func call(
        _ call: NativeCall, in context: NativeContext = NativeContext()
    ) throws(NativeError) -> NativeValue {
        try World.current.natives.call(call, in: context)
    }

    /// Checks a call against the natives of the running game; see ``check(_:names:)-method``.
    @discardableResult
    public static func check(
        _ call: NativeCall, names: Set<String> = ["me", "here"]
    ) throws(NativeError) -> NativeType? {
        try World.current.natives.check(call, names: names)
    }
}

extension World {
    /// What game data may call by name.
    public var natives: Natives { classes.natives }
}
