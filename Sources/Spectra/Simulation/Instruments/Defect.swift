// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// What an instrument or a pipeline does wrong.
enum Defect: Sendable, Hashable {
    /// No light at all.
    case deadFibre
    /// Sky lines subtracted too much or too little; the strength is the usual share of a line that is left.
    case skyResiduals(strength: Double)
    /// Echelle orders merged badly: jumps of the level.
    case orderSteps(count: Int, height: Double)
    /// Interference in the detector, stronger to the red; period in Å.
    case fringes(amplitude: Double, period: Double)
    case cosmicRays(count: Int)

    var name: String {
        switch self {
        case .deadFibre: "dead-fibre"
        case .skyResiduals: "sky-residuals"
        case .orderSteps: "order-steps"
        case .fringes: "fringes"
        case .cosmicRays: "cosmic-rays"
        }
    }

    /// Spoils the light before noise is added; its noise is then that of the spoilt light.
    func spoil(signal: inout [Float], on grid: InstrumentGrid, from generator: inout SeededGenerator) {
        switch self {
        case .deadFibre:
            signal = [Float](repeating: 0, count: signal.count)
        case .orderSteps(let count, let height):
            let ends = ((0..<count).map { _ in generator.index(below: signal.count) } + [signal.count]).sorted()
            var start = 0
            for end in ends {
                let factor = Float(max(0.1, 1 + height * generator.normal()))
                for index in start..<end { signal[index] *= factor }
                start = end
            }
        case .fringes(let amplitude, let period):
            let phase = 2 * .pi * generator.uniform()
            for index in signal.indices {
                let wavelength = grid.vacuumWavelengths[index]
                // Interference: the period in wavelength grows as its square.
                let order = 2 * .pi * 6500 * 6500 / (period * wavelength)
                let growth = 1 / (1 + exp((6300 - wavelength) / 300))
                signal[index] *= Float(1 + amplitude * growth * sin(order + phase))
            }
        case .skyResiduals, .cosmicRays:
            break
        }
    }

    /// Spoils the spectrum after noise was added; sets `mask` where a pipeline would have noticed.
    func spoil(
        flux: inout [Float], mask: inout [Bool], deviation: [Float], on grid: InstrumentGrid,
        from generator: inout SeededGenerator
    ) {
        switch self {
        case .skyResiduals(let strength):
            // Neighbouring lines err together: the error is drawn anew every 60 pixels.
            var share: Float = 0
            for index in flux.indices {
                if index % 60 == 0 { share = Float(0.3 * strength * generator.normal()) }
                flux[index] += share * grid.skyLines[index]
            }
        case .cosmicRays(let count):
            for _ in 0..<count {
                let place = generator.index(below: flux.count)
                let height = Float(generator.drawLogarithmic(8...120)) * deviation[place]
                let isNoticed = generator.happens(0.5)
                for (offset, share) in [(-1, Float(0.25)), (0, 1), (1, 0.35)]
                where flux.indices.contains(place + offset) {
                    flux[place + offset] += share * height
                    if isNoticed { mask[place + offset] = true }
                }
            }
        case .deadFibre, .orderSteps, .fringes:
            break
        }
    }
}
