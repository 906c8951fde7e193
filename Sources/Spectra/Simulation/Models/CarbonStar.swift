// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// A star with more carbon than oxygen: Swan bands of C₂ with their heads to the red, and CN.
struct CarbonStar: SourceModel {
    static let label = "carbon-star"
    static let isStar = true

    let photosphere: Photosphere
    let redshift: Double
    let swan: Double
    let cyanogen: Double

    init(from generator: inout SeededGenerator, resolvingPower: Double) {
        photosphere = Photosphere(
            temperature: generator.draw(3100...4600), metallicity: -0.5 + 0.3 * generator.normal(), oxides: false)
        redshift = generator.stellarRedshift(dispersion: 90)
        swan = generator.drawLogarithmic(0.4...1.5)
        cyanogen = swan * generator.draw(0.25...0.8)
    }

    var facts: SourceFacts {
        SourceFacts(subclass: "Carbon", redshift: redshift, temperature: photosphere.temperature)
    }

    func flux(on grid: LogGrid, epoch: Double) -> [Float] {
        var depth = [Float](repeating: 0, count: grid.count)
        MolecularBands.swan.add(strength: swan, to: &depth, on: grid)
        MolecularBands.cyanogen.add(strength: cyanogen, to: &depth, on: grid)
        MolecularBands.violetCyanogen.add(strength: cyanogen, to: &depth, on: grid)
        var flux = photosphere.flux(on: grid)
        for index in flux.indices { flux[index] *= exp(-depth[index]) }
        return flux
    }
}
