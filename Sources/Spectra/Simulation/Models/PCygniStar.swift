// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// A hot star that loses a wind: emission with absorption on its blue side.
struct PCygniStar: SourceModel {
    static let label = "p-cygni"
    static let isStar = true

    let photosphere: Photosphere
    let redshift: Double
    /// Speed of the wind far from the star in km/s.
    let windSpeed: Double
    /// Optical depth of Hα at the middle of the absorption.
    let absorption: Double
    /// Equivalent width of the emission of Hα in Å.
    let emissionWidth: Double

    init(from generator: inout SeededGenerator, resolvingPower: Double) {
        photosphere = Photosphere(
            temperature: generator.drawLogarithmic(11_000...30_000), metallicity: 0.1,
            rotation: generator.draw(40...100), pressure: 0.2)
        redshift = generator.stellarRedshift(dispersion: 40)
        let slowest = max(140, 1.8 * LogGrid.lightSpeed / resolvingPower)
        windSpeed = generator.drawLogarithmic(slowest...max(900, 3 * slowest))
        absorption = generator.draw(0.8...2.5)
        emissionWidth = generator.drawLogarithmic(0.02...0.09) * windSpeed
    }

    var facts: SourceFacts {
        SourceFacts(
            subclass: SpectralType.name(temperature: photosphere.temperature) + "Ia", redshift: redshift,
            temperature: photosphere.temperature, emissionWidth: -emissionWidth)
    }

    func flux(on grid: LogGrid, epoch: Double) -> [Float] {
        var flux = photosphere.flux(on: grid)
        let continuum = photosphere.continuum(on: grid)
        var depth = [Float](repeating: 0, count: grid.count)
        for (wavelength, emitted, absorbed) in lines {
            let place = Int(grid.position(of: wavelength).rounded())
            guard place >= 0, place < grid.count else { continue }
            let sigma = 0.4 * windSpeed
            let peak = emissionWidth * emitted * LogGrid.lightSpeed / (sigma * 2.5066 * wavelength)
            grid.addGaussian(
                peak * Double(continuum[place]), at: wavelength * (1 + 0.08 * windSpeed / LogGrid.lightSpeed),
                sigma: sigma,
                into: &flux)
            // The gas in front of the star is thickest a little below the final speed, and ends there.
            let blue = wavelength * (1 - 0.68 * windSpeed / LogGrid.lightSpeed)
            grid.add(at: blue, within: 0.6 * windSpeed, into: &depth) { velocity in
                let width = (velocity < 0 ? 0.13 : 0.26) * windSpeed
                return absorption * absorbed * exp(-0.5 * velocity * velocity / (width * width))
            }
        }
        for index in flux.indices where depth[index] != 0 { flux[index] *= exp(-depth[index]) }
        return flux
    }

    /// Vacuum wavelength in Å; emission and absorption relative to those of Hα.
    private var lines: [(Double, Double, Double)] {
        let hot = photosphere.temperature > 16_000
        let balmer = [
            (HydrogenLines.alpha, 1.0, 1.0), (HydrogenLines.beta, 0.3, 0.95), (HydrogenLines.gamma, 0.12, 0.8),
            (HydrogenLines.delta, 0.05, 0.7),
        ]
        return balmer + (hot ? Self.helium : Self.iron)
    }

    /// He I 5876, 6678, 7065 (NIST ASD).
    private static let helium = [(5877.25, 0.2, 0.7), (6679.99, 0.1, 0.4), (7067.14, 0.12, 0.4)]
    /// Fe II 4924, 5018, 5169 and Si II 6347 (NIST ASD).
    private static let iron = [(4925.30, 0.06, 0.5), (5019.84, 0.08, 0.6), (5170.47, 0.1, 0.6), (6348.86, 0.04, 0.3)]
}
