// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The probability of each class for each row: n × K, row-major.
///
/// A row of NaN means "not known" (a row that no tree left out, say).
public struct ClassProbabilities: Sendable, Hashable, Codable {
    /// K, the number of classes.
    public let classCount: Int
    /// n × K, row-major; each row adds up to 1, or is NaN throughout.
    public var values: [Float]

    /// n; 0 without classes.
    public var rowCount: Int { classCount == 0 ? 0 : values.count / classCount }

    /// - Parameter values: n · K numbers, row-major; taken as they are.
    public init(classCount: Int, values: [Float]) {
        self.classCount = classCount
        self.values = values
    }

    /// A matrix with one value everywhere, to be filled in.
    public init(classCount: Int, rowCount: Int, repeating value: Float = 0) {
        self.init(classCount: classCount, values: [Float](repeating: value, count: classCount * rowCount))
    }

    /// The K probabilities of a row; a new value must have K elements too. Slice indices are those of ``values``.
    public subscript(row: Int) -> ArraySlice<Float> {
        get { values[row * classCount..<(row + 1) * classCount] }
        set { values.replaceSubrange(row * classCount..<(row + 1) * classCount, with: newValue) }
    }

    /// The probability of class `column` in a row.
    public subscript(row: Int, column: Int) -> Float {
        get { values[row * classCount + column] }
        set { values[row * classCount + column] = newValue }
    }

    /// The most probable class of each row; of equal ones the first, and 0 for a row of NaN.
    public var mostProbable: [Int] { (0..<rowCount).map(mostProbable(in:)) }

    /// The most probable class of one row; of equal ones the first, and 0 for a row of NaN.
    public func mostProbable(in row: Int) -> Int {
        var best = 0
        for column in 1..<max(classCount, 1) where !(self[row, column] <= self[row, best]) {
            if !self[row, column].isNaN { best = column }
        }
        return best
    }

    /// The best probability minus the second best: 0 for a tie, 1 for certainty.
    public func margin(in row: Int) -> Float {
        let sorted = self[row].sorted(by: >)
        return sorted.count < 2 ? 1 : sorted[0] - sorted[1]
    }

    /// Shannon entropy over its largest possible value, ln K: 0 for certainty, 1 when all classes are equally probable.
    public func entropy(in row: Int) -> Double {
        guard classCount > 1 else { return 0 }
        let sum = self[row].reduce(0.0) { $0 - ($1 > 0 ? Double($1) * log(Double($1)) : 0) }
        return sum / log(Double(classCount))
    }

    /// The rows with the given numbers.
    public func rows(_ numbers: [Int]) -> ClassProbabilities {
        ClassProbabilities(classCount: classCount, values: numbers.flatMap { self[$0] })
    }
}
