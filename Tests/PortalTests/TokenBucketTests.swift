import NIOCore
import Testing

@testable import Portal

@Suite struct TokenBucketTests {
    @Test func aBurstAndThenTheRate() throws {
        let limit = try #require(TokenBucket.Limit(burst: 3, perSecond: 10))
        var bucket = TokenBucket()
        let start = NIODeadline.now()
        for _ in 1...3 { #expect(bucket.take(limit, at: start) == nil) }
        #expect(bucket.take(limit, at: start) == .milliseconds(100))
        #expect(bucket.take(limit, at: start + .milliseconds(99)) == .milliseconds(1))
        #expect(bucket.take(limit, at: start + .milliseconds(100)) == nil)
        #expect(bucket.take(limit, at: start + .milliseconds(150)) == .milliseconds(50))
        #expect(!bucket.isFull(at: start + .milliseconds(399)))
        #expect(bucket.isFull(at: start + .milliseconds(400)))
        for _ in 1...3 { #expect(bucket.take(limit, at: start + .seconds(60)) == nil) }
        #expect(bucket.take(limit, at: start + .seconds(60)) != nil)
    }

    @Test func aRateOfZeroIsNoLimit() { #expect(TokenBucket.Limit(burst: 3, perSecond: 0) == nil) }
}
