// SPDX-License-Identifier: Apache-2.0

public import Execution

/// Rows laid out in the plane; lays further rows between them.
public struct FittedEmbedding: Sendable, Hashable {
    /// How it was made.
    public let settings: UMAP
    /// The rows laid out.
    public let rows: FeatureMatrix
    /// x and y of each.
    public let places: [Float]
    let seed: UInt64

    /// Where a row lies.
    public func place(of row: Int) -> (x: Float, y: Float) { (places[2 * row], places[2 * row + 1]) }

    /// Lays new rows each at the mean of its neighbours' places, weighted as edges are; those laid out stay where they are,
    /// and new rows do not move each other: any share of them gives the same bits.
    ///
    /// - Parameter matrix: q rows of as many columns, all finite.
    /// - Returns: x and y of each.
    /// - Throws: ``LearningError/columnMismatch(have:need:)``, ``LearningError/notFinite(row:column:)``, or
    ///   `CancellationError`.
    public func places(of matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()) throws -> [Float] {
        var search = NeighbourSearch()
        search.count = settings.neighbourCount - 1
        let neighbours = try search.neighbours(of: matrix, among: rows, context: context)
        var result: [Float] = []
        for row in 0..<matrix.rowCount {
            let weights = FuzzyGraph.weights(Array(neighbours.distances(of: row)))
            var x: Float = 0, y: Float = 0, sum: Float = 0
            for (number, weight) in zip(neighbours.numbers(of: row), weights) {
                let place = place(of: Int(number))
                x += weight * place.x
                y += weight * place.y
                sum += weight
            }
            result += [x / sum, y / sum]
        }
        return result
    }
}
