// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import TestSupport
import Testing

/// Logistic regressions, plain and with a kernel, that are broken off.
@Suite struct DescentResumeTests {
    private let matrix: FeatureMatrix
    private let labels: [Int]

    init() throws {
        matrix = try noise(rows: 120, columns: 5)
        labels = (0..<120).map { $0 * $0 % 3 }
    }

    @Test("a logistic regression broken off after any step ends with equal bits", arguments: [1, 2, 7])
    func logistic(every: Int) throws {
        let weights = (0..<120).map { Double($0 % 4) / 2 }
        func fit(_ context: ExecutionContext) throws -> FittedLogistic {
            try LogisticRegression().fit(
                matrix, labels: labels, classCount: 3, weights: weights, seed: 1, context: context)
        }
        let whole = try fit(ExecutionContext()), interruptions = try Interruptions()
        let (fitted, breaks) = try interruptions.runToTheEnd(breakingAfter: every) { try fit($0) }
        #expect(fitted == whole)
        #expect(breaks >= 1)
        #expect(interruptions.kept.isEmpty)
    }

    @Test(
        "a kernel regression broken off while it spans its space or descends ends with equal bits", arguments: [1, 9])
    func kernel(every: Int) throws {
        var regression = KernelLogistic()
        regression.maximumRank = 25
        func fit(_ context: ExecutionContext) throws -> FittedKernelLogistic {
            try regression.fit(matrix, labels: labels, classCount: 3, weights: nil, seed: 1, context: context)
        }
        let whole = try fit(ExecutionContext()), interruptions = try Interruptions()
        let (fitted, breaks) = try interruptions.runToTheEnd(breakingAfter: every) { try fit($0) }
        #expect(fitted == whole)
        #expect(breaks >= 3)
        #expect(interruptions.kept.isEmpty)
        // A break in the descent costs no step of the kernel.
        _ = try interruptions.run(breakingAfter: 30) { try fit($0) }
        #expect(interruptions.kept == ["descent", "kernel"])
        let (again, events) = try interruptions.run { try fit($0) }
        #expect(again == whole)
        #expect(events.first == .resumed(name: "kernel"))
        #expect(events.count { $0 == .kept(name: "kernel") } == 0)
        // Other labels span the same space, and are learnt from the beginning.
        _ = try interruptions.run(breakingAfter: 30) { try fit($0) }
        let (_, told) = try interruptions.run { context in
            try regression.fit(
                matrix, labels: labels.reversed(), classCount: 3, weights: nil, seed: 1, context: context)
        }
        #expect(
            told.prefix(2) == [
                .resumed(name: "kernel"), .refused(name: "descent", reason: "it is of other data or settings"),
            ])
    }
}
