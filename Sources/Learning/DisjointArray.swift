// SPDX-License-Identifier: Apache-2.0

import Execution

/// Memory that several parts fill at once, each its own places.
///
/// Not checked by the compiler: whoever writes sees to it that no two parts touch the same place.
final class DisjointArray<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    let start: UnsafeMutablePointer<Element>
    let count: Int

    /// Places are not set to anything.
    init(count: Int) {
        start = .allocate(capacity: max(count, 1))
        self.count = count
    }

    init(repeating value: Element, count: Int) {
        start = .allocate(capacity: max(count, 1))
        start.initialize(repeating: value, count: count)
        self.count = count
    }

    deinit { start.deallocate() }

    subscript(place: Int) -> Element {
        get { start[place] }
        set { start[place] = newValue }
    }
}

/// An array whose rows are filled part by part; between shards its rows travel.
private struct FilledRows<Element: BitwiseCopyable & Sendable>: PartsSum {
    let array: DisjointArray<Element>
    let ranges: [Range<Int>]
    let width: Int

    private func places(of parts: Range<Int>) -> Range<Int> {
        ranges[parts.lowerBound].lowerBound * width..<ranges[parts.upperBound - 1].upperBound * width
    }

    func piece(of parts: Range<Int>) -> PackedValues<Element> {
        let places = places(of: parts)
        return PackedValues(
            Array(UnsafeBufferPointer(start: array.start + places.lowerBound, count: places.count)))
    }

    func add(_ piece: PackedValues<Element>, of parts: Range<Int>) throws {
        let places = places(of: parts)
        guard piece.values.count == places.count else {
            throw LearningError.wrongLength(what: "values of a shard", have: piece.values.count, need: places.count)
        }
        piece.values.withUnsafeBufferPointer { values in
            guard let from = values.baseAddress else { return }
            (array.start + places.lowerBound).update(from: from, count: places.count)
        }
    }
}

extension ExecutionContext {
    /// Runs a part for each range of rows, which fills these rows of an array; where there are shards, each runs some, and
    /// all get all rows.
    ///
    /// - Parameters:
    ///   - ranges: one after the other, beginning with row 0.
    ///   - width: values of a row.
    func fillRows<Element>(
        _ ranges: [Range<Int>], of array: DisjointArray<Element>, width: Int,
        _ body: @Sendable (Range<Int>) throws -> Void
    ) throws {
        try addParts(ranges.count, to: FilledRows(array: array, ranges: ranges, width: width)) { part in
            try cancellation.check()
            try body(ranges[part])
        }
    }
}
