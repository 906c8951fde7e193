// SPDX-License-Identifier: Apache-2.0

import Execution

extension KMeans {
    /// k-means++, from where it stands.
    func startingCentres(
        of matrix: FeatureMatrix, seed: UInt64, progress: inout KMeansProgress, keeping state: inout KeptState,
        context: ExecutionContext
    ) throws -> FeatureMatrix {
        var choice: KMeansProgress.Choice
        if let kept = progress.choice {
            choice = kept
        } else {
            var generator = SeededGenerator(seed: seed, part: UInt64(progress.start))
            let first = generator.index(below: matrix.rowCount)
            choice = KMeansProgress.Choice(
                chosen: [first], nearest: [Double](repeating: .infinity, count: matrix.rowCount), generator: generator)
        }
        while choice.chosen.count < clusters {
            let distances = try matrix.squaredDistances(
                to: Array(matrix[choice.chosen[choice.chosen.count - 1]]), context: context)
            choice.add(distances, rowCount: matrix.rowCount)
            progress.choice = choice
            state.offer(progress.write)
            // Held twice, it would be copied in the next round.
            progress.choice = nil
        }
        return matrix.rows(choice.chosen)
    }
}

extension KMeansProgress.Choice {
    /// Draws the next row, given the squared distance of each to the last.
    fileprivate mutating func add(_ distances: [Double], rowCount: Int) {
        var total = 0.0
        for row in nearest.indices {
            nearest[row] = min(nearest[row], distances[row])
            total += nearest[row]
        }
        var drawn = generator.uniform() * total
        // Rounding could carry the draw past the last row, and with only duplicates left the total is 0.
        var next = nearest.lastIndex { $0 > 0 } ?? generator.index(below: rowCount)
        for row in nearest.indices where nearest[row] > 0 {
            drawn -= nearest[row]
            if drawn < 0 {
                next = row
                break
            }
        }
        chosen.append(next)
    }
}
