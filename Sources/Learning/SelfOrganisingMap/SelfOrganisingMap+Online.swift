// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

extension SelfOrganisingMap {
    /// Shows every row once an epoch; the nearest unit and those around it move towards it.
    func trainOnline(
        _ progress: inout MapProgress, on matrix: FeatureMatrix, seed: UInt64, keeping state: inout KeptState,
        context: ExecutionContext
    ) throws {
        let rows = matrix.rowCount, columns = matrix.columnCount, count = grid.unitCount
        let steps = Double(max(1, epochs * rows - 1))
        let done = ProgressCounter(
            stage: "training the map", total: epochs, unit: "epochs", reporter: context.progress,
            completed: progress.step / rows)
        for epoch in progress.step / rows..<epochs {
            // Drawn anew from the epoch, so that a row's number is all the state there is beside the units.
            var generator = SeededGenerator(seed: seed, part: UInt64(epoch))
            for row in generator.permutation(of: rows)[(progress.step - epoch * rows)...] {
                let step = progress.step
                if step % 64 == 0 {
                    try context.cancellation.check()
                    state.offer(progress.write)
                }
                let share = Double(step) / steps
                let rate = learningRateDecay.value(from: learningRate, to: learningRate / 100, at: share)
                let spread = NeighbourhoodSpread(
                    grid: grid, neighbourhood: neighbourhood, radius: radius(at: share))
                matrix.values.withUnsafeBufferPointer { values in
                    progress.units.values.withUnsafeMutableBufferPointer { units in
                        guard let row = values.baseAddress.map({ $0 + row * columns }), let first = units.baseAddress
                        else { return }
                        var best = 0, least = Double.infinity
                        for unit in 0..<count {
                            let distance = secchi_squared_distance(row, first + unit * columns, columns)
                            if distance < least { (best, least) = (unit, distance) }
                        }
                        for unit in 0..<count {
                            let weight = rate * spread.weight(grid.squaredDistance(unit, best))
                            if weight > 1e-6 { secchi_pull(first + unit * columns, row, Float(weight), columns) }
                        }
                    }
                }
                progress.step += 1
            }
            done.advance()
        }
    }
}
