// SPDX-License-Identifier: Apache-2.0

public import Execution

/// Classifies by the best template: see ``TemplateLibrary``.
///
/// Templates are the means of the classes, or examples of them. Probabilities are those of independent normal errors,
/// p ∝ exp(−½ Δχ²), after χ² is divided by that of the best fit over the pixels, so that errors that are not known, or
/// too small, do not make it sure of all. NaN and infinity are refused. Nothing is random.
public struct TemplateMatching: ClassificationEstimator {
    /// Rows of each class, evenly chosen in their order, that become templates; 0 for the class's mean alone.
    public var examplesPerClass = 0
    /// Whether templates are multiplied with the factor, 0 or more, that fits best.
    public var scales = true
    /// Pixels to both sides that templates are moved at most.
    public var maximumShift = 0

    public init() {}

    /// - Throws: ``LearningError`` for settings out of range, arrays of the wrong length, values that are not finite, or
    ///   fewer than two classes; `CancellationError`.
    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], classCount: Int, weights: [Double]?, seed: UInt64,
        context: ExecutionContext
    ) throws -> FittedTemplates {
        guard (0...1_000_000).contains(examplesPerClass) else {
            throw LearningError.badSetting(
                name: "examplesPerClass", text: "\(examplesPerClass)", allowed: "0 to 1000000")
        }
        try RandomForest.check(matrix, labels: labels, classCount: classCount, weights: weights)
        guard (0..<(matrix.columnCount + 1) / 2).contains(maximumShift) else {
            throw LearningError.badSetting(
                name: "maximumShift", text: "\(maximumShift)", allowed: "0 to less than half the pixels")
        }
        try matrix.checkFinite()
        try context.cancellation.check()
        let means =
            examplesPerClass > 0
            ? []
            : try context.gatherValues(classCount) { number in
                mean(matrix, labels.indices.filter { labels[$0] == number && weights?[$0] != 0 }, weights)
            }
        var templates: [Float] = [], classes: [Int] = []
        for number in 0..<classCount {
            let members = labels.indices.filter { labels[$0] == number && weights?[$0] != 0 }
            guard !members.isEmpty else { continue }
            if examplesPerClass == 0 {
                templates += means[number]
                classes.append(number)
            } else {
                let count = min(examplesPerClass, members.count)
                for place in 0..<count { templates += matrix[members[place * members.count / count]] }
                classes += [Int](repeating: number, count: count)
            }
        }
        context.progress.report(ProgressUpdate(stage: "making templates", completed: 1, total: 1, unit: "passes"))
        return FittedTemplates(
            classCount: classCount, columnCount: matrix.columnCount, templates: templates, labels: classes,
            scales: scales, maximumShift: maximumShift)
    }

    private func mean(_ matrix: FeatureMatrix, _ members: [Int], _ weights: [Double]?) -> [Float] {
        var sums = [Double](repeating: 0, count: matrix.columnCount), total = 0.0
        for row in members {
            let weight = weights?[row] ?? 1
            total += weight
            for (column, value) in matrix[row].enumerated() { sums[column] += weight * Double(value) }
        }
        return sums.map { Float($0 / total) }
    }
}

/// A library that was made of labelled rows.
public struct FittedTemplates: FittedClassification {
    public let classCount: Int
    public let columnCount: Int
    /// T × m.
    let templates: [Float]
    let labels: [Int]
    let scales: Bool
    let maximumShift: Int

    /// The templates, to match with errors known.
    public var library: TemplateLibrary {
        get throws(LearningError) {
            var library = try TemplateLibrary(
                templates: FeatureMatrix(rows: labels.count, columns: columnCount, values: templates), labels: labels)
            library.scales = scales
            library.shifts = -maximumShift...maximumShift
            return library
        }
    }

    /// - Throws: ``LearningError`` for another number of columns or values that are not finite; `CancellationError`.
    public func probabilities(of matrix: FeatureMatrix, context: ExecutionContext) throws -> ClassProbabilities {
        try library.match(matrix, classCount: classCount, context: context).probabilities(classCount: classCount)
    }
}

extension TemplateLibrary.Matches {
    /// p ∝ exp(−½ Δχ²), χ² divided by the reduced χ² of the best fit where that is above 1, or where errors were not
    /// given and ``TemplateLibrary/Matches`` are in units of the flux.
    ///
    /// - Parameter trustsErrors: whether a best fit better than the errors allow counts as it is; else it is brought to
    ///   a reduced χ² of 1 too.
    public func probabilities(classCount: Int, trustsErrors: Bool = false) -> ClassProbabilities {
        var values: [Float] = []
        values.reserveCapacity(chiSquares.count)
        for row in best.indices {
            let least = Double(best[row].chiSquare)
            guard least.isFinite else {
                values += [Float](repeating: .nan, count: classCount)
                continue
            }
            let reduced = least / Double(max(pixels[row] - 1, 1))
            let unit = trustsErrors ? max(reduced, 1) : reduced
            values += softmax(
                ofScores: (0..<classCount).map { number in
                    let excess = Double(chiSquares[row * classCount + number]) - least
                    if excess == 0 { return 0 }
                    return unit > 0 ? max(-excess / (2 * unit), excess.isFinite ? -1e300 : -.infinity) : -.infinity
                })
        }
        return ClassProbabilities(classCount: classCount, values: values)
    }
}
