import Testing

@testable import Bench

@Suite struct FaultScheduleTests {
    @Test func theSameSeedGivesTheSameFaults() {
        #expect(FaultSchedule(seed: 7, seconds: 600) == FaultSchedule(seed: 7, seconds: 600))
        #expect(FaultSchedule(seed: 7, seconds: 600) != FaultSchedule(seed: 8, seconds: 600))
    }

    /// So that what went wrong early in a long run can be looked for in a short one.
    @Test func aLongerRunBeginsAsAShorterOne() {
        let (short, long) = (FaultSchedule(seed: 7, seconds: 60), FaultSchedule(seed: 7, seconds: 600))
        #expect(long.makers.starts(with: short.makers))
        #expect(long.outside.starts(with: short.outside))
    }

    @Test(arguments: 0..<20)
    func aMinuteHasEveryKind(seed: UInt64) {
        let faults = FaultSchedule(seed: seed, seconds: 60).all
        #expect(Set(faults.map(\.kind)) == Set(FaultKind.allCases))
        #expect(faults.map(\.at) == faults.map(\.at).sorted())
        #expect(faults.allSatisfy { (0..<60).contains($0.at) })
    }

    @Test func splitMix64GivesItsAuthorsNumbers() {
        // The first values of seed 1234567, as published with the algorithm.
        var random = SplitMix64(seed: 1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
    }
}
