import Testing

@testable import Bench

@Suite struct MemoryCourseTests {
    private func course(portal: [Int]) -> MemoryCourse {
        var course = MemoryCourse()
        for bytes in portal { course.add(.init(portal: bytes, server: 100)) }
        return course
    }

    @Test func whatGrowsAllTheTimeIsFound() {
        let course = course(portal: [100, 110, 120, 130, 140, 150])
        #expect(course.findings == ["the Portal's memory grew by 16 % from the second third to the last"])
    }

    /// A process takes what it needs in the beginning.
    @Test func whatComesToRestIsNot() {
        let course = course(portal: [20, 60, 100, 102, 104, 106])
        #expect(course.findings == [])
        #expect(course.portal?.first == 40)
    }

    @Test func tooFewSamplesSayNothing() {
        #expect(course(portal: [1, 100]).portal == nil)
    }
}
