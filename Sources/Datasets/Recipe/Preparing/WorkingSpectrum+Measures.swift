// SPDX-License-Identifier: Apache-2.0

extension WorkingSpectrum {
    /// The flux of the pixels with data, in order.
    var validFlux: [Float] { zip(flux, mask).filter { !$1 }.map(\.0) }

    /// Drops all pixels outside a range of indices.
    mutating func keep(_ range: Range<Int>) {
        wavelengths = Array(wavelengths[range])
        flux = Array(flux[range])
        error = error.map { Array($0[range]) }
        mask = Array(mask[range])
    }

    mutating func scaleErrors(by factor: Double) {
        guard let given = error else { return }
        error = given.map { Float(Double($0) * factor) }
    }

    /// Whether the pixels are those of the grid, to 1e-6 of a pixel.
    func matches(_ grid: SpectralGrid) -> Bool {
        guard count == grid.values.count, let first = wavelengths.first, let last = wavelengths.last else {
            return false
        }
        let tolerance = 1e-6 * (last - first) / Double(max(1, count - 1))
        return zip(wavelengths, grid.values).allSatisfy { abs($0 - $1) <= tolerance }
    }
}
