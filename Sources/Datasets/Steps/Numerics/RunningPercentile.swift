// SPDX-License-Identifier: Apache-2.0

/// Percentiles of a window that slides along a spectrum.
enum RunningPercentile {
    /// The percentile of `window` values around each one; near the ends the window is cut off, not padded.
    ///
    /// - Parameters:
    ///   - window: odd.
    ///   - percentile: 0 to 100, linear between ranks as numpy's default has it.
    /// - Complexity: O(n · window) moves of a sorted window.
    static func of(_ values: [Float], window: Int, percentile: Double) -> [Float] {
        let half = window / 2
        return sliding(values, percentile: percentile) { index in
            max(0, index - half)..<min(values.count, index + half + 1)
        }
    }

    /// The running percentile of the valid flux within ± half of `width` wavelength units of every pixel.
    ///
    /// Pixels whose window holds no valid pixel get NaN.
    static func continuum(of spectrum: WorkingSpectrum, width: Double, percentile: Double) -> [Double] {
        let valid = spectrum.mask.indices.filter { !spectrum.mask[$0] }
        let positions = valid.map { spectrum.wavelengths[$0] }
        let values = valid.map { spectrum.flux[$0] }
        var low = 0
        var high = 0
        var window = SortedWindow()
        return spectrum.wavelengths.map { centre in
            while high < values.count, positions[high] <= centre + width / 2 {
                window.insert(values[high])
                high += 1
            }
            while low < high, positions[low] < centre - width / 2 {
                window.remove(values[low])
                low += 1
            }
            return window.percentile(percentile)
        }
    }

    private static func sliding(
        _ values: [Float], percentile: Double, _ range: (Int) -> Range<Int>
    ) -> [Float] {
        var window = SortedWindow()
        var current = 0..<0
        return values.indices.map { index in
            let next = range(index)
            for added in current.upperBound..<max(current.upperBound, next.upperBound) { window.insert(values[added]) }
            for gone in current.lowerBound..<next.lowerBound { window.remove(values[gone]) }
            current = next
            return Float(window.percentile(percentile))
        }
    }
}

/// Numbers kept in order while some come and some go.
struct SortedWindow {
    private var sorted: [Float] = []

    mutating func insert(_ value: Float) { sorted.insert(value, at: place(of: value)) }

    /// Removes one number equal to `value`, which must be there.
    mutating func remove(_ value: Float) {
        let index = place(of: value)
        if index < sorted.count, sorted[index] == value { sorted.remove(at: index) }
    }

    /// NaN if empty.
    func percentile(_ percentile: Double) -> Double {
        guard let last = sorted.last else { return .nan }
        let rank = percentile / 100 * Double(sorted.count - 1)
        let index = Int(rank)
        guard index + 1 < sorted.count else { return Double(last) }
        let low = Double(sorted[index])
        return low + (rank - Double(index)) * (Double(sorted[index + 1]) - low)
    }

    /// The first index whose element is not below `value`.
    private func place(of value: Float) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
