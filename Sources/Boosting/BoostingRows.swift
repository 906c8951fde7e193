// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning

/// Rows with their answers and weights, among the classes that have rows.
struct BoostingRows: Sendable {
    let matrix: FeatureMatrix
    /// The classes that have rows, ascending.
    let classes: [Int]
    /// Logarithm of each one's share of the weight: where scores start.
    let starts: [Float]
    /// Place of each row's class in `classes`; -1 for one that was not learnt.
    private let answers: [Int]
    /// On average 1.
    private let weights: [Double]
    /// Gradients are whole multiples of it.
    private let quantum: Double

    private static let rowsPerPart = 4096

    init(
        _ matrix: FeatureMatrix, rows: [Int], labels: [Int], classCount: Int, weights: [Double]?, isBalanced: Bool
    ) {
        var sums = [Double](repeating: 0, count: classCount)
        for row in rows { sums[labels[row]] += weights?[row] ?? 1 }
        let classes = sums.indices.filter { sums[$0] > 0 }
        let factors = sums.map { isBalanced && $0 > 0 ? 1 / $0 : 1 }
        let wanted = rows.map { (weights?[$0] ?? 1) * factors[labels[$0]] }
        let mean = wanted.reduce(0, +) / Double(wanted.count)
        let totals = classes.map { sums[$0] * factors[$0] }, all = totals.reduce(0, +)
        self.init(
            matrix: rows.count == matrix.rowCount ? matrix : matrix.rows(rows), classes: classes,
            starts: totals.map { Float(log($0 / all)) },
            answers: rows.map { row in classes.firstIndex(of: labels[row]) ?? -1 }, weights: wanted.map { $0 / mean })
    }

    /// Rows set aside from the same data.
    init(_ rows: [Int], labels: [Int], weights: [Double]?, like other: BoostingRows, of matrix: FeatureMatrix) {
        self.init(
            matrix: matrix.rows(rows), classes: other.classes, starts: other.starts,
            answers: rows.map { row in other.classes.firstIndex(of: labels[row]) ?? -1 },
            weights: rows.map { weights?[$0] ?? 1 })
    }

    private init(matrix: FeatureMatrix, classes: [Int], starts: [Float], answers: [Int], weights: [Double]) {
        self.matrix = matrix
        self.classes = classes
        self.starts = starts
        self.answers = answers
        self.weights = weights
        let greatest = weights.max() ?? 1
        quantum = scalbn(1, Int(ceil(log2(max(greatest, 1)))) - 22)
    }

    /// Mixes all that trees on these rows depend on.
    func mix(into fingerprint: inout Fingerprint) {
        fingerprint.mix(matrix)
        fingerprint.mix(classes)
        fingerprint.mix(starts)
        fingerprint.mix(answers)
        fingerprint.mix(weights)
    }

    var zeroScores: [Float] { [Float](repeating: 0, count: answers.count * classes.count) }

    /// Weight · (p − y) and weight · 2 p (1 − p), as whole multiples of a power of two.
    func gradients(_ scores: [Float], context: ExecutionContext) throws -> ([Float], [Float]) {
        let ranges = ExecutionContext.ranges(of: answers.count, size: Self.rowsPerPart)
        let count = classes.count
        let parts = try context.mapParts(ranges.count) { part in
            var gradients: [Float] = [], hessians: [Float] = []
            gradients.reserveCapacity(ranges[part].count * count)
            hessians.reserveCapacity(ranges[part].count * count)
            var probabilities = [Double](repeating: 0, count: count)
            for row in ranges[part] {
                softmax(scores[row * count..<(row + 1) * count], starts: starts, into: &probabilities)
                for (place, probability) in probabilities.enumerated() {
                    let gradient = probability - (place == answers[row] ? 1 : 0)
                    let hessian = 2 * probability * (1 - probability)
                    gradients.append(rounded(weights[row] * gradient))
                    hessians.append(max(rounded(weights[row] * hessian), Float(quantum)))
                }
            }
            return (gradients, hessians)
        }
        return (parts.flatMap(\.0), parts.flatMap(\.1))
    }

    private func rounded(_ value: Double) -> Float { Float((value / quantum).rounded() * quantum) }

    /// Mean cross-entropy of the rows whose class was learnt.
    func loss(_ scores: [Float]) -> Double {
        var sum = 0.0, total = 0.0
        var probabilities = [Double](repeating: 0, count: classes.count)
        for (row, answer) in answers.enumerated() where answer >= 0 {
            softmax(scores[row * classes.count..<(row + 1) * classes.count], starts: starts, into: &probabilities)
            sum -= weights[row] * log(max(probabilities[answer], 1e-15))
            total += weights[row]
        }
        return total > 0 ? sum / total : 0
    }
}

/// exp(start + score), over their sum.
func softmax(_ scores: ArraySlice<Float>, starts: [Float], into probabilities: inout [Double]) {
    var greatest = -Double.infinity
    for (place, score) in scores.enumerated() {
        probabilities[place] = Double(score) + Double(starts[place])
        greatest = max(greatest, probabilities[place])
    }
    var sum = 0.0
    for place in probabilities.indices {
        probabilities[place] = exp(probabilities[place] - greatest)
        sum += probabilities[place]
    }
    for place in probabilities.indices { probabilities[place] /= sum }
}
