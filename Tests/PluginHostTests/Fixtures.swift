import Foundation
import Synchronization

@testable import PluginHost

/// Small kits and plugins, compiled by the real compiler into a folder of their own.
struct Fixture {
    enum Mode: String, CaseIterable { case debug, release }

    let folder: String
    let mode: Mode

    init(_ mode: Mode) throws {
        self.mode = mode
        folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appendingPathComponent("PluginHostTests-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    func path(of module: String) -> String { "\(folder)/lib\(module).\(DynamicLoader.fileExtension)" }

    struct CompileError: Error { var output: String }

    /// Compiles one module as the plugins' packages do: main-actor isolation, internals visible.
    func compile(_ module: String, _ source: String, importing imports: [String] = []) throws {
        let file = "\(folder)/\(module).swift"
        try source.write(toFile: file, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "swiftc", "-emit-library", "-emit-module", "-parse-as-library", "-module-name", module, file,
            "-o", path(of: module), "-emit-module-path", "\(folder)/\(module).swiftmodule",
            "-swift-version", "6", "-default-isolation", "MainActor", "-enable-testing",
            "-I", folder, "-L", folder, "-Xlinker", "-rpath", "-Xlinker", "$ORIGIN",
        ]
        process.arguments! += mode == .debug ? ["-Onone", "-g", "-DDEBUG"] : ["-O", "-wmo"]
        process.arguments! += imports.map { "-l\($0)" }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CompileError(output: String(decoding: text, as: UTF8.self))
        }
    }

    /// A kit of one root class and one protocol. `fields` and `methods` are the body of the class.
    static func kit(
        fields: String = "public var id = 7", methods: String = "open func describe() -> String { \"thing\" }"
    ) -> String {
        """
        #if DEBUG
        public protocol KitBuiltForDebug {}
        public typealias KitBuild = KitBuiltForDebug
        #else
        public protocol KitBuiltForRelease {}
        public typealias KitBuild = KitBuiltForRelease
        #endif
        open class Entity {
            \(fields)
            public init() {}
            open func builtFor(_: any KitBuild) {}
            \(methods)
        }
        public protocol Job: KitBuild { func run() -> String }

        // The tests do not link the kit; these are their eyes.
        @c nonisolated public func kit_is_entity(_ type: UnsafeRawPointer) -> Bool {
            unsafeBitCast(type, to: Any.Type.self) is Entity.Type
        }
        @c public func kit_is_job(_ type: UnsafeRawPointer) -> Bool {
            unsafeBitCast(type, to: Any.Type.self) is any Job.Type
        }
        @c func kit_only() {}
        """
    }
}

/// One kit with two plugins, the second on top of the first, in each configuration; compiled once for all tests.
struct Game {
    let fixture: Fixture
    let kit: String
    let standard: String
    let lantern: String

    static let shared: [Fixture.Mode: Result<Game, any Error>] = Dictionary(
        uniqueKeysWithValues: Fixture.Mode.allCases.map { mode in (mode, Result { try Game(mode) }) })

    static func built(_ mode: Fixture.Mode) throws -> Game {
        guard let game = shared[mode] else { throw Fixture.CompileError(output: "no game in \(mode)") }
        return try game.get()
    }

    /// Module names differ by mode: a process can hold each module only once.
    private init(_ mode: Fixture.Mode) throws {
        fixture = try Fixture(mode)
        let suffix = mode == .debug ? "D" : "R"
        Self.removeAtExit(fixture.folder)
        (kit, standard, lantern) = ("Kit\(suffix)", "Standard\(suffix)", "Lantern\(suffix)")
        try fixture.compile(kit, Fixture.kit())
        try fixture.compile(
            standard,
            """
            import \(kit)
            open class Look: Entity {
                public var depth = 3
                open override func describe() -> String { "look" }
            }
            class Internal: Entity {}
            @c func strength(_ target: Int32) -> Int32 { target * 2 }
            """, importing: [kit])
        try fixture.compile(
            lantern,
            """
            import \(kit)
            @testable import \(standard)
            #if canImport(Glibc)
            import Glibc
            #endif
            final class Lantern: Entity {
                var oil = 100
                override func describe() -> String { "lantern" }
                final class Wick: Entity {}
                struct Spark: Job { func run() -> String { "spark" } }
            }
            final class Night: Look {}
            class Deep: Night2 { var more = "text" }
            class Night2: Look { var name: String?; override func describe() -> String { "deep" } }
            final class OfInternal: Internal {}
            private final class Hidden: Entity {}
            private struct HiddenJob: Job { func run() -> String { "hidden" } }
            func hidden() -> Any { HiddenJob() }  // or the optimizer drops it
            struct Burn: Job { var turns = 1; func run() -> String { "burn" } }
            enum Weather { case rain, sun }
            enum Purse: Job { case empty; func run() -> String { "purse" } }
            class Box<T>: Entity { var value: T?; class Lid: Entity {}; struct Label {} }
            final class IntBox: Box<Int> {}
            struct Ticket: ~Copyable { var number = 1 }
            func local() -> Any { final class Local: Entity {}; return Local() }
            func imported() -> Any { timespec() }
            @c func roll(_ sides: Int32) -> Int32 { sides }
            """, importing: [kit, standard])
    }

    private static func removeAtExit(_ folder: String) {
        folders.withLock { $0.append(folder) }
        atexit { Game.folders.withLock { for folder in $0 { try? FileManager.default.removeItem(atPath: folder) } } }
    }
    private static let folders = Mutex<[String]>([])

    func load(identity: BuildIdentity? = nil, willLoad: (String) -> Void = { _ in }) -> PluginSet {
        PluginSet.load(
            from: fixture.folder, names: [standard, lantern], kit: kit, identity: identity, willLoad: willLoad)
    }

    /// The types of an image for which the kit's function `test` says yes, without their module's name.
    func types(in image: PluginImage, where test: String) throws -> Set<String> {
        typealias Test = @convention(c) (UnsafeRawPointer) -> Bool
        let kitImage = try PluginImage(name: kit, path: fixture.path(of: kit))
        let isOne = unsafeBitCast(try kitImage.function(named: test), to: Test.self)
        let types = TypeDiscovery.types(in: image).filter { isOne(unsafeBitCast($0, to: UnsafeRawPointer.self)) }
        return Set(types.map { TypeName.of($0).replacing("\(image.name).", with: "") })
    }
}
