// SPDX-License-Identifier: Apache-2.0

/// The nearest rows of each row, nearest first.
public struct Neighbours: Sendable, Codable, Hashable {
    /// Rows that have neighbours listed.
    public let rowCount: Int
    /// Neighbours of each: k, or fewer where there were fewer rows to choose from.
    public let count: Int
    /// ``rowCount`` × ``count`` row numbers.
    public let numbers: [Int32]
    /// ``rowCount`` × ``count`` distances, rounded from double precision, ascending for each row.
    public let distances: [Float]
    /// How many rows the first bounds were not enough for; the rest was proven complete at once.
    public let repeated: Int
    /// The share of true neighbours among those found, from 0 to 1, measured for up to 1000 random rows; `nil` where the
    /// search was exact.
    ///
    /// Over n sampled rows it is off by about √(v / n), v the variance of the rows' own shares: ± 0.01 at most for 1000 rows
    /// of mean 0.9.
    public internal(set) var recall: Double?

    /// The neighbours of a row, nearest first. Slice indices are those of ``numbers``.
    public func numbers(of row: Int) -> ArraySlice<Int32> { numbers[row * count..<(row + 1) * count] }

    /// Their distances. Slice indices are those of ``distances``.
    public func distances(of row: Int) -> ArraySlice<Float> { distances[row * count..<(row + 1) * count] }
}
