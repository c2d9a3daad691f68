/// What the names in a call stand for: `me`, `here`, and what else the caller binds.
public struct NativeContext {
    /// Who looks, walks, speaks: whom the call is about.
    public var me: Object?
    /// Where that is, or the thing in whose data the call stands.
    public var here: Object?
    /// Further names: `["amount": 12, "target": NativeValue(target)]`.
    public var values: [String: NativeValue]

    /// - Parameter here: without it, where `me` is.
    public init(me: Object? = nil, here: Object? = nil, _ values: [String: NativeValue] = [:]) {
        (self.me, self.here, self.values) = (me, here ?? me?.location, values)
    }

    /// What a name stands for; nil when it stands for nothing.
    subscript(name: String) -> NativeValue? {
        switch name {
        case "me": me.map { NativeValue($0) }
        case "here": here.map { NativeValue($0) }
        default: values[name]
        }
    }

    var names: [String] { (me == nil ? [] : ["me"]) + (here == nil ? [] : ["here"]) + values.keys }
}
