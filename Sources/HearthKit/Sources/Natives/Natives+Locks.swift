// Natives in locks: `get: strength(40)`.
//
// What a lock asks is about who wants access, so of a native that begins with an object that one need not be
// written: `strength(40)` is `strength(me, 40)`. `me` (or `accessor`) is who wants it, `it` (or `accessed`) the thing,
// `here` where who wants it is. A result that is neither nothing, false, zero nor empty opens the lock. Locks have no
// lists. What cannot be answered refuses, and `lock/why` tells the reason.

extension Natives {
    /// The native of a name as a lock function; nil when there is none.
    func lockFunction(named name: String) -> LockFunctions.Function? {
        guard let function = function(named: name) else { return nil }
        return { [unowned self] question in
            let call = question.call
            let values = try Self.values(call, for: function.signature) { name in
                switch name {
                case "me", "accessor": NativeValue(Self.object(question.accessor))
                case "it", "accessed": NativeValue(question.accessed.flatMap(Self.object))
                default: NativeValue(question.accessor.lockLocation.flatMap(Self.object))
                }
            }
            for case .object(let id) in values where !World.current.knows(id) {
                throw NativeError(reading: call.description, nil, .noObject(id))
            }
            return try run(function, values, NativeCall(call)).isTrue
        }
    }

    /// An account is for natives who it plays.
    private static func object(_ subject: any LockSubject) -> Object? {
        subject as? Object ?? (subject as? Account)?.sessions.first?.puppet
    }

    /// The values of a lock's call, which are text there; `standsFor` tells what `me`, `it` and `here` are.
    static func values(
        _ call: LockCall, for signature: NativeSignature, standsFor: (String) -> NativeValue
    ) throws(NativeError) -> [NativeValue] {
        func problem(_ problem: NativeError.Problem) -> NativeError {
            NativeError(reading: call.description, nil, problem)
        }
        guard signature.result != nil else {
            throw problem(.other("it comes to nothing, so a lock cannot ask it. It is \(signature)."))
        }
        if let name = call.named.keys.sorted().first {
            throw problem(.other("values of a native have no names: leave out '\(name)='. It is \(signature)."))
        }
        var written = call.arguments
        if signature.beginsWithObject,
            written.count < signature.counts.lowerBound || !(written.first.map(namesObject) ?? false)
        {
            written.insert("me", at: 0)
        }
        guard signature.counts.contains(written.count) else { throw problem(.count(call.arguments.count, signature)) }
        var values: [NativeValue] = []
        for (index, parameter) in signature.parameters.enumerated() {
            guard index < written.count else {
                values.append(parameter.standard ?? .none)
                continue
            }
            let value = value(written[index], for: parameter.type, standsFor)
            guard parameter.type.takes(value) else { throw problem(.value(value, parameter: index, signature)) }
            values.append(value)
        }
        return values
    }

    private static func namesObject(_ text: String) -> Bool {
        names.contains(text) || text == "none" || text.hasPrefix("#") && EntityID(text) != nil
    }

    private static let names: Set<String> = ["me", "accessor", "it", "accessed", "here"]

    private static func value(
        _ text: String, for type: NativeType, _ standsFor: (String) -> NativeValue
    ) -> NativeValue {
        if type == NativeType(.string) { return .text(text) }
        if type == NativeType(.object), names.contains(text) { return standsFor(text) }
        var reader = NativeReader(text)
        if case .value(let value)? = try? reader.argument(), reader.isAtEnd { return value }
        return .text(text)
    }
}

extension NativeCall {
    /// A lock's call, for the message of an error.
    fileprivate init(_ call: LockCall) {
        self.init(name: call.name, arguments: [], source: call.description, place: nil)
    }
}

extension Locks {
    /// What is wrong with the calls of natives in them, as far as their text tells.
    public var nativeProblems: [NativeError] {
        accessTypes.compactMap { rule(for: $0) }.flatMap(\.calls).compactMap(\.nativeProblem)
    }
}

extension LockCall {
    /// What is wrong with it as a call of a native; nil when nothing is, and when it calls none.
    var nativeProblem: NativeError? {
        guard builtIn == nil, let function = World.current.natives.function(named: name) else { return nil }
        do throws(NativeError) {
            _ = try Natives.values(self, for: function.signature) { _ in .none }
            return nil
        } catch {
            return error
        }
    }
}
