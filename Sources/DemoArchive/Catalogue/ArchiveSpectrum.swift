// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra

/// What the archive knows about one spectrum without reading it again.
struct ArchiveSpectrum: Sendable {
    /// Below the folder of the survey.
    var file: String
    var mediaType: String
    var byteCount: Int
    var title: String
    var identifier: String
    var target: String
    /// ICRS, degrees.
    var ra: Double
    var dec: Double
    /// Middle of the exposure.
    var mjd: Double
    /// Seconds.
    var exposure: Double
    /// Vacuum wavelengths in metres.
    var band: ClosedRange<Double>
    var resolvingPower: Double
    var snr: Double
    var calibration: String
    var collection: String
    /// Of the file, as it is.
    var length: Int
    var medium: SpectralMedium
    var spectralUnit: String
    var fluxUnit: String

    /// The UCD says whether the file's wavelengths are of air, as data centres do.
    var spectralUCD: String { medium == .air ? "em.wl;obs.atmos" : "em.wl" }
    var fluxUCD: String { fluxUnit.isEmpty || fluxUnit == "adu" ? "phot.count" : "phot.flux.density;em.wl" }

    /// Degrees on the sky (Vincenty 1975, which is exact for small and large distances).
    func distance(ra otherRA: Double, dec otherDec: Double) -> Double {
        let toRadians = Double.pi / 180
        let (a, b, delta) = (dec * toRadians, otherDec * toRadians, (otherRA - ra) * toRadians)
        let x = cos(b) * sin(delta)
        let y = cos(a) * sin(b) - sin(a) * cos(b) * cos(delta)
        let z = sin(a) * sin(b) + cos(a) * cos(b) * cos(delta)
        return atan2((x * x + y * y).squareRoot(), z) / toRadians
    }
}
