// SPDX-License-Identifier: Apache-2.0

import Execution

/// Lists of entries of many rows as they travel between shards.
struct RowEntries: Sendable, Codable, Hashable {
    private let counts: PackedValues<UInt32>
    /// Of row after row.
    private let entries: PackedValues<UInt64>

    init(_ lists: some Sequence<some Collection<UInt64>>) {
        var counts: [UInt32] = [], entries: [UInt64] = []
        for list in lists {
            counts.append(UInt32(list.count))
            entries += list
        }
        self.counts = PackedValues(counts)
        self.entries = PackedValues(entries)
    }

    /// - Parameter number: the row number that is in an entry.
    /// - Throws: ``LearningError/wrongLength(what:have:need:)`` for lists of other rows.
    func check(rowCount: Int, most: Int = .max, number: (UInt64) -> Int) throws(LearningError) {
        guard counts.values.count == rowCount else {
            throw .wrongLength(what: "rows of the shard", have: counts.values.count, need: rowCount)
        }
        let total = counts.values.reduce(0) { $0 + Int($1) }
        guard counts.values.allSatisfy({ $0 <= most }), total == entries.values.count else {
            throw .wrongLength(what: "candidates of the shard", have: entries.values.count, need: total)
        }
        if let bad = entries.values.lazy.map(number).first(where: { $0 >= rowCount }) {
            throw .wrongLength(what: "rows of the shard", have: bad + 1, need: rowCount)
        }
    }

    /// Calls `body` with each row and each of its entries.
    func forEach(_ body: (Int, UInt64) -> Void) {
        var place = 0
        for (row, count) in counts.values.enumerated() {
            for entry in entries.values[place..<place + Int(count)] { body(row, entry) }
            place += Int(count)
        }
    }
}
