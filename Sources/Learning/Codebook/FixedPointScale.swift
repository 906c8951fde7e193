// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// How numbers become integers whose sums are exact: equal bits whatever the order, the parts and the shards.
///
/// A number of magnitude M keeps about 50 binary digits below M's first, fewer only beyond 4,096 addends at a time; the
/// float it comes from has 24.
struct FixedPointScale: Sendable, Hashable, Codable {
    /// What numbers are multiplied with; a power of 2.
    let factor: Double

    /// - Parameters:
    ///   - magnitude: no number that is added is greater.
    ///   - count: addends of a sum at most.
    init(magnitude: Double, count: Int) {
        let digits = min(50, 62 - (Int.bitWidth - max(count, 1).leadingZeroBitCount))
        guard magnitude > 0 else {
            factor = 1
            return
        }
        factor = Double(sign: .plus, exponent: digits - Int(magnitude.exponent) - 1, significand: 1)
    }

    func value(_ sum: Int64) -> Double { Double(sum) / factor }
}

extension FeatureMatrix {
    /// Products of greater values could overflow single precision.
    private static let limit: Float = 1e15

    /// The greatest magnitude of all values.
    ///
    /// - Throws: ``LearningError/notFinite(row:column:)`` or ``LearningError/valueTooGreat(row:column:value:)``.
    func checkedMagnitude(context: ExecutionContext) throws -> Float {
        let ranges = ExecutionContext.ranges(of: values.count, size: 1 << 20)
        let parts = try context.mapParts(ranges.count) { part in
            try context.cancellation.check()
            return values.withUnsafeBufferPointer { buffer in
                buffer.baseAddress.map { secchi_greatest_finite($0 + ranges[part].lowerBound, ranges[part].count) } ?? 0
            }
        }
        if let bad = parts.firstIndex(where: { !(0...Self.limit).contains($0) }) {
            let place = ranges[bad].first { !(values[$0].magnitude <= Self.limit) } ?? 0
            let (row, column) = place.quotientAndRemainder(dividingBy: columnCount)
            guard values[place].isFinite else { throw LearningError.notFinite(row: row, column: column) }
            throw LearningError.valueTooGreat(row: row, column: column, value: values[place])
        }
        return parts.max() ?? 0
    }

    /// Refuses what has no rows, no columns, or more than 2³⁰ of either.
    func checkShape() throws(LearningError) {
        guard rowCount > 0 else { throw .noRows }
        guard columnCount > 0 else { throw .noColumns }
        let most = max(rowCount, columnCount)
        guard most <= 1 << 30 else { throw .tooManyRows(have: most, limit: 1 << 30) }
    }
}
