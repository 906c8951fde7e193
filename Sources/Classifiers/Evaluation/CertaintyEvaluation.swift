// SPDX-License-Identifier: Apache-2.0

public import Learning

/// What the probabilities of a cross-validation are worth beyond the most probable class.
///
/// Calibrations and sets are learnt from the folds that a spectrum is not in, so that the figures hold for new objects.
public struct CertaintyEvaluation: Sendable, Hashable, Codable {
    /// One class against the rest, for each class; at most 101 points each.
    public var rankings: [RankingCurve]
    /// Accuracy against the share of spectra answered, if those of low probability are not; at most 101 points.
    public var rejection: RejectionCurve
    /// The probabilities after calibration.
    public var calibrations: [Calibration]
    /// Sets of classes with a promise.
    public var sets: [Sets]

    /// Scores of calibrated probabilities.
    public struct Calibration: Sendable, Hashable, Codable {
        public var method: ProbabilityCalibration.Method
        public var scores: ProbabilityScores
    }

    /// Whether conformal sets keep their promise.
    public struct Sets: Sendable, Hashable, Codable {
        public var score: ConformalSets.Score
        /// Whether each class has a promise of its own.
        public var perClass: Bool
        public var check: ConformalCheck
    }

    /// Calibrations and sets are of the first repeat alone.
    ///
    /// - Parameter raw: the outcome before calibration.
    init(_ outcome: CrossValidation.Outcome, raw: CrossValidation.Outcome, known: LabelledRows) throws {
        let probabilities = outcome.rounds.first ?? outcome.probabilities
        let labels = known.labels, folds = outcome.parts.first ?? []
        rankings = try RankingCurve.ofClasses(labels: labels, probabilities: outcome.probabilities)
            .map { $0.thinned(to: 101) }
        let best = outcome.probabilities.mostProbable
        rejection = try RejectionCurve(
            certainty: labels.indices.map { Double(outcome.probabilities[$0, best[$0]]) },
            isRight: labels.indices.map { best[$0] == labels[$0] }
        ).thinned(to: 101)
        calibrations = try [ProbabilityCalibration.Method.temperature, .isotonic].map { method in
            let calibrated = try ProbabilityCalibration.acrossFolds(
                method, labels: labels, probabilities: raw.rounds.first ?? raw.probabilities, folds: folds)
            return Calibration(method: method, scores: try ProbabilityScores(labels: labels, probabilities: calibrated))
        }
        sets = try [(ConformalSets.Score.leastAmbiguous, false), (.leastAmbiguous, true), (.adaptive, false)].map {
            score, perClass in
            Sets(
                score: score, perClass: perClass,
                check: try ConformalCheck.acrossFolds(
                    labels: labels, probabilities: probabilities, groups: known.groups, folds: folds, score: score,
                    coverage: 0.9, perClass: perClass))
        }
    }
}
