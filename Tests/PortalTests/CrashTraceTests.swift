import Foundation
import Testing
import Wire

@testable import Portal

@Suite struct CrashTraceTests {
    private func trace(_ frames: String...) -> CrashTrace { CrashTrace(frames, plugins: ["Standard", "Saltmarsh"]) }

    @Test func innermostFunctionOfAPluginIsThePlaceAndItsCommandIsToBlame() {
        let trace = trace(
            "  0                  0x00007f97f7b6df7f _assertionFailure(_:_:file:line:flags:) + 302 in libswiftCore.so",
            "  1 [ra]             0x00007f97f7680605 closure #1 in Tide.level(at:) + 180 in libSaltmarsh.so "
                + "at /game/Plugins/Saltmarsh/Sources/Tide.swift:31:9",
            "  2 [async]          0x00007f97f6fa8530 closure #1 in Look.run() in libStandard.so "
                + "at /game/Plugins/Standard/Sources/Play/Look.swift:12",
            "  3 [async]          0x00007f97f60c1f70 closure #1 in Game.run(_:) in libHearthKit.so at /kit/Game.swift:71")
        #expect(trace.place == "Tide.level(at:) at /game/Plugins/Saltmarsh/Sources/Tide.swift:31:9")
        #expect(trace.codes == ["Standard.Look"])
    }

    @Test func hookIsToBlameBeforeTheCommandThatCalledIt() {
        let trace = trace(
            "  0 [ra] 0x00007f97f7680605 Cat.didHear(_:) + 18 in libSaltmarsh.so at /game/Cat.swift:9:1",
            "  1 [ra] 0x00007f97f6fa8530 Say.run() + 4 in libStandard.so at /game/Speech.swift:12:1")
        #expect(trace.codes == ["Saltmarsh.Cat.didHear", "Standard.Say"])
    }

    @Test(arguments: [
        ("Ring.willRun()", "Saltmarsh.Ring"), ("Ring.didRun()", "Saltmarsh.Ring"),
        ("Cave.describe(to:)", "Saltmarsh.Cave.describe"), ("Cat.announceArriving(from:)", "Saltmarsh.Cat.announceArriving"),
        ("Hole.traverse(_:)", "Saltmarsh.Hole.traverse"), ("Cat.created()", "Saltmarsh.Cat.created"),
    ])
    func whatTheKitCanLeaveOutIsNamed(function: String, code: String) {
        let trace = trace("  0 [ra] 0x00007f97f7680605 \(function) + 18 in libSaltmarsh.so at /game/Cat.swift:9:1")
        #expect(trace.codes == [code])
    }

    @Test func whatIsInlinedIntoAPluginIsNoPlace() {
        let trace = trace(
            "  0 [inlined] 0x00007f97f7680605 Array.subscript.getter in libStandard.so at //<compiler-generated>",
            "  1 [inlined] 0x00007f97f7680605 AnyCommand.args.getter in libStandard.so at /game/Play/Look.swift",
            "  2           0x00007f97f7680605 Look.run() + 7 in libStandard.so at /game/Play/Look.swift:8:24")
        #expect(trace.place == "Look.run() at /game/Play/Look.swift:8:24")
        #expect(trace.codes == ["Standard.Look"])
    }

    @Test func nobodyIsBlamedWhereNoPluginIsInTheTrace() {
        let trace = trace("  0 0x00007f97f7680605 main + 18 in hearth-server", "no frame at all")
        #expect(trace.codes == [])
        #expect(trace.place == nil)
    }

    @Test func thirdCrashOfTheSameCodeIsTheLast() {
        var quarantine = Quarantine()
        let blamed = ["A.One", "A.Two", "A.One", "A.One", "A.One", ""].map { quarantine.blame($0, limit: 3) }
        #expect(blamed == [false, false, false, true, false, false], "told once; nobody is no code")
        #expect(quarantine.outOfOrder == ["A.One"])
        quarantine.clear()
        #expect(quarantine.outOfOrder == [])
    }

    @Test func whatCrashesThoughItIsOutOfOrderIsNotToBlame() {
        var quarantine = Quarantine()
        let codes = ["A.Boat.didSail", "A.Sail"]
        let blamed = (1...6).filter { _ in quarantine.blame(quarantine.culprit(of: codes), limit: 3) }
        #expect(blamed == [3, 6])
        #expect(quarantine.outOfOrder == ["A.Boat.didSail", "A.Sail"])
    }

    @Test func newestCrashesAreKept() throws {
        let folder = NSTemporaryDirectory() + "hearth-crashes-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var log = CrashLog(folder: folder)
        for _ in 1...53 {
            try log.add(
                CrashReport(
                    number: log.nextNumber, time: 0, generation: 1, kind: "crash", how: "", what: "", who: "",
                    code: "", place: "", trace: ["a", ""]))
        }
        #expect(log.reports.map(\.number) == Array((4...53).reversed()))
        #expect(log.reports.first?.trace == ["a", ""])
        #expect(CrashLog(folder: folder).nextNumber == 54, "a later Portal counts on")
    }
}
