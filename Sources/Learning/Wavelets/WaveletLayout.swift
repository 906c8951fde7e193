// SPDX-License-Identifier: Apache-2.0

/// Where the coefficients of a transform stand in a row.
public struct WaveletLayout: Sendable, Codable, Hashable {
    /// Values of the signal.
    public let valueCount: Int
    /// The approximation: the signal smoothed by all levels. It comes first.
    public let approximation: Range<Int>
    /// The details of each level, from the coarsest to the finest.
    public let details: [Range<Int>]

    /// Coefficients in all.
    public var count: Int { details.last?.upperBound ?? approximation.upperBound }

    /// - Parameter counts: of each level, from the finest to the coarsest.
    init(valueCount: Int, counts: [Int]) {
        self.valueCount = valueCount
        approximation = 0..<(counts.last ?? valueCount)
        var details: [Range<Int>] = []
        var end = approximation.upperBound
        for count in counts.reversed() {
            details.append(end..<end + count)
            end += count
        }
        self.details = details
    }
}

/// What ``WaveletTransform`` makes of rows.
public struct WaveletCoefficients: Sendable, Hashable {
    /// A row of coefficients for each row of values.
    public var matrix: FeatureMatrix
    /// What stands where in a row.
    public let layout: WaveletLayout
}
