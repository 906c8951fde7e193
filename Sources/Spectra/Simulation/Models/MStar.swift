// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// A cool star whose spectrum is bands of titanium oxide; some dwarfs are active and emit Hα.
struct MStar: SourceModel {
    static let label = "m-star"
    static let isStar = true

    let photosphere: Photosphere
    let redshift: Double
    /// Strength of CaH: near 1 in dwarfs, near 0 in giants.
    let hydride: Double
    /// Å; 0 in quiet stars.
    let activity: Double

    init(from generator: inout SeededGenerator, resolvingPower: Double) {
        let temperature = generator.draw(2750...3900)
        let isDwarf = generator.happens(0.8)
        photosphere = Photosphere(
            temperature: temperature, metallicity: 0.15 * generator.normal(),
            rotation: generator.drawLogarithmic(2...25))
        redshift = generator.stellarRedshift(dispersion: 35)
        hydride = isDwarf ? generator.draw(0.4...1) : generator.draw(0...0.2)
        let share = isDwarf ? 0.1 + 0.5 * (3900 - temperature) / 1150 : 0
        activity = generator.happens(share) ? generator.drawLogarithmic(0.8...9) : 0
    }

    var facts: SourceFacts {
        SourceFacts(
            subclass: SpectralType.name(temperature: photosphere.temperature) + (activity > 0 ? "e" : ""),
            redshift: redshift, temperature: photosphere.temperature,
            emissionWidth: activity > 0 ? -activity : nil)
    }

    func flux(on grid: LogGrid, epoch: Double) -> [Float] {
        var depth = [Float](repeating: 0, count: grid.count)
        MolecularBands.calciumHydride.add(strength: hydride, to: &depth, on: grid)
        var flux = photosphere.flux(on: grid)
        for index in flux.indices where depth[index] != 0 { flux[index] *= exp(-depth[index]) }
        if activity > 0 {
            let emission = CircumstellarEmission(alphaWidth: activity, decrement: 0.9, metals: 0)
            let profile = Broadening.gaussian(sigma: 35 / grid.velocityStep)
            emission.add(profile: profile, continuum: flux, to: &flux, on: grid)
        }
        return flux
    }
}
