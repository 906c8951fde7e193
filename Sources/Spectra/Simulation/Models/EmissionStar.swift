// SPDX-License-Identifier: Apache-2.0

import Execution

/// A Be star seen near its pole, or a young star: Hα in emission with one peak and electron-scattering wings.
struct EmissionStar: SourceModel {
    static let label = "emission"
    static let isStar = true

    let photosphere: Photosphere
    let redshift: Double
    let emission: CircumstellarEmission
    /// Standard deviation of the core in km/s.
    let sigma: Double

    init(from generator: inout SeededGenerator, resolvingPower: Double) {
        photosphere = Photosphere(
            temperature: generator.drawLogarithmic(9500...30_000), metallicity: -0.1,
            rotation: generator.draw(30...180), pressure: generator.draw(0.6...1))
        redshift = generator.stellarRedshift(dispersion: 30)
        emission = CircumstellarEmission(
            alphaWidth: generator.drawLogarithmic(5...60), decrement: generator.draw(0.08...0.16),
            metals: generator.draw(0.3...1.8))
        sigma = generator.drawLogarithmic(55...150)
    }

    var facts: SourceFacts {
        SourceFacts(
            subclass: SpectralType.name(temperature: photosphere.temperature) + "e", redshift: redshift,
            temperature: photosphere.temperature, emissionWidth: -emission.alphaWidth)
    }

    func flux(on grid: LogGrid, epoch: Double) -> [Float] {
        var flux = photosphere.flux(on: grid)
        let wings = Broadening.gaussian(sigma: 2.8 * sigma / grid.velocityStep)
        var profile = wings.map { 0.25 * $0 }
        let core = Broadening.gaussian(sigma: sigma / grid.velocityStep)
        let start = (profile.count - core.count) / 2
        for (offset, value) in core.enumerated() { profile[start + offset] += 0.75 * value }
        emission.add(profile: profile, continuum: photosphere.continuum(on: grid), to: &flux, on: grid)
        return flux
    }
}
