// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Instrument {
    /// The SDSS spectrographs: 3802–9204 Å, R about 1900, 3" fibres.
    static let sdss = Instrument(
        pixels: .logarithmic(start: 3.58, step: 1e-4, count: 3840), medium: .vacuum, resolvingPower: 1900,
        isHeliocentric: true, readNoise: 12, skyMagnitude: 20.2,
        throughput: { wavelength in
            response(wavelength, blue: 3950, red: 9000) * dip(wavelength, at: 5950, depth: 0.35, width: 120)
        },
        showsAtmosphere: false, velocityStep: 30)

    /// LAMOST at low resolution: 3700–9099 Å, R about 1800.
    static let lamost = Instrument(
        pixels: .logarithmic(start: 3.5682, step: 1e-4, count: 3909), medium: .vacuum, resolvingPower: 1800,
        isHeliocentric: true, readNoise: 12, skyMagnitude: 18.6,
        throughput: { wavelength in
            response(wavelength, blue: 4250, red: 8950) * dip(wavelength, at: 5800, depth: 0.5, width: 80)
        },
        showsAtmosphere: false, velocityStep: 30)

    /// The coudé spectrograph of the Perek telescope at Ondřejov around Hα: 512 Å, R about 13 000, in three settings.
    static let ondrejov = [6252.97, 6260.34, 6256.12].map { start in
        Instrument(
            pixels: .linear(start: start, step: 0.256_687, count: 1997), medium: .air, resolvingPower: 13_000,
            isHeliocentric: false, readNoise: 7, skyMagnitude: 15.5,
            throughput: { wavelength in 1 - 0.35 * (wavelength - start) / 512 },
            showsAtmosphere: true, velocityStep: 4)
    }

    /// A spectrograph that publishes through SSA: 3900–6900 Å in air, R 5000, flux calibrated.
    static let ssa = Instrument(
        pixels: .linear(start: 3900, step: 0.75, count: 4001), medium: .air, resolvingPower: 5000, isHeliocentric: true,
        readNoise: 6, skyMagnitude: 19.5, throughput: { wavelength in response(wavelength, blue: 4000, red: 7400) },
        showsAtmosphere: false, velocityStep: 15)

    /// Rises at the blue end and falls at the red end of a detector.
    private static func response(_ wavelength: Double, blue: Double, red: Double) -> Double {
        let rise = 1 / (1 + exp((blue - wavelength) / 180))
        let fall = 1 / (1 + exp((wavelength - red) / 350))
        return 0.03 + rise * fall
    }

    /// Where a dichroic splits the light between two cameras.
    private static func dip(_ wavelength: Double, at centre: Double, depth: Double, width: Double) -> Double {
        let x = (wavelength - centre) / width
        return 1 - depth * exp(-0.5 * x * x)
    }
}
