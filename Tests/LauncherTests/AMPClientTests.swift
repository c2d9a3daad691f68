import Foundation
import Settings
import Testing
import Wire

@testable import Launcher

struct AMPClientTests {
    private static func step(_ step: String, _ what: String, _ text: String = "") throws -> Box {
        try .command(Step(reload: 1, step: step, what: what, milliseconds: 1.5, text: text))
    }

    private static let report = ReloadReport(
        generation: 5, built: true, warnings: "",
        steps: [.init(step: "build", milliseconds: 600), .init(step: "warm", milliseconds: 300)], held: 2.14,
        heldLines: 3)

    @Test func answerComesAfterTheSteps() throws {
        let fake = try FakePortal { name, ask, _, send in
            guard name == Reload.name, let ask else { return }
            for what in ["began", "progress", "done"] { send((try? Self.step("build", what)) ?? Box()) }
            send((try? .answer(Self.report, to: ask)) ?? Box())
        }
        defer { fake.remove() }
        let client = try connect(fake)
        var seen: [String] = []
        let answer = try client.ask(Reload(by: "a test")) { seen.append($0.what) }
        #expect(seen == ["began", "progress", "done"])
        #expect(answer == Self.report)
        #expect(answer.summary == "Generation 5 is live after 0.90 s; players waited 2.1 ms (3 lines held).")
    }

    @Test func errorKeepsItsCode() throws {
        let fake = try FakePortal { _, ask, _, send in
            send(.error(RemoteError(.warmFailed, "Standard.Lantern.oil: expected Int"), to: ask ?? ""))
        }
        defer { fake.remove() }
        let error = try #require(throws: RemoteError.self) { try connect(fake).ask(Reload(by: "a test")) }
        #expect(Failure(error).status == .warmFailed)
    }

    @Test(arguments: [
        (RemoteError.Code.refused, ExitReason.refused), (.buildFailed, .buildFailed), (.warmFailed, .warmFailed),
        (.notRunning, .notRunning), (.timedOut, .timedOut), (.otherGame, .otherGame), (.otherVersion, .otherGame),
        (.unhandled, .otherGame), (.badArguments, .error), (.unknown, .error),
    ])
    func everyCodeHasAnExitStatus(code: RemoteError.Code, status: ExitReason) {
        #expect(ExitReason(code) == status)
    }

