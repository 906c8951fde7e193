// SPDX-License-Identifier: Apache-2.0

public import Execution

/// A number with the range that resampling gives it.
public struct Interval: Sendable, Hashable, Codable {
    /// From the data as they are.
    public var value: Double
    /// Lower end of the interval; NaN if no resample gave a number.
    public var low: Double
    /// Upper end of the interval; NaN if no resample gave a number.
    public var high: Double

    public init(value: Double, low: Double, high: Double) {
        self.value = value
        self.low = low
        self.high = high
    }
}

/// Confidence intervals by drawing whole groups with replacement, since spectra of one object are no independent
/// trials.
///
/// Percentile intervals; resample number r draws from the generator (seed, r), so threads do not matter.
///
/// - SeeAlso: Efron 1979, doi:10.1214/aos/1176344552; Field & Welsh 2007, doi:10.1111/j.1467-9868.2007.00593.x for
///   groups.
public struct GroupBootstrap: Sendable {
    /// Times that as many groups are drawn as there are; doubling them doubles the time.
    public var resamples: Int
    /// Share of the resamples inside the interval.
    public var level: Double
    /// Equal seeds give equal intervals, also between classifiers: they are then compared on the same resamples.
    public var seed: UInt64
    private let rowsOfGroup: [[Int]]
    private let rowCount: Int

    /// - Parameter groups: the group number of each row, 0 or more.
    public init(groups: [Int], resamples: Int = 1000, level: Double = 0.95, seed: UInt64) {
        self.resamples = resamples
        self.level = level
        self.seed = seed
        rowCount = groups.count
        var rows: [Int: [Int]] = [:]
        for (row, group) in groups.enumerated() { rows[group, default: []].append(row) }
        rowsOfGroup = rows.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The interval of each of the numbers that `statistics` computes from some rows; a row may come several times.
    ///
    /// A NaN from a resample (a class that was not drawn) is left out; both ends are NaN if all are.
    ///
    /// - Throws: `CancellationError`.
    public func intervals(
        context: ExecutionContext, statistics: @Sendable ([Int]) -> [Double]
    ) throws -> [Interval] {
        let values = statistics(Array(0..<rowCount))
        let perPart = 16
        let ranges = ExecutionContext.ranges(of: resamples, size: perPart)
        let drawn = try context.gatherParts(ranges.count) { part in
            try context.cancellation.check()
            return ranges[part].map { resample in
                var generator = SeededGenerator(seed: seed, part: UInt64(resample))
                var rows: [Int] = []
                rows.reserveCapacity(rowCount)
                for _ in rowsOfGroup { rows += rowsOfGroup[generator.index(below: rowsOfGroup.count)] }
                return statistics(rows)
            }
        }.flatMap(\.self)
        return values.indices.map { number in
            let sorted = drawn.map { $0[number] }.filter { !$0.isNaN }.sorted()
            return Interval(
                value: values[number], low: Self.quantile((1 - level) / 2, of: sorted),
                high: Self.quantile((1 + level) / 2, of: sorted))
        }
    }

    /// Linear interpolation between order statistics, as numpy's default.
    static func quantile(_ share: Double, of sorted: [Double]) -> Double {
        guard let last = sorted.indices.last else { return .nan }
        let position = share * Double(last)
        let below = min(Int(position), last)
        let above = min(below + 1, last)
        return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
    }
}
