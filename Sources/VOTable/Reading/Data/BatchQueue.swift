// SPDX-License-Identifier: Apache-2.0

/// Batches that are decoded and not yet handed over, in order, with their rows numbered.
struct BatchQueue {
    /// Rows of all batches so far.
    private(set) var rowCount = 0
    private var batches: [VOTableBatch] = []
    private var next = 0

    var isEmpty: Bool { next == batches.count }

    mutating func add(_ batch: VOTableBatch) {
        var batch = batch
        batch.firstRow = rowCount
        rowCount += batch.rowCount
        batches.append(batch)
    }

    /// The next batch; `nil` if none is left, and then the memory of those before is free again.
    mutating func take() -> VOTableBatch? {
        guard !isEmpty else {
            batches.removeAll(keepingCapacity: true)
            next = 0
            return nil
        }
        defer { next += 1 }
        return batches[next]
    }
}
