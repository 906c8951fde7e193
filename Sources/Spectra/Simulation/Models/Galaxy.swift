// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// A galaxy: three kinds of stars together, widened by their motion, and the narrow lines of its nebulae.
struct Galaxy: SourceModel {
    static let label = "galaxy"
    static let isStar = false

    let redshift: Double
    /// Share of young stars' light at 5500 Å, 0 to 1.
    let youth: Double
    /// Velocity dispersion in km/s.
    let dispersion: Double
    /// Equivalent width of Hα in Å.
    let alphaWidth: Double
    /// [O III] 5008 over Hβ.
    let excitation: Double
    /// [N II] 6585 over Hα.
    let nitrogen: Double

    init(from generator: inout SeededGenerator, resolvingPower: Double) {
        redshift = min(0.7, 0.01 + 0.12 * abs(generator.normal()))
        let isOld = generator.happens(0.45)
        youth = isOld ? generator.draw(0...0.06) : generator.draw(0.15...0.9)
        dispersion = isOld ? generator.draw(120...300) : generator.draw(60...150)
        alphaWidth = isOld ? generator.drawLogarithmic(0.1...2) : generator.drawLogarithmic(8...200)
        excitation = isOld ? generator.draw(0.8...2) : generator.drawLogarithmic(0.3...6)
        nitrogen = isOld ? generator.draw(0.7...1.4) : min(0.5, 0.45 / (0.6 + excitation))
    }

    var facts: SourceFacts {
        let subclass = alphaWidth > 50 ? "STARBURST" : alphaWidth > 5 ? "STARFORMING" : ""
        return SourceFacts(
            archiveClass: "GALAXY", subclass: subclass, redshift: redshift, emissionWidth: -alphaWidth)
    }

    func flux(on grid: LogGrid, epoch: Double) -> [Float] {
        let populations = [
            (Photosphere(temperature: 4400, metallicity: 0.1), 0.62 * (1 - youth)),
            (Photosphere(temperature: 5600, metallicity: 0), 0.38 * (1 - youth)),
            (Photosphere(temperature: 10_500, metallicity: 0, pressure: 0.8), youth),
        ]
        var light = [Float](repeating: 0, count: grid.count)
        for (photosphere, share) in populations where share > 0.01 {
            let flux = photosphere.flux(on: grid)
            for index in light.indices { light[index] += Float(share) * flux[index] }
        }
        light = Broadening.convolve(light, with: Broadening.gaussian(sigma: dispersion / grid.velocityStep))
        let continuum = light
        let sigma = 0.5 * dispersion + 30
        let profile = Broadening.gaussian(sigma: sigma / grid.velocityStep)
        // Lines are tied to the flux of Hα, not to the continuum below each of them.
        let level = continuum[min(max(Int(grid.position(of: HydrogenLines.alpha)), 0), grid.count - 1)]
        for (wavelength, ratio) in lines {
            grid.addProfile(profile, area: alphaWidth * ratio * Double(level), at: wavelength, into: &light)
        }
        return light
    }

    /// Vacuum wavelength in Å (NIST ASD, as the SDSS line list has them), flux relative to Hα; case B for hydrogen.
    private var lines: [(Double, Double)] {
        let beta = 1 / 2.86
        return [
            (3727.09, 0.4), (3729.88, 0.55), (3869.86, 0.12 * excitation * beta), (HydrogenLines.delta, 0.26 * beta),
            (HydrogenLines.gamma, 0.47 * beta), (HydrogenLines.beta, beta), (4960.30, beta * excitation / 2.98),
            (5008.24, beta * excitation), (5877.25, 0.12 * beta), (6302.05, 0.03), (HydrogenLines.alpha, 1),
            (6549.85, nitrogen / 3.05), (6585.28, nitrogen), (6718.29, 0.2), (6732.67, 0.15),
        ]
    }
}
