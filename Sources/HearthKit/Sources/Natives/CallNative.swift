/// Calls a native at a moment, whatever happens until then: the job of data.
///
/// ```swift
/// schedule(try CallNative("drizzle(here, 0.3)", here: square), in: .minutes(5))
/// ```
public struct CallNative: Job {
    public var call: NativeCall
    public var me: Ref<Object>?
    public var here: Ref<Object>?

    /// - Throws: ``NativeError`` when it cannot be read or made.
    public init(_ call: NativeCall, me: Object? = nil, here: Object? = nil) throws {
        try Natives.check(call)
        (self.call, self.me, self.here) = (call, me.map { Ref($0) }, here.map { Ref($0) })
    }

    public init(_ source: String, me: Object? = nil, here: Object? = nil) throws {
        try self.init(NativeCall(parsing: source), me: me, here: here)
    }

    public func run() throws {
        _ = try Natives.call(call, in: NativeContext(me: me?.target, here: here?.target))
    }
}
