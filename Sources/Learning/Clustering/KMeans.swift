// SPDX-License-Identifier: Apache-2.0

import CKernels
public import Execution

/// K-means: k centres, each the mean of the rows nearest to it.
///
/// Centres start by k-means++ (each next one a row drawn with a chance that grows with its squared distance to those
/// before), then Lloyd's steps; of several starts the one of least inertia wins. Sums are exact and ties go to the first
/// centre: equal seeds give equal bits for any number of threads and any division of the rows. A centre that loses all its
/// rows moves to the row farthest from its own. NaN is refused.
///
/// - SeeAlso: Lloyd 1982, doi:10.1109/TIT.1982.1056489; Arthur & Vassilvitskii 2007, SODA 1027.
public struct KMeans: Sendable, Codable, Hashable {
    /// k, 1 to 100,000; no more than there are rows.
    public var clusters = 8
    /// Starts, 1 to 1000.
    public var starts = 3
    /// Lloyd steps of a start at most, 1 to 100,000.
    public var maximumSteps = 300
    /// Stops once the squared movement of the centres is below this share of the columns' mean variance.
    public var tolerance = 1e-4

    public init() {}

    /// - Throws: ``LearningError`` for settings out of range, no rows, or values that are not finite;
    ///   `CancellationError`.
    /// - Complexity: O(starts · steps · n · k · m).
    public func fit(
        _ matrix: FeatureMatrix, seed: UInt64, context: ExecutionContext = ExecutionContext()
    ) throws -> FittedClusters {
        try matrix.checkShape()
        try checkSettings(rows: matrix.rowCount)
        let magnitude = Double(try matrix.checkedMagnitude(context: context))
        let scale = FixedPointScale(magnitude: magnitude, count: matrix.rowCount)
        let limit = tolerance * (try meanVariance(of: matrix, scale: scale, context: context))
        var state = try KeptState("clusters", in: context) {
            try $0.mix(settings: self)
            $0.mix(seed)
            $0.mix(matrix)
        }
        var progress = state.restore { try KMeansProgress(&$0, settings: self, matrix: matrix) } ?? KMeansProgress()
        let done = ProgressCounter(
            stage: "clustering", total: starts, unit: "starts", reporter: context.progress, completed: progress.start)
        var best = try progress.best.map { try fitted($0, on: matrix, context: context) }
        while progress.start < starts {
            let found = try fitted(
                descend(
                    on: matrix, scale: scale, limit: limit, seed: seed, progress: &progress, keeping: &state,
                    context: context), on: matrix, context: context)
            if best.map({ found.inertia < $0.inertia }) ?? true { best = found }
            progress = KMeansProgress(
                start: progress.start + 1,
                best: best.map { KMeansProgress.Descent(centres: $0.centres, steps: $0.steps) })
            state.offer(progress.write)
            done.advance()
        }
        state.remove()
        guard let best else { throw LearningError.noRows }
        return best
    }

    private func checkSettings(rows: Int) throws(LearningError) {
        func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(LearningError) {
            guard range.contains(value) else {
                throw .badSetting(name: name, text: "\(value)", allowed: "\(range.lowerBound) to \(range.upperBound)")
            }
        }
        try check("clusters", clusters, 1...min(100_000, rows))
        try check("starts", starts, 1...1000)
        try check("maximumSteps", maximumSteps, 1...100_000)
        guard tolerance >= 0, tolerance.isFinite else {
            throw .badSetting(name: "tolerance", text: "\(tolerance)", allowed: "a number of at least 0")
        }
    }