    @Test func exitStatusesAreAContract() {
        let numbers: [ExitReason: Int32] = [
            .done: 0, .error: 1, .refused: 3, .buildFailed: 4, .notRunning: 5, .timedOut: 6, .otherGame: 7,
            .warmFailed: 8,
        ]
        for (status, number) in numbers { #expect(status.rawValue == number) }
    }

    @Test func deadlineNamesTheStep() throws {
        let fake = try FakePortal { name, ask, _, send in
            // Alive, but the step never ends.
            if name == Reload.name { send((try? Self.step("warm", "began")) ?? Box()) }
            if name == Status.name, let ask { send((try? .answer(Nothing(), to: ask)) ?? Box()) }
        }
        defer { fake.remove() }
        var patience = Patience(answer: .init(duration: .seconds(30), what: "the answer"))
        patience.steps["warm"] = .init(duration: .milliseconds(1500), what: "the start of the new Server")
        patience.silence = .milliseconds(500)
        let failure = #expect(throws: Failure.self) { try connect(fake).ask(Reload(by: "a test"), patience) }
        #expect(failure?.status == .timedOut)
        #expect(failure?.description == "the start of the new Server took longer than 1.50 s: given up.")
    }

    @Test func silentPortalIsGivenUpLongBeforeTheStepIs() throws {
        let fake = try FakePortal { _, _, _, _ in }
        defer { fake.remove() }
        var patience = Patience(answer: .init(duration: .seconds(600), what: "the answer"))
        patience.silence = .milliseconds(50)
        let failure = #expect(throws: Failure.self) { try connect(fake).ask(Reload(by: "a test"), patience) }
        #expect(failure?.status == .timedOut)
        #expect(failure?.description.contains("does not answer") == true)
    }

    @Test func endOfTheConnectionIsTold() throws {
        let hangUp = Shared<FakePortal>()
        let fake = try FakePortal { _, _, _, _ in hangUp.value?.hangUp() }
        hangUp.value = fake
        defer { fake.remove() }
        let failure = #expect(throws: Failure.self) { try connect(fake).ask(Status()) }
        #expect(failure == AMPClient.ended)
    }

    @Test func whatIsNoAMPIsTold() throws {
        let fake = try FakePortal { _, _, _, send in
            var box = Box()
            box.set("neither", "a command nor an answer")
            send(box)
            send(.error(RemoteError(.unknown, "the end"), to: "1"))
        }
        defer { fake.remove() }
        // A box that means nothing is passed over.
        let error = #expect(throws: RemoteError.self) { try connect(fake).ask(Status()) }
        #expect(error?.description == "the end")
    }

    @Test func commandOfTheOtherSideIsRefused() throws {
        let fake = try FakePortal { name, ask, _, send in
            var box = Box()
            box.set("_command", "Dance")
            box.set("_ask", "9")
            send(box)
            send(.error(RemoteError(.refused, "enough"), to: ask ?? ""))
        }
        defer { fake.remove() }
        #expect(throws: RemoteError.self) { try connect(fake).ask(Status()) }
        #expect(fake.refusals.wait() == [.unhandled])
    }

    // MARK: Greeting

    @Test func nothingRunsWithoutASocket() throws {
        try TemporaryFolder.with { folder in
            let portal = try PortalConnection.open(GamePaths(folder))
            #expect(portal == nil)
            let failure = #expect(throws: Failure.self) { try PortalConnection.required(GamePaths(folder)) }
            #expect(failure == .notRunning)
        }
    }

    @Test func nothingRunsBehindADeadSocket() throws {
        let fake = try FakePortal { _, _, _, _ in }
        defer { fake.remove() }
        fake.close()  // the file stays, as after a kill -9
        #expect(FileManager.default.fileExists(atPath: fake.game.socket))
        let portal = try PortalConnection.open(fake.game)
        #expect(portal == nil)
    }

    @Test func greetingNamesTheGame() throws {
        let fake = try FakePortal { _, ask, box, send in
            let hello = try? box.decode(Hello.self)
            send((try? .hello(ask, hello?.game ?? "")) ?? Box())
        }
        defer { fake.remove() }
        let portal = try #require(try PortalConnection.open(fake.game))
        #expect(portal.pid == 42)
    }

    @Test func otherGameIsToldApart() throws {
        let fake = try FakePortal { _, ask, _, send in
            send(.error(RemoteError(.otherGame, "this is the Portal of /elsewhere"), to: ask ?? ""))
        }
        defer { fake.remove() }
        let failure = #expect(throws: Failure.self) { try PortalConnection.open(fake.game) }
        #expect(failure?.status == .otherGame)
    }

    @Test func otherVersionCanStillBeStopped() throws {
        let fake = try FakePortal { name, ask, _, send in
            if name == Hello.name { send(.error(RemoteError(.otherVersion, "speaks version 2"), to: ask ?? "")) }
            if name == StopPortal.name { send((try? .answer(Nothing(), to: ask ?? "")) ?? Box()) }
        }
        defer { fake.remove() }
        let failure = #expect(throws: Failure.self) { try PortalConnection.open(fake.game) }
        #expect(failure?.status == .otherGame)
        let portal = try #require(try PortalConnection.open(fake.game, anyVersion: true))
        #expect(portal.pid == nil)
        #expect(try portal.client.ask(StopPortal(by: "a test")).unsaved == nil)
    }

    @Test func pathThatIsTooLongForASocketIsReached() throws {
        let folder = TemporaryFolder.path() + "/" + String(repeating: "long", count: 30)
        let fake = try FakePortal(folder: folder) { _, ask, _, send in
            send((try? .hello(ask, folder)) ?? Box())
        }
        defer { fake.remove() }
        #expect(fake.game.socket.utf8.count > 107)
        let portal = try PortalConnection.open(fake.game)
        #expect(portal != nil)
    }

    private func connect(_ fake: FakePortal) throws -> AMPClient {
        AMPClient(try UnixSocket.connect(to: portalSocketName, in: fake.game.run, until: .now + .seconds(5)))
    }
}
