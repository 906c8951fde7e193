// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// The search of each row's neighbours among the others: parts that can be computed anywhere, their merge, and the end.
///
/// A part is a block of rows against itself, or against all blocks before it; a product serves both its rows. The
/// blocks against themselves come first, since they tell soon what need not be looked at.
struct NeighbourJoin: Sendable {
    let search: NeighbourSearch
    let rows: NeighbourRows
    let space: NeighbourSpace
    let side: NeighbourSide
    let form: NeighbourForm
    private let memory: WorkMemory

    /// Neighbours that every row gets.
    var count: Int { min(search.count, max(rows.count - 1, 0)) }
    var partCount: Int { max(2 * side.blockCount - 1, 0) }

    /// - Parameter form: chosen by the rows, if `nil`.
    init(
        _ search: NeighbourSearch, rows: NeighbourRows, form chosen: NeighbourForm? = nil, context: ExecutionContext
    ) throws {
        self.search = search
        self.rows = rows
        space = try NeighbourSpace(search, rows: rows, context: context)
        form = try chosen ?? search.joinForm(rows, in: space, context: context)
        side = try NeighbourSide(rows, numbers: .range(0..<rows.count), in: space, form: form, context: context)
        memory = WorkMemory(byteCount: secchi_neighbour_strassen_bytes(side.kernel))
    }

    /// What all parts find. A search of more than some seconds keeps what it has, if the context has
    /// ``ExecutionContext/checkpoints``, and goes on from there; it is for the caller to remove it.
    func candidates(keeping: Keeping = Keeping(), context: ExecutionContext) throws -> CandidateLists {
        guard let checkpoints = context.checkpoints, partCount >= keeping.fromParts else {
            let lists = emptyLists(), done = counter(total: context.share(of: partCount).count, context: context)
            try limit(lists, context: context)
            try context.addShares(of: partCount, to: lists) { own in
                try add(parts: own, to: lists, done: done, context: context)
            }
            return lists
        }
        let checkpoint = CandidateCheckpoint(checkpoints, join: self)
        let lists = emptyLists()
        let done = counter(total: partCount, context: context)
        var next = checkpoint.restore(lists), due = ContinuousClock.now + checkpoints.interval
        // More threads than parts of a slice would wait for one another.
        let slice = max(keeping.slice, keeping.slice / 8 * context.threads)
        if next == 0 { try limit(lists, context: context) }
        for _ in 0..<next { done.advance() }
        while next < partCount {
            let parts = next..<min(next + slice, partCount)
            try add(parts: parts, to: lists, done: done, context: context)
            next = parts.upperBound
            if next < partCount, ContinuousClock.now >= due {
                let begun = ContinuousClock.now
                try checkpoint.keep(lists, before: next)
                due = .now + checkpoints.pause(after: begun.duration(to: .now))
            }
        }
        return lists
    }

    /// When what was found is kept.
    struct Keeping {
        /// Searches of fewer parts are over soon enough.
        var fromParts = 256
        /// Parts between two looks at the clock.
        var slice = 128
    }

    func emptyLists() -> CandidateLists {
        CandidateLists(rowCount: rows.count, keep: NeighbourSearch.candidates(for: max(count, 1), form: form))
    }

    private func counter(total: Int, context: ExecutionContext) -> ProgressCounter {
        ProgressCounter(stage: "comparing rows", total: total, unit: "parts", reporter: context.progress)
    }

    private func add(
        parts: Range<Int>, to lists: CandidateLists, done: ProgressCounter, context: ExecutionContext
    ) throws {
        let blocks = side.blockCount
        _ = try context.mapParts(parts.count) { index in
            try context.cancellation.check()
            let part = parts.lowerBound + index
            let block = part < blocks ? part : 2 * blocks - 1 - part
            let others = part < blocks ? block..<block + 1 : 0..<block
            guard compare(block, with: others, lists) else { throw LearningError.outOfMemory }
            done.advance()
        }
    }

    /// - Returns: false without memory.
    private func compare(_ block: Int, with others: Range<Int>, _ lists: CandidateLists) -> Bool {
        guard form != .strassen else { return compareStrassen(block, with: others, lists) }
        let compare = form == .byte ? secchi_neighbour_byte_blocks : secchi_neighbour_blocks
        return compare(side.kernel, block, side.kernel, others.lowerBound, others.upperBound, 0, 1, lists.kernel) != 0
    }

    private func compareStrassen(_ block: Int, with others: Range<Int>, _ lists: CandidateLists) -> Bool {
        rows.withKernelRows(weights: space.weights) { source in
            space.withLayout(form: form) { layout in
                memory.lend { memory in
                    secchi_neighbour_strassen_blocks(
                        source, layout, side.kernel, block, others.lowerBound, others.upperBound, lists.kernel, memory)
                        != 0
                }
            }
        }
    }

    /// The neighbours, from the merged candidates of all parts.
    func finish(_ lists: CandidateLists, context: ExecutionContext) throws -> Neighbours {
        try Neighbours.inShares(of: rows.count, context: context) { own in
            let ranking = NeighbourRanking(
                queries: rows, numbers: .range(own), among: rows, space: space, count: count, exceptSelf: true)
            try ranking.rank(lists, from: own.lowerBound, context: context)
            let repeated = try ranking.repeatUncertain(search, alreadySingle: form == .float, context: context)
            return ranking.neighbours(repeated: repeated)
        }
    }
}
