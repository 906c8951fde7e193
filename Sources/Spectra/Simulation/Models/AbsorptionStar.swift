// SPDX-License-Identifier: Apache-2.0

import Execution

/// An ordinary star of types O to K: lines in absorption only.
struct AbsorptionStar: SourceModel {
    static let label = "absorption"
    static let isStar = true

    let photosphere: Photosphere
    let redshift: Double

    init(from generator: inout SeededGenerator, resolvingPower: Double) {
        let cool = generator.happens(0.6)
        let temperature = generator.drawLogarithmic(cool ? 4200...7500 : 7500...26_000)
        photosphere = Photosphere(
            temperature: temperature,
            metallicity: min(0.4, -0.1 + 0.25 * generator.normal()),
            rotation: cool ? generator.drawLogarithmic(2...40) : generator.drawLogarithmic(20...300),
            pressure: generator.happens(0.15) ? generator.draw(0.25...0.6) : generator.draw(0.85...1.1))
        redshift = generator.stellarRedshift(dispersion: 35)
    }

    var facts: SourceFacts {
        let temperature = photosphere.temperature
        return SourceFacts(
            subclass: SpectralType.name(temperature: temperature), redshift: redshift, temperature: temperature)
    }

    func flux(on grid: LogGrid, epoch: Double) -> [Float] {
        photosphere.flux(on: grid)
    }
}
