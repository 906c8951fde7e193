// SPDX-License-Identifier: Apache-2.0

/// The pixels of one spectrum by rising wavelength, and which of them can be used.
///
/// A pixel is missing if it is masked, its flux is not finite, or its error is not positive and finite.
package struct LinePixels {
    let flux: UnsafeBufferPointer<Float>
    let noise: Noise
    let mask: UnsafeBufferPointer<Bool>?
    /// Whether the arrays run from long to short wavelengths.
    let isReversed: Bool

    /// How the spectrum states its noise.
    package enum Noise {
        case none
        case deviation(UnsafeBufferPointer<Float>)
        case inverseVariance(UnsafeBufferPointer<Float>)
    }

    package init(
        flux: UnsafeBufferPointer<Float>, noise: Noise, mask: UnsafeBufferPointer<Bool>?, isReversed: Bool
    ) {
        self.flux = flux
        self.noise = noise
        self.mask = mask
        self.isReversed = isReversed
    }

    var hasErrors: Bool { if case .none = noise { false } else { true } }

    /// Flux and standard deviation (1 if the spectrum states none); deviation 0 for a missing pixel.
    @inline(__always)
    subscript(pixel: Int) -> (flux: Double, sigma: Double) {
        let index = isReversed ? flux.count - 1 - pixel : pixel
        let value = Double(flux[index])
        guard value.isFinite, !(mask?[index] ?? false) else { return (0, 0) }
        switch noise {
        case .none: return (value, 1)
        case .deviation(let error):
            let sigma = Double(error[index])
            return sigma > 0 && sigma.isFinite ? (value, sigma) : (0, 0)
        case .inverseVariance(let weights):
            let weight = Double(weights[index])
            return weight > 0 && weight.isFinite ? (value, 1 / weight.squareRoot()) : (0, 0)
        }
    }
}
