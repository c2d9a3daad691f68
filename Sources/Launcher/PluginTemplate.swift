/// The files of a new plugin: a small thing that lives, to be changed into something else.
struct PluginTemplate {
    let name: String
    /// The kit's package, and that of the plugin `Standard` if the game has it, seen from the plugin's folder.
    let kit: String
    let standard: String?

    /// By path from the plugin's folder.
    var files: [String: String] {
        ["Package.swift": manifest, "Sources/Campfire.swift": Self.campfire]
    }

    private var manifest: String {
        let packages = ([kit] + [standard].compactMap(\.self)).map { ".package(path: \"\($0)\")" }
        let products = ["HearthKit"] + (standard == nil ? [] : ["Standard"])
        let dependencies = products.map { "\n                .product(name: \"\($0)\", package: \"\($0)\")," }
        return """
            // swift-tools-version: 6.2
            import PackageDescription

            let package = Package(
                name: "\(name)",
                platforms: [.macOS(.v15)],
                products: [.library(name: "\(name)", type: .dynamic, targets: ["\(name)"])],
                dependencies: [
                    \(packages.joined(separator: ",\n        ")),
                ],
                targets: [
                    .target(
                        name: "\(name)",
                        dependencies: [\(dependencies.joined())
                        ],
                        path: "Sources",
                        // Game code runs on one logical thread. `-enable-testing`: other plugins see what is internal.
                        swiftSettings: [.defaultIsolation(MainActor.self), .unsafeFlags(["-enable-testing"])]
                    ),
                ],
                swiftLanguageModes: [.v6]
            )

            """
    }

    private static let campfire = #"""
        import HearthKit

        /// A fire that burns down unless somebody feeds it.
        ///
        /// Nothing is registered: a class in a plugin is there after `hearth reload`. Change a text, reload, and look.
        final class Campfire: Object {
            /// Outlives reload, crash and restart.
            @Saved var logs = 3

            override class var defaultLocks: Locks { "get: none()" }
            override var commands: CommandSet { CommandSet(Feed.self) }

            override func created() { schedule(BurnDown(fire: Ref(self)), in: .seconds(60)) }

            override func describe(to looker: Object) -> String {
                switch logs {
                case 0: "Cold ashes."
                case 1: "|rEmbers|n, and not for long. `feed fire`?"
                default: "|yFlames|n dance over \(logs) logs."
                }
            }

            func burnDown() {
                schedule(BurnDown(fire: Ref(self)), in: .seconds(60))
                guard logs > 0 else { return }
                logs -= 1
                location?.announce(logs == 0 ? "The fire goes out." : "A log breaks in a shower of |ysparks|n.")
            }
        }

        /// A job is stored until its moment comes.
        struct BurnDown: Job {
            var fire: Ref<Campfire>
            func run() { fire.target?.burnDown() }
        }

        /// A command that one has only where a campfire is.
        final class Feed: Command {
            override class var key: String { "feed" }
            override class var help: String { "Usage: feed fire\n\nLays another log on it." }
            override class var availability: Availability { .given }

            override func run() async throws {
                let fire = try caller.search(args.isEmpty ? "fire" : args, for: Campfire.self)
                guard fire.logs < 9 else { throw Refusal("It is large enough to be seen from the moon.") }
                fire.logs += 1
                caller.location?.announce("$You() $conj(lay) a log on the fire, and it leaps up.", from: caller)
            }
        }

        /// A command that everyone has, builders and above in this case.
        final class Camp: Command {
            override class var key: String { "camp" }
            override class var locks: Locks { "cmd: perm(Builder)" }
            override class var help: String { "Usage: camp\n\nLights a campfire where you are." }

            override func run() async throws {
                Campfire.create("a campfire", in: try here) { $0.aliases = ["fire"] }
                caller.location?.announce("$You() $conj(light) a campfire.", from: caller)
            }
        }

        """#
}
