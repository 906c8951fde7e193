// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// A disc seen from the side: Hα with two peaks, around a Be star or, with fast discs, in a cataclysmic variable.
struct DoublePeakStar: SourceModel {
    static let label = "double-peak"
    static let isStar = true

    let photosphere: Photosphere
    let redshift: Double
    let emission: CircumstellarEmission
    let disc: KeplerianDisc
    /// Optical depth of the absorption by the outer disc that a shell star shows between its peaks.
    let shellDepth: Double
    /// Of the change from V > R to V < R and back.
    let amplitude: Double
    let period: Double
    let phase: Double

    init(from generator: inout SeededGenerator, resolvingPower: Double) {
        // Half the separation of the peaks: more than the instrument's width, else nobody sees two.
        let slowest = max(55, 0.85 * LogGrid.lightSpeed / resolvingPower)
        let rim = generator.drawLogarithmic(slowest...max(3 * slowest, 220))
        let isCataclysmic = rim > 260
        photosphere = Photosphere(
            temperature: isCataclysmic ? generator.draw(12_000...22_000) : generator.drawLogarithmic(9500...28_000),
            metallicity: isCataclysmic ? -1.5 : -0.1, rotation: generator.draw(180...350),
            pressure: isCataclysmic ? 0.3 : generator.draw(0.7...1))
        redshift = generator.stellarRedshift(dispersion: 35)
        emission = CircumstellarEmission(
            alphaWidth: generator.drawLogarithmic(isCataclysmic ? 25...110 : 6...40),
            decrement: isCataclysmic ? generator.draw(0.45...0.75) : generator.draw(0.1...0.22),
            metals: generator.draw(0.3...1.5))
        disc = KeplerianDisc(
            rimVelocity: rim, radiusRatio: generator.draw(3...12), emissivity: generator.draw(1.5...2.2), asymmetry: 0)
        shellDepth = isCataclysmic || generator.happens(0.6) ? 0 : generator.draw(0.2...0.9)
        amplitude = generator.draw(0...0.45)
        period = generator.drawLogarithmic(1...12)
        phase = generator.uniform()
    }

    var facts: SourceFacts {
        SourceFacts(
            subclass: disc.rimVelocity > 260 ? "CV" : SpectralType.name(temperature: photosphere.temperature) + "e",
            redshift: redshift, temperature: photosphere.temperature, emissionWidth: -emission.alphaWidth,
            peakSeparation: 2 * disc.rimVelocity)
    }

    func flux(on grid: LogGrid, epoch: Double) -> [Float] {
        var disc = disc
        disc.asymmetry = amplitude * sin(2 * .pi * (epoch / period + phase))
        let step = grid.velocityStep
        let half = Int((disc.innerVelocity / step).rounded(.up)) + 1
        let edges = (-half...(half + 1)).map { (Double($0) - 0.5) * step }
        let sharp = disc.profile(edges: edges).map { Float($0) }
        let thermal = Broadening.gaussian(sigma: 15 / step)
        let margin = [Float](repeating: 0, count: thermal.count)
        let profile = Broadening.convolve(margin + sharp + margin, with: thermal)
        var flux = photosphere.flux(on: grid)
        emission.add(profile: profile, continuum: photosphere.continuum(on: grid), to: &flux, on: grid)
        if shellDepth > 0 {
            var depth = [Float](repeating: 0, count: grid.count)
            for (order, wavelength) in HydrogenLines.balmer.prefix(5).enumerated() {
                let share = pow(0.85, Double(order))
                grid.addGaussian(
                    shellDepth * share, at: wavelength, sigma: 0.22 * disc.rimVelocity, into: &depth)
            }
            for index in flux.indices where depth[index] != 0 { flux[index] *= exp(-depth[index]) }
        }
        return flux
    }
}
