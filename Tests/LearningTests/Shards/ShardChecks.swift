// SPDX-License-Identifier: Apache-2.0

import Execution
import TestSupport
import Testing

@testable import Learning

/// Runs work whole and as 1, 2 and 7 shards, whose pieces travel as bytes and are merged in random order; all shards must
/// come to the bits of the whole, and each must have had its share.
func expectEqualBits<Result: Hashable & Sendable>(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ work: @escaping @Sendable (ExecutionContext) throws -> Result
) throws {
    let whole = try work(ExecutionContext(threads: 2))
    for count in [1, 2, 7] {
        let run = ShardedRun(count)
        let results = try run.results(work)
        #expect(results.allSatisfy { $0 == whole }, "\(count) shards", sourceLocation: sourceLocation)
        #expect(run.widest == count, "\(count) shards", sourceLocation: sourceLocation)
    }
}

/// Three classes in rows with some structure, and their labels.
struct ShardedData {
    let matrix: FeatureMatrix
    let labels: [Int]

    init(rows: Int = 7500, columns: Int = 6) throws {
        labels = (0..<rows).map { $0 * 7 % 3 }
        var matrix = try noise(rows: rows, columns: columns, seed: 8) { 1 / Double(1 + $0) }
        for row in 0..<rows { matrix.values[row * columns + row * 7 % 3] += 1.5 }
        self.matrix = matrix
    }
}
