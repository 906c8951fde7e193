// SPDX-License-Identifier: Apache-2.0

import Boosting
import Execution
import Foundation
import Learning
import TestSupport
import Testing

@Suite struct BoostingResumeTests {
    private let matrix: FeatureMatrix
    private let labels: [Int]

    init() throws {
        var generator = SeededGenerator(seed: 7)
        let labels = (0..<400).map { $0 % 3 }
        matrix = try FeatureMatrix(
            rows: 400, columns: 6,
            values: labels.flatMap { label in
                (0..<6).map { column in Float(generator.normal()) + (column == label ? 1.2 : 0) }
            })
        self.labels = labels
    }

    /// Draws of rows and columns are what a library's learner cannot hand on; patience ends it in a stage.
    private func settings(share: Double, patience: Int?) -> BoostedTrees {
        var boosted = BoostedTrees()
        boosted.rounds = 170
        boosted.maximumDepth = 3
        boosted.learningRate = 0.02
        boosted.rowShare = share
        boosted.columnShare = share
        if let patience { boosted.earlyStopping = .init(patience: patience, folds: 4) }
        return boosted
    }

    @Test(
        "boosted trees broken off after a stage have the bytes of those of an unbroken run",
        arguments: [(1, nil), (0.5, nil), (0.6, 40)] as [(Double, Int?)], [1, 2])
    func goesOn(settings one: (share: Double, patience: Int?), every: Int) throws {
        let boosted = settings(share: one.share, patience: one.patience)
        func fit(_ context: ExecutionContext) throws -> FittedBoosting {
            try boosted.fit(matrix, labels: labels, classCount: 3, groups: nil, seed: 8, context: context)
        }
        let whole = try fit(ExecutionContext()), interruptions = try Interruptions()
        let (fitted, breaks) = try interruptions.runToTheEnd(breakingAfter: every) { try fit($0) }
        #expect(fitted?.bytes == whole.bytes)
        #expect(breaks >= 1)
        #expect(interruptions.kept.isEmpty)
    }

    @Test("trees of another learning rate, and damaged ones, are not gone on from")
    func refused() throws {
        let boosted = settings(share: 0.5, patience: nil), interruptions = try Interruptions()
        var other = boosted
        other.learningRate = 0.03
        func fit(_ boosted: BoostedTrees, _ context: ExecutionContext) throws -> FittedBoosting {
            try boosted.fit(matrix, labels: labels, classCount: 3, groups: nil, seed: 8, context: context)
        }
        _ = try interruptions.run(breakingAfter: 2) { try fit(boosted, $0) }
        let url = interruptions.url("rounds"), kept = try Data(contentsOf: url)
        let (told, events) = try interruptions.run { try fit(other, $0) }
        #expect(events.first == .refused(name: "rounds", reason: "it is of other data or settings"))
        #expect(told?.bytes == (try fit(other, ExecutionContext())).bytes)
        try kept.dropLast(9).write(to: url)
        let (again, lines) = try interruptions.run { try fit(boosted, $0) }
        #expect(lines.first == .refused(name: "rounds", reason: "the file is damaged"))
        #expect(again?.bytes == (try fit(boosted, ExecutionContext())).bytes)
    }
}
