// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import TestSupport
import Testing

@Suite struct ForestResumeTests {
    private let matrix: FeatureMatrix
    private let labels = (0..<150).map { $0 * $0 % 3 }
    private var forest = RandomForest()

    init() throws {
        matrix = try noise(rows: 150, columns: 6)
        forest.trees = 23
    }

    @Test(
        "a forest broken off after any tree has the trees, votes and importances of an unbroken one", arguments: [1, 5])
    func classes(every: Int) throws {
        func fit(_ context: ExecutionContext) throws -> FittedForest {
            try forest.fit(matrix, labels: labels, classCount: 3, weights: nil, seed: 4, context: context)
        }
        let whole = try fit(ExecutionContext()), interruptions = try Interruptions()
        let (fitted, breaks) = try interruptions.runToTheEnd(breakingAfter: every) { try fit($0) }
        #expect(fitted == whole)
        #expect(breaks >= 1)
        #expect(interruptions.kept.isEmpty)
    }

    @Test("a regression forest goes on likewise, and not from the trees of other targets")
    func targets() throws {
        let targets = (0..<150).map { Double($0 % 7) }
        func fit(_ targets: [Double], _ context: ExecutionContext) throws -> FittedRegressionForest {
            try forest.fit(matrix, targets: targets, seed: 4, context: context)
        }
        let whole = try fit(targets, ExecutionContext()), interruptions = try Interruptions()
        let (fitted, _) = try interruptions.runToTheEnd(breakingAfter: 3) { try fit(targets, $0) }
        #expect(fitted == whole)
        _ = try interruptions.run(threads: 1, breakingAfter: 9) { try fit(targets, $0) }
        let (other, events) = try interruptions.run { try fit(targets.reversed(), $0) }
        #expect(events.first == .refused(name: "trees", reason: "it is of other data or settings"))
        #expect(other == (try fit(targets.reversed(), ExecutionContext())))
    }
}
