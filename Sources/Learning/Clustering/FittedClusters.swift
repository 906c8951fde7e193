// SPDX-License-Identifier: Apache-2.0

public import Execution

/// Centres, and the rows that lie around each.
public struct FittedClusters: Sendable, Hashable {
    /// k × m.
    public let centres: FeatureMatrix
    /// The nearest centre of each row that it learnt from; not stored with it.
    public let labels: [Int]
    /// Euclidean distance of each of these rows to it.
    public let distances: [Float]
    /// Lloyd steps of the start that won.
    public let steps: Int

    /// Sum of the squared distances of the rows to their centres.
    public var inertia: Double { distances.reduce(0) { $0 + Double($1) * Double($1) } }

    /// The nearest centre of each row and the distance to it, NaN refused.
    ///
    /// - Throws: ``LearningError/columnMismatch(have:need:)``, ``LearningError/notFinite(row:column:)``, or
    ///   `CancellationError`.
    public func match(
        _ matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> (labels: [Int], distances: [Float]) {
        guard matrix.columnCount == centres.columnCount else {
            throw LearningError.columnMismatch(have: matrix.columnCount, need: centres.columnCount)
        }
        _ = try matrix.checkedMagnitude(context: context)
        let match = try Codebook(centres).match(matrix, detail: .distance, context: context)
        return (match.best.map(Int.init), match.distances)
    }
}

extension FittedClusters: Codable {
    private enum CodingKeys: String, CodingKey { case centres, steps }

    /// - Throws: `DecodingError`, or ``LearningError`` if there are no centres.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        centres = try container.decode(StoredMatrix.self, forKey: .centres).matrix()
        try centres.checkShape()
        _ = try centres.checkedMagnitude(context: .init(threads: 1))
        steps = try container.decode(Int.self, forKey: .steps)
        labels = []
        distances = []
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(StoredMatrix(centres), forKey: .centres)
        try container.encode(steps, forKey: .steps)
    }
}
