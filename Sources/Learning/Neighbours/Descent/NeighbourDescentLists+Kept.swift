// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

extension NeighbourDescentLists {
    /// Keeps the lists as they are after some rounds, with the rows in the order of the first tree.
    func write(round: Int, order: [UInt32], to draft: inout KeptState.Draft) {
        draft.append(round)
        draft.append(order)
        for row in 0..<rowCount { draft.append(entries(of: row).count) }
        draft.append(UnsafeRawBufferPointer(start: kernel.pointee.limits, count: rowCount * 4))
        for row in 0..<rowCount { draft.append(UnsafeRawBufferPointer(entries(of: row))) }
    }

    /// Fills the lists with what was kept; nobody else uses them meanwhile.
    ///
    /// - Returns: the rounds that were done, and the rows in order; `nil` if nothing was kept that can be used.
    func restored(from state: KeptState, rounds: Int) -> (round: Int, order: [UInt32])? {
        state.restore { contents in
            let round = try contents.integer(in: 1...rounds)
            let order = try contents.array(of: UInt32.self, count: rowCount)
            let counts = try contents.array(of: Int.self, count: rowCount)
            let limits = try contents.array(of: UInt32.self, count: rowCount)
            guard order.allSatisfy({ $0 < rowCount }), counts.allSatisfy({ 0...keep ~= $0 }) else {
                throw KeptState.Refusal("it names other rows")
            }
            let all = try contents.array(of: UInt64.self, count: counts.reduce(0, +))
            guard all.allSatisfy({ Self.number($0) < rowCount }) else {
                throw KeptState.Refusal("it names other rows")
            }
            var place = 0
            for row in 0..<rowCount {
                kernel.pointee.counts[row] = .init(counts[row])
                kernel.pointee.limits[row] = limits[row]
                for number in 0..<counts[row] { kernel.pointee.entries[row * keep + number] = all[place + number] }
                place += counts[row]
            }
            return (round, order)
        }
    }
}
