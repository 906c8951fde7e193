// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// A magnetic cataclysmic variable as AM Herculis: strong emission of hydrogen, He I and He II from gas that falls along
/// the field, over a blue continuum with the broad humps of cyclotron radiation.
///
/// - SeeAlso: Cropper 1990, doi:10.1007/BF00177799, §§2 and 4.
struct Polar: SourceModel {
    static let label = "polar"
    static let isStar = true

    let redshift: Double
    /// Equivalent width of Hα in Å.
    let alphaWidth: Double
    /// Equivalent width of He II 4686 over that of Hβ; near 1 for a polar, small for other cataclysmic variables.
    let ionisedHelium: Double
    /// Standard deviation of the lines in km/s.
    let sigma: Double
    /// Magnetic flux density in MG, 100 T each.
    let field: Double
    /// Height of the humps over the continuum.
    let humps: Double
    /// α of the flux per wavelength λ^α.
    let slope: Double

    init(from generator: inout SeededGenerator, resolvingPower: Double) {
        redshift = generator.stellarRedshift(dispersion: 60)
        alphaWidth = generator.drawLogarithmic(40...120)
        ionisedHelium = generator.draw(0.5...1.1)
        sigma = generator.drawLogarithmic(250...600)
        field = generator.draw(12...35)
        humps = generator.draw(0.2...0.6)
        slope = generator.draw(-2.2 ... -0.8)
    }

    var facts: SourceFacts {
        SourceFacts(subclass: "CV", redshift: redshift, emissionWidth: -alphaWidth)
    }

    func flux(on grid: LogGrid, epoch: Double) -> [Float] {
        var flux = grid.smooth { wavelength in pow(wavelength / 5500, slope) * (1 + cyclotron(wavelength)) }
        let continuum = flux
        for (wavelength, share) in lines {
            let place = Int(grid.position(of: wavelength).rounded())
            let level = Double(continuum[min(max(place, 0), continuum.count - 1)])
            // A narrow part from the heated companion stands on the broad one of the stream.
            let peak = alphaWidth * share * level * LogGrid.lightSpeed / (wavelength * 2.5066)
            grid.addGaussian(0.8 * peak / sigma, at: wavelength, sigma: sigma, into: &flux)
            grid.addGaussian(0.2 * peak / 90, at: wavelength, sigma: 90, into: &flux)
        }
        return flux
    }

    /// Harmonics 3 to 9 of the cyclotron frequency, at 10 710 Å / n · 100 MG / B, each a hump of a tenth of its wavelength.
    private func cyclotron(_ wavelength: Double) -> Double {
        (3...9).reduce(0) { sum, harmonic in
            let centre = 1_071_000 / field / Double(harmonic)
            let x = (wavelength - centre) / (0.05 * centre)
            return sum + humps * exp(-0.5 * x * x)
        }
    }

    /// Vacuum wavelength in Å, equivalent width relative to Hα's.
    private var lines: [(Double, Double)] {
        let balmer = HydrogenLines.balmer.prefix(7).enumerated().map { order, wavelength in
            (wavelength, pow(0.72, Double(order)))
        }
        return balmer + [(AirVacuum.vacuum(air: 4685.70), 0.72 * ionisedHelium)]
            + Self.helium.map { (AirVacuum.vacuum(air: $0.0), $0.1) }
    }

    /// He I and Ca II (NIST ASD, in air).
    private static let helium = [
        (4026.19, 0.1), (4471.48, 0.2), (4921.93, 0.1), (5015.68, 0.1), (5875.62, 0.25), (6678.15, 0.13),
        (7065.19, 0.12), (8498.02, 0.08), (8542.09, 0.1), (8662.14, 0.08),
    ]
}
