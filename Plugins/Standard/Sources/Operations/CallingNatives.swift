import HearthKit

/// What the plugins let game data call.
open class ListNatives: OperationsCommand {
    open override class var key: String { "natives" }
    open override class var locks: Locks { "cmd: perm(Builder)" }
    open override class var help: String {
        """
        Usage: natives
               natives <name or part of it>
        Lists the functions of the plugins that locks, texts and world files may call: |wlock gate = traverse:
        strength(40)|n, |wdescribe It shows $roll(2, 6).|n An Object is #12, me or here; what has a value after = may be
        left out. A lock passes whoever wants access as the first Object.
        """
    }

    open override func run() async throws {
        let natives = world.natives.all.filter { args.isEmpty || $0.name.contains(args.lowercased()) }
        guard !natives.isEmpty else { return tell(.nativesNone) }
        for native in natives {
            let signature = Markup.escape(native.signature.description)
            tell("|w\(signature)|n |x(\(native.plugin))|n\n  \(Markup.escape(native.help))")
        }
    }
}

/// Calls a native, as data would.
open class CallByName: OperationsCommand {
    open override class var key: String { "call" }
    open override class var mayBeAbbreviated: Bool { false }
    open override class var switches: [String] { ["time"] }
    open override class var help: String {
        """
        Usage: call <native>(<values>)
               call/time <native>(<values>)
        Calls a function of a plugin and shows what it comes to: |wcall roll(2, 6)|n. Values are 12, 0.5, "text", true,
        #12, me, here, none, lists [1, 2] and further calls. |wnatives|n lists what there is.
        With /time it is called 10,000 times, and you read how long one call takes.
        """
    }

    open override func run() async throws {
        guard !args.isEmpty else { throw usage }
        do {
            let native = try NativeCall(parsing: args)
            let context = NativeContext(me: call.puppet)
            if has("time") { return try time(native, in: context) }
            let value = try Natives.call(native, in: context)
            tell(value == .none ? .evaluatedNothing : .evaluated, ["value": Markup.escape(words(value))])
        } catch let error as NativeError {
            throw Refusal(Markup.escape(error.description))
        }
    }

    private func words(_ value: NativeValue) -> String {
        guard case .object(let id) = value, let object = world.entity(id) else { return value.description }
        return object.description
    }

    private func time(_ native: NativeCall, in context: NativeContext) throws {
        let count = 10_000
        let time = try ContinuousClock().measure {
            for _ in 0..<count { _ = try Natives.call(native, in: context) }
        }
        let nanoseconds = time / .nanoseconds(1) / Double(count)
        tell(.nativeTime, ["nanoseconds": "\(Int(nanoseconds.rounded()))", "count": "\(count)"])
    }
}

extension TextKey {
    static let nativesNone = TextKey("natives none", "No plugin has such a native.")
    static let nativeTime = TextKey("native time", "{nanoseconds} ns a call, of {count}.")
}
