// SPDX-License-Identifier: Apache-2.0

/// A spectrograph as a simulated survey needs it: where its pixels lie, how sharp it is, and what noise it adds.
struct Instrument: Sendable {
    /// Pixel centres as the archive writes them.
    enum Pixels: Sendable {
        /// log10(λ/Å) of the first pixel, step in log10, number.
        case logarithmic(start: Double, step: Double, count: Int)
        /// Å, Å, number.
        case linear(start: Double, step: Double, count: Int)

        var count: Int {
            switch self {
            case .logarithmic(_, _, let count), .linear(_, _, let count): count
            }
        }
    }

    var pixels: Pixels
    /// Of ``pixels``.
    var medium: SpectralMedium
    /// λ/FWHM, the same at all wavelengths.
    var resolvingPower: Double
    /// Whether the archive has moved the wavelengths to the rest frame of the Sun.
    var isHeliocentric: Bool
    /// Read noise of one pixel of the extracted spectrum, in electrons.
    var readNoise: Double
    /// r magnitude (AB) of the sky that falls into the fibre or slit.
    var skyMagnitude: Double
    /// Relative throughput at a wavelength in Å.
    var throughput: @Sendable (Double) -> Double
    /// Whether lines of the Earth's atmosphere are left in the spectrum.
    var showsAtmosphere: Bool
    /// Step of the grid on which models are drawn, in km/s.
    var velocityStep: Double
}
