// SPDX-License-Identifier: Apache-2.0

import Execution

/// No object of its own: a star's spectrum that the instrument or its pipeline spoilt.
struct Artefact: SourceModel {
    static let label = "artefact"
    static let isStar = true

    let star: AbsorptionStar
    let defect: Defect

    init(from generator: inout SeededGenerator, resolvingPower: Double) {
        star = AbsorptionStar(from: &generator, resolvingPower: resolvingPower)
        switch generator.index(below: 5) {
        case 0: defect = .deadFibre
        case 1: defect = .skyResiduals(strength: generator.drawLogarithmic(0.3...2))
        case 2:
            defect = .orderSteps(count: 3 + generator.index(below: 6), height: generator.drawLogarithmic(0.08...0.4))
        case 3: defect = .fringes(amplitude: generator.drawLogarithmic(0.08...0.35), period: generator.draw(25...60))
        default: defect = .cosmicRays(count: 40 + generator.index(below: 120))
        }
    }

    var facts: SourceFacts {
        var facts = star.facts
        facts.archiveClass = "Unknown"
        facts.subclass = defect.name
        facts.defects = [defect]
        return facts
    }

    func flux(on grid: LogGrid, epoch: Double) -> [Float] {
        star.flux(on: grid, epoch: epoch)
    }
}
