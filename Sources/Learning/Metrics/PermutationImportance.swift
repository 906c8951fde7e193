// SPDX-License-Identifier: Apache-2.0

public import Execution

extension FittedClassification {
    /// How much accuracy is lost on rows when some columns are shuffled among them: the use of these columns together.
    ///
    /// Give rows that it has not learnt from. Neighbouring pixels tell the same, so shuffle them as one block;
    /// one alone would seem useless.
    ///
    /// - Parameters:
    ///   - blocks: columns that are shuffled together, each in `0..<columnCount`.
    ///   - labels: true classes of the rows.
    ///   - seed: block b draws from the generator (seed, b).
    /// - Returns: accuracy as it is minus accuracy with the block shuffled, one per block.
    /// - Throws: ``LearningError``, or `CancellationError`.
    /// - SeeAlso: Breiman 2001, doi:10.1023/A:1010933404324, §10.
    public func permutationImportance(
        of matrix: FeatureMatrix, labels: [Int], blocks: [[Int]], seed: UInt64, context: ExecutionContext
    ) throws -> [Double] {
        guard labels.count == matrix.rowCount else {
            throw LearningError.wrongLength(what: "labels", have: labels.count, need: matrix.rowCount)
        }
        if let column = blocks.joined().first(where: { !(0..<columnCount).contains($0) }) {
            throw LearningError.badSetting(
                name: "blocks", text: "\(column)", allowed: "columns in 0..<\(columnCount)")
        }
        func accuracy(_ matrix: FeatureMatrix) throws -> Double {
            let predictions = try predict(matrix, context: context)
            return try ConfusionMatrix(labels: labels, predictions: predictions, classCount: classCount).accuracy
        }
        let whole = try accuracy(matrix)
        return try blocks.enumerated().map { number, columns in
            try context.cancellation.check()
            var generator = SeededGenerator(seed: seed, part: UInt64(number))
            let order = generator.permutation(of: matrix.rowCount)
            var shuffled = matrix
            for (row, other) in order.enumerated() {
                for column in columns {
                    shuffled.values[row * columnCount + column] = matrix.values[other * columnCount + column]
                }
            }
            return whole - (try accuracy(shuffled))
        }
    }
}
