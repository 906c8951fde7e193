// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Learning

extension Evaluation {
    /// Scores a cross-validation; the bootstrap draws objects.
    ///
    /// - Parameters:
    ///   - raw: the outcome before calibration.
    ///   - calibrated: how it was calibrated.
    init(
        _ outcome: CrossValidation.Outcome, raw: CrossValidation.Outcome, calibrated: ProbabilityCalibration.Method,
        known: LabelledRows, dataset: Dataset, training: TrainingParameters, outOfBagError: Double?,
        context: ExecutionContext
    ) throws {
        let repeats = training.repeats, resamples = training.resamples, seed = UInt64(training.seed)
        func repeated(_ values: [Int]) -> [Int] { (0..<repeats).flatMap { _ in values } }
        let labels = repeated(known.labels)
        let classCount = known.classNames.count
        let bootstrap = GroupBootstrap(groups: repeated(known.groups), resamples: resamples, seed: seed)
        func scored(_ predictions: [Int]) throws -> ScoreIntervals {
            try ScoreIntervals(
                labels: labels, predictions: predictions, classCount: classCount, bootstrap: bootstrap,
                context: context)
        }
        method =
            "\(outcome.folds)-fold cross-validation"
            + (repeats > 1 ? ", \(repeats) times" : "")
            + ", stratified by class and grouped by object: every prediction is by a model that has seen no spectrum "
            + "of that object."
        confusion = try ConfusionMatrix(labels: labels, predictions: outcome.predictions, classCount: classCount)
        scores = try scored(outcome.predictions)
        majority = try scored(outcome.majority)
        proportional = try scored(outcome.proportional)
        gain = try PairedComparison(
            labels: labels, first: outcome.majority, second: outcome.predictions, classCount: classCount,
            bootstrap: bootstrap, context: context)
        probabilities = try ProbabilityScores(labels: known.labels, probabilities: outcome.probabilities)
        if calibrated != .none {
            uncalibrated = try ProbabilityScores(labels: known.labels, probabilities: raw.probabilities)
            calibration = calibrated
        }
        certainty = try CertaintyEvaluation(outcome, raw: raw, known: known)
        self.outOfBagError = outOfBagError.flatMap { $0.isFinite ? $0 : nil }
        rows = known.rows.count
        objects = known.objectCount
        folds = outcome.folds
        self.repeats = repeats
        bySignalToNoise = try Self.bySignalToNoise(
            outcome.predictions, known: known, dataset: dataset, resamples: resamples, seed: seed, context: context)
    }

    /// Up to six bins of about equal count.
    private static func bySignalToNoise(
        _ predictions: [Int], known: LabelledRows, dataset: Dataset, resamples: Int, seed: UInt64,
        context: ExecutionContext
    ) throws -> [SignalToNoiseBin] {
        let ratios = known.rows.map { dataset.rows[$0].snr ?? .nan }
        let order = ratios.indices.filter { ratios[$0].isFinite }.sorted { (ratios[$0], $0) < (ratios[$1], $1) }
        guard order.count >= 40 else { return [] }
        let binCount = min(6, order.count / 20)
        return try (0..<binCount).map { bin in
            let members = Array(order[bin * order.count / binCount..<(bin + 1) * order.count / binCount])
            let right = members.map { predictions[$0] == known.labels[$0] }
            let bootstrap = GroupBootstrap(
                groups: members.map { known.groups[$0] }, resamples: resamples, seed: seed)
            let accuracy = try bootstrap.intervals(context: context) { rows in
                [Double(rows.count { right[$0] }) / Double(rows.count)]
            }
            return SignalToNoiseBin(
                low: ratios[members[0]], high: ratios[members[members.count - 1]], count: members.count,
                accuracy: accuracy[0])
        }
    }
}
