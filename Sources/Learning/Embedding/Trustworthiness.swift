// SPDX-License-Identifier: Apache-2.0

public import Execution

/// How far neighbours in an embedding are neighbours in the data, from 0 to 1.
public enum Trustworthiness {
    /// 1 − 2 / (n k (2 n − 3 k − 1)) · Σ (rank − k) over the k nearest of each row in the embedding that are not among its k
    /// nearest in the data, of which they are the rank-th (Venna & Kaski 2001, doi:10.1007/3-540-44668-0_68).
    ///
    /// - Parameters:
    ///   - matrix: n rows, all finite.
    ///   - embedding: n rows, all finite.
    ///   - count: k, at least 1 and below n / 2.
    /// - Complexity: n² (m + log n).
    /// - Throws: ``LearningError``, or `CancellationError`.
    public static func of(
        _ embedding: FeatureMatrix, for matrix: FeatureMatrix, count: Int,
        context: ExecutionContext = ExecutionContext()
    ) throws -> Double {
        let rows = matrix.rowCount
        guard embedding.rowCount == rows else {
            throw LearningError.wrongLength(what: "embedding", have: embedding.rowCount, need: rows)
        }
        guard count >= 1, 2 * count < rows else {
            throw LearningError.badSetting(name: "count", text: "\(count)", allowed: "1 to below half of \(rows) rows")
        }
        var search = NeighbourSearch()
        search.count = count
        let near = try search.neighbours(within: embedding, context: context)
        let penalties = try context.gatherParts(rows) { row -> Int in
            let distances = (0..<rows).map { squared(matrix, row, $0) }
            let order = (0..<rows).filter { $0 != row }.sorted { a, b in
                distances[a] == distances[b] ? a < b : distances[a] < distances[b]
            }
            var ranks = [Int](repeating: 0, count: rows)
            for (place, other) in order.enumerated() { ranks[other] = place + 1 }
            return near.numbers(of: row).reduce(0) { $0 + max(0, ranks[Int($1)] - count) }
        }
        let total = Double(penalties.reduce(0, +))
        return 1 - 2 * total / (Double(rows) * Double(count) * Double(2 * rows - 3 * count - 1))
    }

    private static func squared(_ matrix: FeatureMatrix, _ a: Int, _ b: Int) -> Double {
        var sum = 0.0
        for (x, y) in zip(matrix[a], matrix[b]) {
            let difference = Double(x) - Double(y)
            sum += difference * difference
        }
        return sum
    }
}
