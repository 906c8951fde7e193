// SPDX-License-Identifier: Apache-2.0

import Execution

/// What can be had without looking at a spectrum: the bar that any classifier must clear.
public enum Baseline: String, Sendable, Hashable, Codable, CaseIterable {
    /// Always the most frequent class; of equally frequent ones the first.
    case majority
    /// A class drawn with the frequencies of the training labels.
    case proportional

    /// Predictions for `count` rows after seeing only these labels.
    ///
    /// - Parameter seed: used by ``proportional`` only.
    /// - Throws: ``LearningError/noRows`` without a label.
    public func predictions(
        count: Int, trainingLabels: [Int], classCount: Int, seed: UInt64
    ) throws(LearningError) -> [Int] {
        guard !trainingLabels.isEmpty else { throw .noRows }
        switch self {
        case .majority:
            var counts = [Int](repeating: 0, count: max(classCount, 1))
            for (row, label) in trainingLabels.enumerated() {
                guard counts.indices.contains(label) else {
                    throw .labelOutOfRange(row: row, label: label, classes: classCount)
                }
                counts[label] += 1
            }
            let best = counts.indices.reduce(0) { counts[$1] > counts[$0] ? $1 : $0 }
            return [Int](repeating: best, count: count)
        case .proportional:
            var generator = SeededGenerator(seed: seed)
            return (0..<count).map { _ in trainingLabels[generator.index(below: trainingLabels.count)] }
        }
    }
}
