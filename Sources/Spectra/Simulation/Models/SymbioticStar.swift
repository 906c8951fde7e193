// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// A red giant beside a hot dwarf whose light its wind is ionised by: the bands of an M star, narrow emission of hydrogen,
/// helium, [O III] and [Fe VII], and a blue continuum of the nebula.
///
/// - SeeAlso: Belczyński et al. 2000, doi:10.1051/aas:2000280, §2; Schmid 1989 for the lines at 6825 and 7082 Å, O VI
///   light that hydrogen scatters with a loss of energy.
struct SymbioticStar: SourceModel {
    static let label = "symbiotic"
    static let isStar = true

    let giant: Photosphere
    let redshift: Double
    /// Equivalent width of Hα in Å.
    let alphaWidth: Double
    /// Equivalent width of Hβ over that of Hα.
    let decrement: Double
    /// Strength of the lines of high ionisation relative to a typical star's.
    let ionisation: Double
    /// Of oxygen's forbidden lines; those of a thin nebula are strong.
    let forbidden: Double
    /// Share of the nebula's continuum at 5500 Å.
    let nebula: Double
    /// Standard deviation of the lines in km/s.
    let sigma: Double

    init(from generator: inout SeededGenerator, resolvingPower: Double) {
        giant = Photosphere(
            temperature: generator.draw(3000...3800), metallicity: 0.2 * generator.normal(), rotation: 5, pressure: 0.3)
        redshift = generator.stellarRedshift(dispersion: 60)
        alphaWidth = generator.drawLogarithmic(40...300)
        decrement = generator.draw(0.3...0.6)
        ionisation = generator.draw(0.2...1.5)
        forbidden = generator.drawLogarithmic(0.1...2)
        nebula = generator.drawLogarithmic(0.05...0.6)
        sigma = generator.drawLogarithmic(25...70)
    }

    var facts: SourceFacts {
        SourceFacts(
            subclass: SpectralType.name(temperature: giant.temperature) + "III+", redshift: redshift,
            temperature: giant.temperature, emissionWidth: -alphaWidth)
    }

    func flux(on grid: LogGrid, epoch: Double) -> [Float] {
        var flux = giant.flux(on: grid)
        let blue = grid.smooth { wavelength in
            nebula * pow(wavelength / 5500, -1.2) * (1 + 1.5 / (1 + exp((wavelength - 3660) / 20)))
        }
        let level = nebula + 1
        for index in flux.indices { flux[index] += blue[index] }
        for (wavelength, share) in lines {
            // Lines belong to the nebula: their flux, not their width, is in proportion to that of Hα.
            let peak = alphaWidth * share * level * LogGrid.lightSpeed / (wavelength * 2.5066 * sigma)
            grid.addGaussian(peak, at: wavelength, sigma: sigma, into: &flux)
        }
        for (air, share) in [(6825.0, 0.06), (7082.0, 0.015)] {
            let wavelength = AirVacuum.vacuum(air: air), broad = 350.0
            let peak = alphaWidth * share * ionisation * level * LogGrid.lightSpeed / (wavelength * 2.5066 * broad)
            grid.addGaussian(peak, at: wavelength, sigma: broad, into: &flux)
        }
        return flux
    }

    /// Vacuum wavelength in Å, flux relative to Hα's.
    private var lines: [(Double, Double)] {
        let balmer = HydrogenLines.balmer.prefix(7).enumerated().map { order, wavelength in
            (wavelength, pow(decrement, Double(order)))
        }
        return balmer + Self.helium.map { (AirVacuum.vacuum(air: $0.0), $0.1) }
            + Self.high.map { (AirVacuum.vacuum(air: $0.0), $0.1 * ionisation) }
            + Self.oxygen.map { (AirVacuum.vacuum(air: $0.0), $0.1 * forbidden) }
    }

    /// He I; He II, [Fe VII]; [Ne III] and [O III] (NIST ASD, in air).
    private static let helium = [
        (4471.48, 0.02), (5015.68, 0.015), (5875.62, 0.05), (6678.15, 0.03), (7065.19, 0.05),
    ]
    private static let high = [(4685.70, 0.2), (5411.52, 0.02), (5720.7, 0.015), (6087.0, 0.025)]
    private static let oxygen = [(3868.76, 0.06), (4363.21, 0.08), (4958.91, 0.06), (5006.84, 0.18)]
}
