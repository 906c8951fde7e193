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

    /// Rounds of a stage. Each begins with a learner made anew from the trees so far, with a seed of its own: so one that
    /// goes on from kept trees after a kill gives equal bits, although the library's draws and sums cannot be kept.
    private static let stage = 50

    /// - Returns: the learner, and how many of its rounds are best.
    private func grow(
        _ answers: BoostingRows, judge: BoostingRows?, seed: UInt64, context: ExecutionContext
    ) throws -> (Booster, Int) {
        let rows = try BoosterRows(answers.matrix, threads: context.threads)
        let others = try judge.map { try BoosterRows($0.matrix, threads: context.threads) }
        func learner(stage: Int, model: [UInt8]?) throws -> Booster {
            try Booster(
                learningFrom: rows, goingOnFrom: model,
                parameters: parameters(
                    classCount: answers.classes.count, seed: seed &+ UInt64(stage) &* 0x9E37_79B9,
                    threads: context.threads))
        }
        var state = try KeptState("rounds", in: context) { fingerprint in
            try fingerprint.mix(settings: self)
            fingerprint.mix(seed)
            answers.mix(into: &fingerprint)
            judge?.mix(into: &fingerprint)
        }
        var progress = BoostingProgress(restoredFrom: state, rounds: rounds) ?? BoostingProgress(bestRounds: rounds)
        var booster = try learner(stage: progress.round / Self.stage, model: progress.model)
        func report(_ round: Int) {
            context.progress.report(
                ProgressUpdate(stage: "boosting", completed: round, total: rounds, unit: "rounds"))
        }
        while progress.round < rounds {
            try context.cancellation.check()
            let scores = progress.round == 0 ? answers.zeroScores : try booster.scores(rows, isTraining: true)
            var (gradients, hessians) = try answers.gradients(scores, context: context)
            try booster.boost(rows, gradients: &gradients, hessians: &hessians)
            progress.round += 1
            report(progress.round)
            if let judge, let others, let patience = earlyStopping?.patience {
                progress.judge(judge.loss(try booster.scores(others)))
                if progress.round - progress.bestRounds >= patience {
                    report(rounds)
                    break
                }
            }
            if progress.round % Self.stage == 0, progress.round < rounds {
                let model = try booster.model()
                booster = try learner(stage: progress.round / Self.stage, model: model)
                state.offer { progress.write(model, to: &$0) }
            }
        }
        state.remove()
        return (booster, progress.bestRounds)
    }
}
