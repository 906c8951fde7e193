// SPDX-License-Identifier: Apache-2.0

public import Execution

extension NeighbourSearch {
    /// The nearest other rows of each row.
    ///
    /// NaN is a missing value for Euclidean distances: the squares of the common columns count, scaled up to all columns,
    /// and rows without a common column are infinitely far.
    ///
    /// - Returns: n × min(k, n − 1) neighbours; a row equal to another has it at distance 0, but never itself.
    /// - Throws: ``LearningError`` for settings out of range, no columns, or a value that is infinite (or NaN, for the
    ///   cosine);
    ///   `CancellationError`.
    public func neighbours(
        within matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> Neighbours {
        try check(matrix)
        try checkSettings(columns: matrix.columnCount)
        if distance == .euclidean, matrix.values.contains(where: \.isNaN) {
            return try weighted(matrix, maskWeights(matrix), nil, context: context)
        }
        // Of a search that took long; it stays, since those who search go on for long, too.
        var found = try KeptState("neighbours-found", in: context, sparingOthers: true) {
            try $0.mix(settings: self)
            $0.mix(matrix)
        }
        if let kept = found.restore({ try Neighbours(&$0, rowCount: matrix.rowCount, limit: count) }) { return kept }
        let neighbours = try withRows(of: matrix, context: context) { rows in
            if isApproximate(rowCount: rows.count) { return try approximateNeighbours(rows, context: context) }
            let join = try NeighbourJoin(self, rows: rows, context: context)
            let lists = try join.candidates(context: context)
            return try join.finish(lists, context: context)
        }
        found.offer(neighbours.write)
        for name in [CandidateCheckpoint.name, NeighbourDescent.stateName] { context.checkpoints?.remove(name) }
        return neighbours
    }

    /// The nearest rows of `reference` for each query.
    ///
    /// - Returns: q × min(k, n) neighbours, numbered as in `reference`.
    /// - Throws: as ``neighbours(within:context:)``, and ``LearningError/columnMismatch(have:need:)``.
    public func neighbours(
        of queries: FeatureMatrix, among reference: FeatureMatrix,
        context: ExecutionContext = ExecutionContext()
    ) throws -> Neighbours {
        try check(queries)
        try check(reference)
        guard queries.columnCount == reference.columnCount else {
            throw LearningError.columnMismatch(have: queries.columnCount, need: reference.columnCount)
        }
        try checkSettings(columns: reference.columnCount)
        if distance == .euclidean,
            [queries, reference].contains(where: { $0.values.contains(where: \.isNaN) })
        {
            return try weighted(
                reference, maskWeights(reference), (queries, maskWeights(queries)), context: context)
        }
        return try withRows(of: queries, context: context) { queries in
            try withRows(of: reference, context: context) { reference in
                _ = try queries.columnRanges(context: context)
                let space = try NeighbourSpace(self, rows: reference, context: context)
                let form = productForm(columns: reference.columnCount)
                let count = min(count, reference.count)
                return try Neighbours.inShares(of: queries.count, context: context) { own in
                    let lists = try NeighbourBounds.candidates(
                        of: queries, numbers: .range(own), among: reference, space: space, form: form,
                        keep: Self.candidates(for: max(count, 1), form: form), context: context)
                    let ranking = NeighbourRanking(
                        queries: queries, numbers: .range(own), among: reference, space: space, count: count,
                        exceptSelf: false)
                    try ranking.rank(lists, context: context)
                    let repeated = try ranking.repeatUncertain(self, alreadySingle: form == .float, context: context)
                    return ranking.neighbours(repeated: repeated)
                }
            }
        }
    }

    func withRows<Result>(
        of matrix: FeatureMatrix, context: ExecutionContext, _ body: (NeighbourRows) throws -> Result
    ) throws -> Result {
        try matrix.values.withUnsafeBufferPointer { buffer in
            var nothing: Float = 0
            return try withUnsafePointer(to: &nothing) { none in
                try body(
                    try NeighbourRows(
                        buffer.baseAddress ?? none, count: matrix.rowCount, columnCount: matrix.columnCount,
                        search: self, context: context))
            }
        }
    }
}
