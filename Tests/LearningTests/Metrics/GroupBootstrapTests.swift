// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import Testing

@Suite struct GroupBootstrapTests {
    @Test("single rows give the binomial interval, groups of equal rows a wider one")
    func width() throws {
        let right = (0..<400).map { $0 / 10 % 5 != 0 }  // 80 % right, ten rows of a group alike
        func interval(_ groups: [Int]) throws -> Interval {
            try GroupBootstrap(groups: groups, resamples: 2000, seed: 1).intervals(context: ExecutionContext()) {
                rows in
                [Double(rows.count { right[$0] }) / Double(rows.count)]
            }[0]
        }
        let single = try interval(Array(0..<400)), grouped = try interval((0..<400).map { $0 / 10 })
        #expect(single.value == 0.8)
        // 1.96 √(0.8 · 0.2 / 400) = 0.0392, and with 40 independent groups 0.124.
        #expect(abs((single.high - single.low) / 2 - 0.0392) < 0.004)
        #expect(abs((grouped.high - grouped.low) / 2 - 0.124) < 0.012)
    }

    @Test("threads do not change an interval, the seed does")
    func threads() throws {
        let groups = (0..<60).map { $0 / 3 }
        func scores(threads: Int, seed: UInt64) throws -> ScoreIntervals {
            try ScoreIntervals(
                labels: groups.map { $0 % 3 }, predictions: groups.map { ($0 + $0 / 4) % 3 }, classCount: 3,
                bootstrap: GroupBootstrap(groups: groups, seed: seed), context: ExecutionContext(threads: threads))
        }
        let one = try scores(threads: 1, seed: 1)
        #expect(try scores(threads: 7, seed: 1) == one)
        #expect(try scores(threads: 1, seed: 2) != one)
    }

    @Test("a better classifier on the same rows has a difference above zero")
    func paired() throws {
        let labels = (0..<300).map { $0 % 2 }
        let first = (0..<300).map { $0 % 10 < 3 ? 1 - labels[$0] : labels[$0] }
        let second = (0..<300).map { $0 % 10 < 1 ? 1 - labels[$0] : labels[$0] }
        let difference = try PairedComparison(
            labels: labels, first: first, second: second, classCount: 2,
            bootstrap: GroupBootstrap(groups: Array(0..<300), seed: 1), context: ExecutionContext())
        #expect(abs(difference.accuracy.value - 0.2) < 1e-12)
        #expect(difference.accuracy.low > 0.1)
        #expect(difference.accuracy.high < 0.3)
    }
}
