// SPDX-License-Identifier: Apache-2.0

import Datasets

/// Ranges of wavelength, and those that hold most of what makes a spectrum odd.
struct OutlierBands: Sendable {
    /// One band with its share of the squared distance to the neighbours' mean.
    struct Band: Sendable {
        var low: Double
        var high: Double
        var share: Double

        /// "6540–6580 (62 %)"
        var text: String { "\(low.brief)–\(high.brief) (\(Int((100 * share).rounded())) %)" }
    }

    /// Middle of each column, in the grid's unit.
    let wavelengths: [Double]
    private let edges: [ClosedRange<Double>]

    /// - Parameter pixels: what each column is made of.
    init(_ grid: SpectralGrid, pixels: [Range<Int>]) {
        wavelengths = pixels.map { grid.values[$0].reduce(0, +) / Double(max($0.count, 1)) }
        edges = pixels.map { grid.values[$0.lowerBound]...grid.values[$0.upperBound - 1] }
    }

    /// The bands in which a column's share stands above five times the median column, grown over their neighbours while
    /// these stand above twice the median; the heaviest first, at most three.
    func bands(_ shares: [Double]) -> [Band] {
        guard !shares.isEmpty else { return [] }
        // Three columns together: what is odd is seldom one pixel wide, and noise is.
        let smooth = shares.indices.map { column in
            let near = max(column - 1, 0)...min(column + 1, shares.count - 1)
            return shares[near].reduce(0, +) / Double(near.count)
        }
        let median = smooth.sorted()[smooth.count / 2]
        var open = [Bool](repeating: true, count: smooth.count)
        var bands: [Band] = []
        while bands.count < 3 {
            guard let peak = smooth.indices.filter({ open[$0] }).max(by: { smooth[$0] < smooth[$1] }),
                smooth[peak] > 0, bands.isEmpty || smooth[peak] > 5 * median
            else { break }
            var low = peak, high = peak
            while low > 0, open[low - 1], smooth[low - 1] > 2 * median { low -= 1 }
            while high < smooth.count - 1, open[high + 1], smooth[high + 1] > 2 * median { high += 1 }
            for column in low...high { open[column] = false }
            bands.append(
                Band(
                    low: edges[low].lowerBound, high: edges[high].upperBound,
                    share: shares[low...high].reduce(0, +)))
        }
        return bands.sorted { $0.share > $1.share }
    }
}
