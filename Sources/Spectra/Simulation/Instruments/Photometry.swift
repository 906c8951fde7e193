// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Between magnitudes and flux.
enum Photometry {
    /// Effective wavelength of the r band in Å, at which magnitudes are meant.
    static let wavelength = 6200.0

    /// Flux per Å at 6200 Å in 10⁻¹⁷ erg s⁻¹ cm⁻² Å⁻¹ of an AB magnitude r.
    ///
    /// f_ν = 3.631·10⁻²⁰ · 10^(−0.4 m) erg s⁻¹ cm⁻² Hz⁻¹ (Oke & Gunn 1983, doi:10.1086/160817), times c/λ².
    static func flux(magnitude: Double) -> Double {
        3.631e-20 * pow(10, -0.4 * magnitude) * (LogGrid.lightSpeed * 1e13) / (wavelength * wavelength) / 1e-17
    }

    /// Flux in units of 3.631·10⁻⁶ Jy.
    static func nanomaggies(magnitude: Double) -> Double { pow(10, -0.4 * (magnitude - 22.5)) }

    /// The magnitude at which a survey of this sky takes a spectrum of a signal-to-noise ratio, on average.
    static func magnitude(signalToNoise: Double, skyMagnitude: Double) -> Double {
        skyMagnitude - 0.2 - 2 * log10(signalToNoise / 4)
    }
}
