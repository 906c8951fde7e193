// SPDX-License-Identifier: Apache-2.0

import Foundation
import Learning

/// What brings probabilities from the class shares that were learnt from towards others.
///
/// A method answers the common class when in doubt. By Bayes' rule its probabilities, times the wanted over the learnt
/// share of each class, are those for objects of the wanted shares.
///
/// - SeeAlso: Saerens, Latinne & Decaestecker 2002, doi:10.1162/089976602753284446.
struct ClassShares: Sendable, Hashable {
    /// What the probability of each class is multiplied by before they are brought to sum 1.
    let factors: [Double]

    /// Shares are counted in objects; a class without any keeps its probability.
    ///
    /// - Parameters:
    ///   - help: 0: shares as they are, all factors 1; 1: as if all classes had as many objects; between: their
    ///     geometric mean.
    ///   - labels: class numbers of the rows learnt from.
    ///   - groups: object numbers of the rows learnt from.
    init(help: Double, labels: [Int], groups: [Int], classCount: Int) {
        var objects = [Set<Int>](repeating: [], count: classCount)
        for (label, group) in zip(labels, groups) { objects[label].insert(group) }
        let most = Double(objects.map(\.count).max() ?? 1)
        factors = objects.map { $0.isEmpty ? 1 : pow(most / Double($0.count), help) }
    }

    init(factors: [Double]) { self.factors = factors }

    /// Rows of NaN stay as they are.
    func applied(to probabilities: ClassProbabilities) -> ClassProbabilities {
        guard factors.count == probabilities.classCount, factors.contains(where: { $0 != 1 }) else {
            return probabilities
        }
        var result = probabilities
        for row in 0..<probabilities.rowCount {
            let values = zip(probabilities[row], factors).map { Double($0) * $1 }
            let sum = values.reduce(0, +)
            guard sum > 0 else { continue }
            for (column, value) in values.enumerated() { result[row, column] = Float(value / sum) }
        }
        return result
    }
}
