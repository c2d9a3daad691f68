/// A small thing that lives, in a new plugin, to be changed into something else.
struct PluginExample {
    /// In the plugin's `Sources/`.
    let file: String
    let text: String
    /// The body of its first test.
    let test: String

    /// A test that plays it: `hearth test`.
    func tests(of plugin: String) -> String {
        """
        import HearthKit
        import Testing

        @testable import \(plugin)

        /// One after the other, as there is one world at a time. Tests in other files go into it as well:
        /// `extension \(plugin)Tests { @MainActor struct BeesTests { … } }`.
        @Suite(.serialized) @MainActor struct \(plugin)Tests {
        \(test)
        }

        """
    }

    /// For the first plugin of a game.
    static let campfire = PluginExample(file: "Campfire.swift", text: #"""
        import HearthKit

        /// A fire that burns down unless somebody feeds it.
        ///
        /// Nothing is registered: a class in a plugin is there after `hearth reload`. Change a text, reload, and look.
        final class Campfire: Object {
            /// Outlives reload, crash and restart.
            @Saved var logs = 3

            override class var defaultLocks: Locks { "get: none()" }
            override class var commands: CommandSet { CommandSet(Feed.self) }

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

        """#,
        test: #"""
                @Test func aFireIsFedAndBurnsDown() async throws {
                    let small = try await SmallWorld()
                    let fire = Campfire.create("a campfire", in: small.hall)
                    #expect(try await small.game.call("feed fire", as: small.ann).hasPrefix("You lay a log"))
                    #expect(fire.logs == 4)
                    await small.game.advance(.seconds(60))
                    #expect(fire.logs == 3)
                }
            """#)

    /// For a plugin beside others: its names are its own.
    static func stone(of plugin: String) -> PluginExample {
        PluginExample(
            file: "\(plugin).swift",
            text: #"""
                import HearthKit

                /// A stone that remembers. What is `@Saved` outlives reload, crash and restart.
                final class \#(plugin)Stone: Object {
                    @Saved var touches = 0

                    override func describe(to looker: Object) -> String {
                        "Smooth from \(touches) hands, and warm on the coldest night."
                    }
                }

                /// Nothing is registered: a class in a plugin is there after `hearth reload`.
                final class \#(plugin)Command: Command {
                    override class var key: String { "\#(plugin.lowercased())" }
                    override class var help: String { "Usage: \#(plugin.lowercased())\n\nTouches a stone." }

                    override func run() async throws {
                        let here = try here
                        let stone =
                            here.contents.lazy.compactMap { $0 as? \#(plugin)Stone }.first
                            ?? \#(plugin)Stone.create("a warm stone", in: here)
                        stone.touches += 1
                        here.announce("$You() $conj(touch) $obj(stone).", from: caller, ["stone": stone])
                        try await wait(.seconds(2))
                        tell("It hums: |y\(stone.touches)|n so far.")
                    }
                }

                """#,
            test: #"""
                    @Test func aStoneRemembersWhoTouchedIt() async throws {
                        let small = try await SmallWorld()
                        let shown = try await small.game.call("\#(plugin.lowercased())", as: small.ann)
                        #expect(shown == "You touch a warm stone.\n")
                        #expect(small.bob.heard == "Ann touches a warm stone.\n")
                        await small.game.advance(.seconds(2))
                        #expect(small.hall.first(\#(plugin)Stone.self)?.touches == 1)
                    }
                """#)
    }
}
