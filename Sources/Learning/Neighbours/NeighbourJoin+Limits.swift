// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution
import Foundation

extension NeighbourJoin {
    /// Rows that limits are measured to.
    private static let sampleSize = 1024
    /// The chance to be borne that a limit leaves out a neighbour, which is found out and costs another search for the row.
    private static let risk = 1e-9

    /// Begins empty lists with limits from a sample of the rows, if bounds are by bytes.
    ///
    /// That of a row is above the distances to so many of the sample that its neighbours are hardly among them. Without it
    /// the first hundreds of rows that a row meets would all be looked at.
    func limit(_ lists: CandidateLists, context: ExecutionContext) throws {
        guard form == .byte, let (size, rank) = Self.limitSample(rows: rows.count, neighbours: count) else { return }
        var generator = SeededGenerator(seed: 0x11_4175, part: 0)
        let numbers = NeighbourSearch.sample(size, of: rows.count, using: &generator)
        let sample = try NeighbourSide(rows, numbers: .list(numbers), in: space, form: .byte, context: context)
        let done = ProgressCounter(
            stage: "choosing limits", total: side.blockCount, unit: "parts", reporter: context.progress)
        _ = try context.mapParts(side.blockCount) { block in
            try context.cancellation.check()
            let limits = lists.kernel.pointee.thresholds
            guard secchi_neighbour_byte_limits(side.kernel, block, sample.kernel, UInt32(rank), limits) != 0
            else { throw LearningError.outOfMemory }
            done.advance()
        }
    }

    /// How many rows to sample, and how many of them to have within the limit; `nil` where there are too few rows.
    ///
    /// Of the k + 2 nearest rows μ are in the sample on average, and j or more with a chance of at most exp(−μ) (e μ / j)ʲ
    /// (Chernoff's bound).
    static func limitSample(rows: Int, neighbours: Int) -> (size: Int, rank: Int)? {
        let nearest = Double(neighbours + 2)
        let size = min(sampleSize, Int(1.5 * Double(rows) / nearest))
        guard size >= NeighbourSide.blockSize else { return nil }
        let mean = nearest * Double(size) / Double(rows)
        // The row itself may be in the sample.
        for rank in 1..<Int(SECCHI_NEIGHBOUR_RANK_MOST)
        where Double(rank) > mean && Double(rank) * (1 + log(mean / Double(rank))) - mean <= log(risk) {
            return (size, rank + 1)
        }
        return nil
    }
}
