/// The C functions of a plugin that game data may call by name. Subclass it beside them: it is found as all classes
/// are.
///
/// ```swift
/// final class MarshNatives: NativeFunctions {
///     override class var functions: KeyValuePairs<String, String> {
///         ["strength(who: Object, least: Int = 10) -> Bool": "Whether somebody is at least so strong."]
///     }
/// }
///
/// @c func strength(who: ObjectHandle, least: Int) -> Bool {
///     (Hero.at(who)?.strength ?? 0) >= least
/// }
/// ```
/// A native is called by what is written in locks (`strength(40)`), texts (`$roll(2, 6)`), world files and
/// prototypes, jobs (``CallNative``) and the makers' command `call`. In C it is a plain function, exported from a C
/// target of the plugin; ``NativeType`` tells which types cross, and who frees what. It runs on the game's one thread.
///
/// In tests of the plugin its functions are looked up in the tests' own program, which on Linux must export them:
/// `linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"], .when(platforms: [.linux]))]` of the test target.
///
/// When the plugin is loaded each signature is read and its function looked up; what is wrong refuses the reload. That
/// the function takes what its signature says cannot be seen in a library: keep the two side by side.
open class NativeFunctions {
    public init() {}
    /// Ties plugins to this build of the kit; see ``KitBuild``.
    open func builtFor(_: any KitBuild) {}

    /// Signatures, each with one line of help. The name is that of the C function.
    open class var functions: KeyValuePairs<String, String> { [:] }
}

/// An object on its way to a native and back: its number, or 0 for none.
public typealias ObjectHandle = Int

extension Creatable where Self: Entity {
    /// The object behind what a native was given; nil for none and for one of another class: `Hero.at(who)`.
    public static func at(_ handle: ObjectHandle) -> Self? {
        World.current.entity(EntityID(rawValue: Int64(handle))) as? Self
    }
}

extension Object {
    /// What a native returns for this object.
    public final var handle: ObjectHandle { isDeleted ? 0 : Int(id.rawValue) }
}

nonisolated extension UnsafeMutablePointer where Pointee == CChar {
    /// A text as a native returns it: the kit frees it.
    public static func copy(_ text: String) -> UnsafeMutablePointer<CChar> {
        NativeMemory.copy(of: text)
    }
}

nonisolated extension UnsafeMutablePointer where Pointee: BitwiseCopyable {
    /// A list as a native returns it, with its count in the native's last parameter: the kit frees it.
    public static func copy(_ list: [Pointee], count: UnsafeMutablePointer<Int>) -> UnsafeMutablePointer<Pointee> {
        count.pointee = list.count
        let memory = NativeMemory.block(count: list.count, size: MemoryLayout<Pointee>.stride)
        let copy = memory.bindMemory(to: Pointee.self, capacity: max(1, list.count))
        for (index, value) in list.enumerated() { (copy + index).initialize(to: value) }
        return copy
    }
}
