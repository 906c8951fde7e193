// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// A quasar: a power law with broad lines at a redshift, and the Lyman α forest below its own Lyman α.
struct Quasar: SourceModel {
    static let label = "qso"
    static let isStar = false

    let redshift: Double
    /// α of the flux per wavelength λ^α.
    let slope: Double
    /// Standard deviation of the broad lines in km/s.
    let sigma: Double
    /// Equivalent widths relative to the mean quasar's.
    let strength: Double
    let narrow: Double
    let iron: Double
    /// Seed of this sight line's absorbers.
    let sightLine: UInt64

    init(from generator: inout SeededGenerator, resolvingPower: Double) {
        redshift = min(4.5, max(0.08, 1.6 + 0.85 * generator.normal()))
        slope = -1.55 + 0.3 * generator.normal()
        sigma = generator.drawLogarithmic(1200...3200)
        strength = generator.drawLogarithmic(0.5...1.9)
        narrow = generator.drawLogarithmic(0.3...2)
        iron = generator.draw(0.2...1)
        sightLine = generator.next()
    }

    var facts: SourceFacts {
        SourceFacts(archiveClass: "QSO", subclass: "BROADLINE", redshift: redshift)
    }

    func flux(on grid: LogGrid, epoch: Double) -> [Float] {
        var flux = grid.smooth { wavelength in
            // Redward of 5000 Å the power law is flatter.
            powerLaw(wavelength) * (1 + ironBlends(wavelength)) * (wavelength < 912 ? 0.1 : 1)
        }
        let continuum = flux
        for (lines, sigma, strength) in [(Self.broad, sigma, strength), (Self.forbidden, 180, narrow)] {
            for (wavelength, width) in lines {
                let place = Int(grid.position(of: wavelength).rounded())
                guard place > -2000, place < grid.count + 2000 else { continue }
                let level = Double(continuum[min(max(place, 0), grid.count - 1)])
                let peak = strength * width * LogGrid.lightSpeed / (wavelength * sigma * 2.5066)
                grid.addGaussian(0.6 * level * peak, at: wavelength, sigma: sigma, into: &flux)
                grid.addGaussian(0.2 * level * peak, at: wavelength * 0.999, sigma: 2 * sigma, into: &flux)
            }
        }
        absorbLyman(&flux, on: grid)
        return flux
    }

    private func powerLaw(_ wavelength: Double) -> Double {
        pow(min(wavelength, 5000) / 3000, slope) * pow(max(wavelength, 5000) / 5000, 0.5 * slope)
    }

    /// The blends of Fe II and the Balmer continuum, relative to the power law.
    private func ironBlends(_ wavelength: Double) -> Double {
        let bumps = [(2400.0, 150.0, 0.35), (2960, 120, 0.12), (3450, 350, 0.25), (4570, 90, 0.2), (5250, 120, 0.2)]
        return iron
            * bumps.reduce(0) { sum, bump in
                let x = (wavelength - bump.0) / bump.1
                return sum + bump.2 * exp(-0.5 * x * x)
            }
    }

    /// Clouds along the sight line take away what lies below Lyman α of the quasar.
    private func absorbLyman(_ flux: inout [Float], on grid: LogGrid) {
        let lyman = HydrogenLines.lymanAlpha
        guard grid.wavelength(0) < lyman else { return }
        var generator = SeededGenerator(seed: sightLine)
        var depth = [Float](repeating: 0, count: grid.count)
        let mean = 0.0036 * pow(1 + redshift, 3.46)
        var logWavelength = log(lyman)
        while logWavelength > max(grid.logStart, log(700)) {
            logWavelength -= -log(1 - generator.uniform()) * 0.0012
            let width = -log(1 - generator.uniform()) * mean * 0.0012
            grid.deposit(width * exp(logWavelength), atLog: logWavelength, into: &depth)
        }
        let smooth = Broadening.convolve(depth, with: Broadening.gaussian(sigma: 30 / grid.velocityStep))
        for index in flux.indices where smooth[index] != 0 { flux[index] *= exp(-smooth[index]) }
    }

    /// Vacuum wavelength and rest equivalent width in Å.
    ///
    /// - SeeAlso: Vanden Berk et al. 2001, doi:10.1086/321167, table 2, rounded.
    private static let broad: [(Double, Double)] = [
        (1215.67, 85), (1240.14, 12), (1396.76, 8), (1549.06, 25), (1640.42, 6), (1908.73, 21), (2798.75, 32),
        (4102.89, 5), (4341.68, 12), (4862.68, 46), (5877.25, 5), (6564.61, 190),
    ]
    private static let forbidden: [(Double, Double)] = [
        (3426.84, 1.2), (3728.48, 1.6), (3869.86, 1.4), (4364.44, 0.6), (4960.30, 3.5), (5008.24, 13), (6549.85, 2),
        (6585.28, 6), (6718.29, 1.5), (6732.67, 1.4),
    ]
}
