// SPDX-License-Identifier: Apache-2.0

import Learning

extension CrossValidation.Outcome {
    /// Calibrates the predictions of each fold by those of the other folds, so that no spectrum has a part in its own.
    ///
    /// - Returns: what calibrates predictions for new objects, learnt from all folds and repeats.
    mutating func calibrate(
        _ method: ProbabilityCalibration.Method, labels: [Int]
    ) throws -> ProbabilityCalibration {
        guard method != .none else { return .none }
        let all = try ProbabilityCalibration(
            method, labels: rounds.flatMap { _ in labels },
            probabilities: ClassProbabilities(
                classCount: probabilities.classCount, values: rounds.flatMap(\.values)))
        rounds = try zip(rounds, parts).map { round, parts in
            try ProbabilityCalibration.acrossFolds(method, labels: labels, probabilities: round, folds: parts)
        }
        for place in probabilities.values.indices {
            probabilities.values[place] = rounds.reduce(0) { $0 + $1.values[place] } / Float(rounds.count)
        }
        return all
    }
}
