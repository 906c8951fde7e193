// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// A white dwarf: hydrogen lines a hundred Å wide (DA), or helium lines and no hydrogen (DB).
struct WhiteDwarf: SourceModel {
    static let label = "white-dwarf"
    static let isStar = true

    let temperature: Double
    let hasHelium: Bool
    let redshift: Double

    init(from generator: inout SeededGenerator, resolvingPower: Double) {
        hasHelium = generator.happens(0.2)
        temperature = generator.drawLogarithmic(hasHelium ? 13_000...28_000 : 8000...50_000)
        redshift = generator.stellarRedshift(dispersion: 45) + 30 / LogGrid.lightSpeed
    }

    var facts: SourceFacts {
        SourceFacts(subclass: hasHelium ? "DB" : "DA", redshift: redshift, temperature: temperature)
    }

    func flux(on grid: LogGrid, epoch: Double) -> [Float] {
        var depth = [Float](repeating: 0, count: grid.count)
        hasHelium ? addHelium(to: &depth, on: grid) : addHydrogen(to: &depth, on: grid)
        var flux = grid.smooth { Continuum.planck($0, temperature: temperature) }
        for index in flux.indices where depth[index] != 0 { flux[index] *= exp(-depth[index]) }
        return flux
    }

    private func addHydrogen(to depth: inout [Float], on grid: LogGrid) {
        let peak = Self.hydrogenDepth.value(at: temperature)
        let width = Self.hydrogenWidth.value(at: temperature)
        for (order, wavelength) in HydrogenLines.balmer.prefix(8).enumerated() {
            // Above Hε the levels of neighbouring atoms overlap and the lines dissolve.
            let share = [0.65, 1, 1, 0.9, 0.65, 0.4, 0.2, 0.1][order]
            let gamma = width / wavelength * LogGrid.lightSpeed * (order == 0 ? 1.1 : 1)
            grid.addVoigt(peak * share, at: wavelength, sigma: 0.4 * gamma, gamma: gamma, into: &depth)
        }
    }

    private func addHelium(to depth: inout [Float], on grid: LogGrid) {
        for (air, strength) in Self.helium {
            let wavelength = AirVacuum.vacuum(air: air)
            let gamma = 17 / wavelength * LogGrid.lightSpeed
            grid.addVoigt(strength, at: wavelength, sigma: 0.5 * gamma, gamma: gamma, into: &depth)
        }
    }

    private static let hydrogenDepth = Trend([
        (7500, 0.3), (9000, 0.75), (11_000, 1.15), (14_000, 1.2), (20_000, 0.85), (35_000, 0.45), (55_000, 0.25),
    ])
    /// Half width in Å.
    private static let hydrogenWidth = Trend([
        (8000, 12), (10_000, 22), (13_000, 30), (17_000, 30), (25_000, 24), (50_000, 16),
    ])
    /// He I, air wavelength in Å (NIST ASD), optical depth.
    private static let helium = [
        (3819.61, 0.3), (3888.65, 0.5), (4026.19, 0.5), (4143.76, 0.25), (4387.93, 0.35), (4471.48, 0.75),
        (4713.15, 0.25),
        (4921.93, 0.45), (5015.68, 0.3), (5875.62, 0.6), (6678.15, 0.35), (7065.19, 0.3),
    ]
}