    /// One start, from where it stands to its end.
    private func descend(
        on matrix: FeatureMatrix, scale: FixedPointScale, limit: Double, seed: UInt64,
        progress: inout KMeansProgress, keeping state: inout KeptState, context: ExecutionContext
    ) throws -> KMeansProgress.Descent {
        if progress.descent == nil {
            let centres = try startingCentres(
                of: matrix, seed: seed, progress: &progress, keeping: &state, context: context)
            progress.choice = nil
            progress.descent = KMeansProgress.Descent(centres: centres, steps: 0)
        }
        guard var descent = progress.descent else { throw LearningError.noRows }
        while descent.steps < maximumSteps {
            descent.steps += 1
            let match = try Codebook(descent.centres).match(matrix, detail: .best, context: context)
            let sums = try UnitSums.all(
                matrix, rows: 0..<matrix.rowCount, units: match.best, unitCount: clusters, scale: scale,
                context: context)
            let moved = try means(of: sums, from: descent.centres, matrix: matrix, labels: match.best)
            let shift = zip(moved.values, descent.centres.values).reduce(0.0) {
                $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1)
            }
            let isSettled = match.best == descent.labels
            descent.labels = match.best
            descent.centres = moved
            if isSettled || shift <= limit { break }
            progress.descent = descent
            state.offer(progress.write)
        }
        return descent
    }

    private func fitted(
        _ descent: KMeansProgress.Descent, on matrix: FeatureMatrix, context: ExecutionContext
    ) throws -> FittedClusters {
        let match = try Codebook(descent.centres).match(matrix, detail: .distance, context: context)
        return FittedClusters(
            centres: descent.centres, labels: match.best.map(Int.init), distances: match.distances,
            steps: descent.steps)
    }

    /// The mean of each centre's rows. Empty ones take the farthest rows, the first of equal ones first.
    private func means(
        of sums: UnitSums, from centres: FeatureMatrix, matrix: FeatureMatrix, labels: [UInt32]
    ) throws -> FeatureMatrix {
        var values = sums.values
        let columns = centres.columnCount
        for cluster in 0..<clusters where sums.counts[cluster] > 0 {
            let factor = 1 / Float(sums.counts[cluster])
            for place in cluster * columns..<(cluster + 1) * columns { values[place] *= factor }
        }
        let empty = (0..<clusters).filter { sums.counts[$0] == 0 }
        if !empty.isEmpty {
            let distances = centres.values.withUnsafeBufferPointer { centres in
                matrix.values.withUnsafeBufferPointer { rows -> [Double] in
                    guard let centres = centres.baseAddress, let rows = rows.baseAddress else { return [] }
                    return labels.enumerated().map { row, label in
                        secchi_squared_distance(rows + row * columns, centres + Int(label) * columns, columns)
                    }
                }
            }
            let farthest = distances.indices.sorted { (distances[$1], $0) < (distances[$0], $1) }
            for (cluster, row) in zip(empty, farthest) {
                values.replaceSubrange(cluster * columns..<(cluster + 1) * columns, with: matrix[row])
            }
        }
        return try FeatureMatrix(rows: clusters, columns: columns, values: values)
    }

    /// Mean over the columns of their variance.
    private func meanVariance(
        of matrix: FeatureMatrix, scale: FixedPointScale, context: ExecutionContext
    ) throws -> Double {
        let mean = try matrix.mean(scale: scale, context: context)
        let distances = try matrix.squaredDistances(to: mean, context: context)
        return distances.reduce(0, +) / Double(matrix.rowCount) / Double(matrix.columnCount)
    }
}

extension FeatureMatrix {
    /// The mean of each column, from exact sums.
    func mean(scale: FixedPointScale, context: ExecutionContext) throws -> [Float] {
        let ranges = ExecutionContext.ranges(of: rowCount, size: max(4096, rowCount / 64 + 1))
        var total = [Int64](repeating: 0, count: columnCount)
        let parts = try context.gatherValues(ranges.count) { part in
            try context.cancellation.check()
            var sums = [Int64](repeating: 0, count: columnCount)
            let rows = ranges[part].map(UInt32.init)
            secchi_sum_rows_fixed(values, columnCount, rows, rows.count, columnCount, scale.factor, &sums)
            return sums
        }
        for part in parts {
            for column in total.indices { total[column] += part[column] }
        }
        return total.map { Float(scale.value($0) / Double(rowCount)) }
    }

    /// The squared distance of each row to a point.
    func squaredDistances(to point: [Float], context: ExecutionContext) throws -> [Double] {
        let ranges = ExecutionContext.ranges(of: rowCount, size: 1024)
        let parts = try context.gatherValues(ranges.count) { part in
            try context.cancellation.check()
            return values.withUnsafeBufferPointer { values in
                ranges[part].map { row in
                    values.baseAddress.map { secchi_squared_distance($0 + row * columnCount, point, columnCount) } ?? 0
                }
            }
        }
        return Array(parts.joined())
    }
}
