// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Convolution with a Gaussian whose width may change along the spectrum.
enum GaussianBlur {
    /// Blurs the valid pixels of a spectrum.
    ///
    /// The weight of pixel i in the result at pixel j is the Gaussian of their distance times the width of pixel i, cut
    /// off at four standard deviations, normalised over valid pixels. Masked pixels stay masked.
    ///
    /// - Parameters:
    ///   - sigmas: one standard deviation for each pixel, 0 for no blur; in pixels or in the unit of the wavelengths.
    /// - Complexity: O(n · pixels within four standard deviations).
    static func apply(standardDeviations sigmas: [Double], inPixels: Bool, to spectrum: inout WorkingSpectrum) {
        let count = spectrum.count
        let places = inPixels ? (0..<count).map(Double.init) : spectrum.wavelengths
        let widths = pixelWidths(places)
        var flux = spectrum.flux
        var error = spectrum.error
        var low = 0
        for pixel in 0..<count where !spectrum.mask[pixel] {
            let sigma = sigmas[pixel]
            // A kernel much narrower than a pixel is no blur.
            guard sigma > 0.05 * widths[pixel] else { continue }
            let reach = 4 * sigma
            while low > 0, places[low - 1] >= places[pixel] - reach { low -= 1 }
            while places[low] < places[pixel] - reach { low += 1 }
            var (sum, total, square) = (0.0, 0.0, 0.0)
            var index = low
            while index < count, places[index] <= places[pixel] + reach {
                if !spectrum.mask[index] {
                    let distance = (places[index] - places[pixel]) / sigma
                    let weight = exp(-0.5 * distance * distance) * widths[index]
                    total += weight
                    sum += weight * Double(spectrum.flux[index])
                    if let sigma = spectrum.error?[index] {
                        square += weight * weight * Double(sigma) * Double(sigma)
                    }
                }
                index += 1
            }
            flux[pixel] = Float(sum / total)
            error?[pixel] = Float(square.squareRoot() / total)
        }
        spectrum.flux = flux
        spectrum.error = error
    }

    private static func pixelWidths(_ places: [Double]) -> [Double] {
        let last = places.count - 1
        return places.indices.map { index in
            let left = places[max(0, index - 1)]
            let right = places[min(last, index + 1)]
            return (right - left) / Double(min(last, index + 1) - max(0, index - 1))
        }
    }
}
