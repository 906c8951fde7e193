// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// The bare core of a massive star in a dense wind: broad emission of helium with nitrogen (WN) or carbon (WC), and no
/// hydrogen, over a blue continuum.
///
/// - SeeAlso: Crowther 2007, doi:10.1146/annurev.astro.45.051806.110615, §2.
struct WolfRayetStar: SourceModel {
    static let label = "wolf-rayet"
    static let isStar = true

    let redshift: Double
    let hasCarbon: Bool
    /// Equivalent width in Å of He II 4686 (WN) or of the blend of C III, C IV and He II at 4650 Å (WC).
    let width: Double
    /// Standard deviation of the lines in km/s.
    let sigma: Double
    /// Strength of the lines of low ionisation, 0 in early subtypes, 1 in late ones.
    let lateness: Double
    /// α of the flux per wavelength λ^α.
    let slope: Double

    init(from generator: inout SeededGenerator, resolvingPower: Double) {
        redshift = generator.stellarRedshift(dispersion: 40)
        hasCarbon = generator.happens(0.4)
        width = hasCarbon ? generator.drawLogarithmic(100...800) : generator.drawLogarithmic(40...300)
        sigma = hasCarbon ? generator.drawLogarithmic(600...1400) : generator.drawLogarithmic(350...900)
        lateness = generator.uniform()
        slope = generator.draw(-3.3 ... -2.2)
    }

    var facts: SourceFacts {
        SourceFacts(subclass: hasCarbon ? "WC" : "WN", redshift: redshift)
    }

    func flux(on grid: LogGrid, epoch: Double) -> [Float] {
        var flux = grid.smooth { wavelength in pow(wavelength / 5500, slope) }
        let continuum = flux
        for (air, high, low) in hasCarbon ? Self.carbon : Self.nitrogen {
            let wavelength = AirVacuum.vacuum(air: air)
            let place = Int(grid.position(of: wavelength).rounded())
            guard place >= 0, place < grid.count else { continue }
            let share = (1 - lateness) * high + lateness * low
            let peak = width * share * Double(continuum[place]) * LogGrid.lightSpeed / (wavelength * 2.5066)
            grid.addGaussian(peak / sigma, at: wavelength, sigma: sigma, into: &flux)
        }
        return flux
    }

    /// Air wavelength in Å (NIST ASD); equivalent width relative to the strongest line in early and in late subtypes.
    private static let nitrogen = [
        (4057.76, 0.08, 0.12), (4339.0, 0.05, 0.08), (4541.59, 0.1, 0.12), (4610.0, 0.2, 0.03), (4640.6, 0.03, 0.5),
        (4685.70, 1, 1), (4859.3, 0.12, 0.18), (5411.52, 0.2, 0.22), (5875.62, 0.02, 0.3), (6560.1, 0.35, 0.5),
        (7065.19, 0.01, 0.2), (7115.0, 0.15, 0.3), (8236.8, 0.15, 0.15),
    ]
    private static let carbon = [
        (4068.9, 0.03, 0.15), (4442.0, 0.05, 0.04), (4650.2, 0.75, 0.85), (4685.70, 0.35, 0.1), (5411.52, 0.08, 0.05),
        (5590.0, 0.15, 0.02), (5695.92, 0.03, 0.6), (5805.0, 1, 0.4), (6560.1, 0.2, 0.15), (6741.0, 0.02, 0.12),
        (7065.19, 0.1, 0.1), (7726.2, 0.15, 0.08), (8500.3, 0.02, 0.15),
    ]
}
