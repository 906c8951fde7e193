// SPDX-License-Identifier: Apache-2.0

public import Execution

extension SelfOrganisingMap {
    /// Trains the map, then says how well it fits the rows it learnt from.
    ///
    /// Memory besides the rows: 20 bytes a unit and column, and a unit number and a distance for each row.
    ///
    /// - Parameter seed: source of a random start, and of the order of online training; a batch map that starts from
    ///   principal components depends on it only through their start vectors, in the last digits.
    /// - Throws: ``LearningError`` for settings out of range, no rows, or values that are not finite;
    ///   `CancellationError`.
    /// - Complexity: O(epochs · n · units · m).
    public func fit(
        _ matrix: FeatureMatrix, seed: UInt64, context: ExecutionContext = ExecutionContext()
    ) throws -> FittedMap {
        try checkSettings()
        try matrix.checkShape()
        let magnitude = try matrix.checkedMagnitude(context: context)
        var state = try KeptState("map", in: context) {
            try $0.mix(settings: self)
            $0.mix(seed)
            $0.mix(matrix)
        }
        var progress =
            try restored(from: state, on: matrix)
            ?? MapProgress(
                step: 0, units: startingUnits(for: matrix, seed: seed, context: context))
        switch training {
        case .batch:
            let scale = FixedPointScale(magnitude: Double(magnitude), count: matrix.rowCount)
            try trainBatch(&progress, on: matrix, scale: scale, keeping: &state, context: context)
        case .online: try trainOnline(&progress, on: matrix, seed: seed, keeping: &state, context: context)
        }
        let units = progress.units
        let codebook = try Codebook(units)
        let match = try codebook.match(matrix, detail: .secondAndDistance, context: context)
        state.remove()
        return FittedMap(grid: grid, units: units, training: MapMatch(match, grid: grid))
    }

    /// How far the training has come.
    struct MapProgress {
        /// Epochs of a batch map, rows of an online one, that were done.
        var step: Int
        var units: FeatureMatrix

        func write(to draft: inout KeptState.Draft) {
            draft.append(step)
            draft.append(units.values)
        }
    }

    private func restored(from state: KeptState, on matrix: FeatureMatrix) -> MapProgress? {
        let (steps, overflow) = epochs.multipliedReportingOverflow(by: training == .online ? matrix.rowCount : 1)
        return state.restore { contents in
            let step = try contents.integer(in: 0...(overflow ? .max : steps))
            let values = try contents.array(of: Float.self, count: grid.unitCount * matrix.columnCount)
            let units = FeatureMatrix(unchecked: grid.unitCount, matrix.columnCount, values)
            try units.checkFinite()
            return MapProgress(step: step, units: units)
        }
    }

    private func trainBatch(
        _ progress: inout MapProgress, on matrix: FeatureMatrix, scale: FixedPointScale, keeping state: inout KeptState,
        context: ExecutionContext
    ) throws {
        let parts = Codebook.partCount(rows: matrix.rowCount)
        let done = ProgressCounter(
            stage: "training the map", total: epochs * parts, unit: "parts", reporter: context.progress,
            completed: progress.step * parts)
        for epoch in progress.step..<epochs {
            let sums = try batchSums(
                of: matrix, rows: 0..<matrix.rowCount, units: progress.units, scale: scale, context: context,
                done: done)
            progress.units = try batchUpdate(of: progress.units, with: sums, epoch: epoch, context: context)
            progress.step = epoch + 1
            state.offer(progress.write)
        }
    }

    /// Rows for which it pays to look for the directions that hold the units.
    private static let reducedFrom = 2000

    /// One pass of a batch epoch over some rows: each to its nearest unit, and the rows of each unit added up.
    ///
    /// The map step of the epoch: passes over other rows merge with it exactly.
    func batchSums(
        of matrix: FeatureMatrix, rows: Range<Int>, units: FeatureMatrix, scale: FixedPointScale,
        context: ExecutionContext, done: ProgressCounter? = nil
    ) throws -> UnitSums {
        let codebook = try Codebook(units, reducing: matrix.rowCount >= Self.reducedFrom, context: context)
        let match = try codebook.match(matrix, rows: rows, detail: .best, context: context, done: done)
        return try UnitSums.all(
            matrix, rows: rows, units: match.best, unitCount: units.rowCount, scale: scale, context: context)
    }

    /// The end of a batch epoch. A unit that no row pulls at stays where it is.
    func batchUpdate(
        of units: FeatureMatrix, with sums: UnitSums, epoch: Int, context: ExecutionContext
    ) throws -> FeatureMatrix {
        let share = epochs == 1 ? 1 : Double(epoch) / Double(epochs - 1)
        let spread = NeighbourhoodSpread(grid: grid, neighbourhood: neighbourhood, radius: radius(at: share))
        let columns = units.columnCount
        let weights = spread.spread(counts: sums.counts)
        var values = try spread.spread(sums.values, columns: columns, context: context)
        for unit in 0..<units.rowCount {
            let range = unit * columns..<(unit + 1) * columns
            // Beyond this the single-precision sums of the Gaussian's tails have too few digits left.
            if weights[unit] > 1e-25 {
                let factor = Float(1 / weights[unit])
                for place in range { values[place] *= factor }
            } else {
                values.replaceSubrange(range, with: units.values[range])
            }
        }
        return try FeatureMatrix(rows: units.rowCount, columns: columns, values: values)
    }

    private func startingUnits(
        for matrix: FeatureMatrix, seed: UInt64, context: ExecutionContext
    ) throws -> FeatureMatrix {
        var generator = SeededGenerator(seed: seed, part: .max)
        let count = grid.unitCount
        guard start == .principalComponents, matrix.rowCount > 1, matrix.columnCount > 1 else {
            return matrix.rows((0..<count).map { _ in generator.index(below: matrix.rowCount) })
        }
        var components = PrincipalComponents()
        components.components = 2
        components.tolerance = 1e-3
        let quiet = ExecutionContext(threads: context.threads, cancellation: context.cancellation)
        let plane = try components.fit(matrix, seed: seed, context: quiet)
        // The longer side of the map along the first component, two standard deviations either way.
        let isWide = width >= height
        let values = (0..<count).flatMap { unit -> [Float] in
            func place(_ number: Int, of sides: Int) -> Float {
                sides == 1 ? 0 : 4 * Float(number) / Float(sides - 1) - 2
            }
            let across = place(unit % width, of: width), down = place(unit / width, of: height)
            let first = (isWide ? across : down) * Float(plane.variances[0].squareRoot())
            let second = (isWide ? down : across) * Float(plane.variances[1].squareRoot())
            return (0..<matrix.columnCount).map { column in
                plane.mean[column] + first * plane.components.values[column] + second
                    * plane.components.values[matrix.columnCount + column]
            }
        }
        return try FeatureMatrix(rows: count, columns: matrix.columnCount, values: values)
    }
}
