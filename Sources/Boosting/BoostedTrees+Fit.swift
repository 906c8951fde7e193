// SPDX-License-Identifier: Apache-2.0

public import Execution
import Foundation
public import Learning

extension BoostedTrees: ClassificationEstimator {
    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], classCount: Int, weights: [Double]?, seed: UInt64,
        context: ExecutionContext
    ) throws -> FittedBoosting {
        try fit(
            matrix, labels: labels, classCount: classCount, weights: weights, groups: nil, seed: seed, context: context)
    }

    /// Learns from rows with known classes, a round after another.
    ///
    /// - Parameters:
    ///   - groups: n numbers of the objects that the rows belong to, so that early stopping sets aside whole objects;
    ///     `nil` if every row is an object of its own.
    /// - Throws: ``LearningError`` for settings out of range, arrays of the wrong length, fewer than two classes or
    ///   (with early stopping) too few objects; ``BoostingError``; `CancellationError`.
    /// - Complexity: O(rounds · classes · depth · n m columnShare); about 10 n m bytes.
    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], classCount: Int, weights: [Double]? = nil, groups: [Int]?,
        seed: UInt64, context: ExecutionContext = ExecutionContext()
    ) throws -> FittedBoosting {
        try checkSettings()
        try RandomForest.check(matrix, labels: labels, classCount: classCount, weights: weights)
        if let groups, groups.count != labels.count {
            throw LearningError.wrongLength(what: "groups", have: groups.count, need: labels.count)
        }
        // Rows without weight would only take time.
        let used = labels.indices.filter { weights?[$0] != 0 }
        var learning = used, aside: [Int] = []
        if let earlyStopping {
            let split = try GroupedSplit(
                labels: used.map { labels[$0] }, groups: used.map { groups?[$0] ?? $0 }, classCount: classCount,
                folds: earlyStopping.folds, seed: seed)
            learning = split.rows(notIn: 0).map { used[$0] }
            aside = split.rows(in: 0).map { used[$0] }
        }
        try context.cancellation.check()
        let answers = BoostingRows(
            matrix, rows: learning, labels: labels, classCount: classCount, weights: weights,
            isBalanced: balancesClasses)
        guard answers.classes.count >= 2 else { throw LearningError.tooFewClasses(have: answers.classes.count) }
        let judge =
            aside.isEmpty ? nil : BoostingRows(aside, labels: labels, weights: weights, like: answers, of: matrix)
        let (booster, rounds) = try grow(answers, judge: judge, seed: seed, context: context)
        let model = try booster.model(rounds: rounds)
        let gains = try booster.gains(columns: matrix.columnCount), all = gains.reduce(0, +)
        return FittedBoosting(
            classCount: classCount, columnCount: matrix.columnCount, rounds: rounds, classes: answers.classes,
            starts: answers.starts, importance: all > 0 ? gains.map { $0 / all } : gains, model: model)
    }

    /// - Returns: the learner, and how many of its rounds are best.
    private func grow(
        _ answers: BoostingRows, judge: BoostingRows?, seed: UInt64, context: ExecutionContext
    ) throws -> (Booster, Int) {
        let rows = try BoosterRows(answers.matrix, threads: context.threads)
        let others = try judge.map { try BoosterRows($0.matrix, threads: context.threads) }
        let booster = try Booster(
            learningFrom: rows,
            parameters: parameters(classCount: answers.classes.count, seed: seed, threads: context.threads))
        var best = (loss: Double.infinity, rounds: rounds)
        func report(_ round: Int) {
            context.progress.report(
                ProgressUpdate(stage: "boosting", completed: round, total: rounds, unit: "rounds"))
        }
        for round in 0..<rounds {
            try context.cancellation.check()
            let scores = round == 0 ? answers.zeroScores : try booster.scores(rows, isTraining: true)
            var (gradients, hessians) = try answers.gradients(scores, context: context)
            try booster.boost(rows, gradients: &gradients, hessians: &hessians)
            report(round + 1)
            guard let judge, let others, let patience = earlyStopping?.patience else { continue }
            let loss = judge.loss(try booster.scores(others))
            if loss < best.loss { best = (loss, round + 1) }
            if round + 1 - best.rounds >= patience {
                report(rounds)
                break
            }
        }
        return (booster, best.rounds)
    }
}
