// SPDX-License-Identifier: Apache-2.0

/// Makes probabilities mean what they say, learnt from predictions for rows whose class is known.
///
/// Fit it on predictions for rows that the classifier has not learnt from: those of a cross-validation, say.
public enum ProbabilityCalibration: Sendable, Codable, Hashable {
    /// As they are.
    case none
    case temperature(TemperatureScaling)
    /// A rising function for each class against the rest, after which rows are brought to sum 1.
    case isotonic([IsotonicRegression])

    /// How to calibrate.
    public enum Method: String, Sendable, Codable, Hashable, CaseIterable {
        case none
        /// One number for all: right even for a few dozen rows.
        case temperature
        /// A curve for each class: needs some hundred rows of each, and may change the most probable class.
        case isotonic
    }

    /// - Throws: ``LearningError`` if lengths differ, a label is out of range, or there is no row.
    public init(_ method: Method, labels: [Int], probabilities: ClassProbabilities) throws(LearningError) {
        try probabilities.check(labels: labels)
        switch method {
        case .none: self = .none
        case .temperature:
            self = .temperature(try TemperatureScaling(labels: labels, probabilities: probabilities))
        case .isotonic:
            let rows = probabilities.knownRows
            var curves: [IsotonicRegression] = []
            for number in 0..<probabilities.classCount {
                curves.append(
                    try IsotonicRegression(
                        places: rows.map { Double(probabilities[$0, number]) },
                        values: rows.map { labels[$0] == number ? 1 : 0 }))
            }
            self = .isotonic(curves)
        }
    }

    /// Rows of NaN stay as they are; a row that isotonic calibration leaves nothing of gets equal probabilities.
    public func calibrated(_ probabilities: ClassProbabilities) -> ClassProbabilities {
        switch self {
        case .none: return probabilities
        case .temperature(let scaling): return scaling.calibrated(probabilities)
        case .isotonic(let curves):
            guard curves.count == probabilities.classCount else { return probabilities }
            var result = probabilities
            for row in probabilities.knownRows {
                let values = curves.indices.map { curves[$0](Double(probabilities[row, $0])) }
                let sum = values.reduce(0, +)
                for (number, value) in values.enumerated() {
                    result[row, number] = sum > 0 ? Float(value / sum) : 1 / Float(values.count)
                }
            }
            return result
        }
    }

    /// Calibrates the predictions of a cross-validation, those of each fold by what the other folds teach: no row has a
    /// part in its own calibration.
    ///
    /// - Parameter folds: the fold of each row.
    /// - Throws: as ``init(_:labels:probabilities:)``.
    public static func acrossFolds(
        _ method: Method, labels: [Int], probabilities: ClassProbabilities, folds: [Int]
    ) throws(LearningError) -> ClassProbabilities {
        try probabilities.check(labels: labels)
        guard folds.count == labels.count else {
            throw .wrongLength(what: "folds", have: folds.count, need: labels.count)
        }
        var result = probabilities
        for fold in Set(folds).sorted() {
            let others = folds.indices.filter { folds[$0] != fold }, own = folds.indices.filter { folds[$0] == fold }
            let calibration = try ProbabilityCalibration(
                method, labels: others.map { labels[$0] }, probabilities: probabilities.rows(others))
            let calibrated = calibration.calibrated(probabilities.rows(own))
            for (place, row) in own.enumerated() { result[row] = calibrated[place] }
        }
        return result
    }
}
