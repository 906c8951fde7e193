// SPDX-License-Identifier: Apache-2.0

/// How often each true class was taken for each class, and the scores that follow from it.
///
/// All scores follow scikit-learn's conventions: a ratio 0 / 0 counts as 0, and means over classes leave out classes
/// that neither occur nor are predicted (balanced accuracy: that do not occur). All are NaN without any row.
public struct ConfusionMatrix: Sendable, Hashable, Codable {
    /// K, the number of classes.
    public let classCount: Int
    /// K × K, row-major: true class × predicted class.
    public private(set) var counts: [Int]

    /// A matrix of zeros, to be filled in.
    public init(classCount: Int) {
        self.classCount = classCount
        counts = [Int](repeating: 0, count: classCount * classCount)
    }

    /// - Parameters:
    ///   - labels: true classes in `0..<classCount`.
    ///   - predictions: as many predicted classes.
    /// - Throws: ``LearningError/wrongLength(what:have:need:)`` or
    ///   ``LearningError/labelOutOfRange(row:label:classes:)``.
    public init(labels: [Int], predictions: [Int], classCount: Int) throws(LearningError) {
        self.init(classCount: classCount)
        guard labels.count == predictions.count else {
            throw .wrongLength(what: "predictions", have: predictions.count, need: labels.count)
        }
        for (row, (label, prediction)) in zip(labels, predictions).enumerated() {
            for number in [label, prediction] where !(0..<classCount).contains(number) {
                throw .labelOutOfRange(row: row, label: number, classes: classCount)
            }
            add(label: label, prediction: prediction)
        }
    }

    /// Rows of true class `label` that were taken for class `prediction`.
    public subscript(label: Int, prediction: Int) -> Int { counts[label * classCount + prediction] }

    /// Counts one more row.
    mutating func add(label: Int, prediction: Int) {
        counts[label * classCount + prediction] += 1
    }

    /// n, the rows counted.
    public var total: Int { counts.reduce(0, +) }

    /// Rows whose true class it is.
    public func support(of number: Int) -> Int { (0..<classCount).reduce(0) { $0 + self[number, $1] } }

    /// Rows that were taken for it.
    public func predicted(as number: Int) -> Int { (0..<classCount).reduce(0) { $0 + self[$1, number] } }

    /// Share of the rows that were taken for what they are.
    public var accuracy: Double {
        Double((0..<classCount).reduce(0) { $0 + self[$1, $1] }) / Double(total)
    }

    /// Of the rows taken for the class, the share that is of it.
    public func precision(of number: Int) -> Double { ratio(self[number, number], predicted(as: number)) }

    /// Of the rows of the class, the share that was taken for it.
    public func recall(of number: Int) -> Double { ratio(self[number, number], support(of: number)) }

    /// Harmonic mean of precision and recall.
    public func f1(of number: Int) -> Double {
        ratio(2 * self[number, number], support(of: number) + predicted(as: number))
    }

    /// Mean recall of the classes that occur.
    public var balancedAccuracy: Double {
        mean((0..<classCount).filter { support(of: $0) > 0 }.map(recall(of:)))
    }

    /// Mean F1 of the classes that occur or are predicted.
    public var macroF1: Double {
        mean((0..<classCount).filter { support(of: $0) + predicted(as: $0) > 0 }.map(f1(of:)))
    }

    private func ratio(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
