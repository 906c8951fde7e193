// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A star without anything around it: Planck's law, hydrogen, metals, helium and molecules, as the temperature has
/// them.
struct Photosphere: Sendable, Hashable {
    /// K.
    var temperature: Double
    /// [Fe/H] in dex.
    var metallicity = 0.0
    /// v sin i in km/s.
    var rotation = 5.0
    /// Width of the hydrogen lines relative to a dwarf's; a supergiant has about 0.2.
    var pressure = 1.0
    /// False where carbon exceeds oxygen, so that no oxides form.
    var oxides = true

    /// Relative flux per Å on emitted wavelengths.
    func flux(on grid: LogGrid) -> [Float] {
        let depth = opticalDepth(on: grid)
        var flux = continuum(on: grid)
        for index in flux.indices { flux[index] *= exp(-depth[index]) }
        return flux
    }

    /// Planck's law with the Balmer and Paschen jumps.
    func continuum(on grid: LogGrid) -> [Float] {
        let balmerJump = Self.balmerJump.value(at: temperature) * min(1, pressure + 0.4)
        return grid.smooth { wavelength in
            let balmer = 1 - balmerJump / (1 + exp((wavelength - 3690) / 18))
            let paschen = 1 - 0.15 * balmerJump / (1 + exp((wavelength - 8350) / 40))
            return Continuum.planck(wavelength, temperature: temperature) * balmer * paschen
        }
    }

    /// Optical depth of all lines and bands.
    func opticalDepth(on grid: LogGrid) -> [Float] {
        var depth = [Float](repeating: 0, count: grid.count)
        let metals = pow(10, 0.6 * metallicity)
        MetalForest.add(strength: metals * MetalForest.trend.value(at: temperature), to: &depth, on: grid)
        for line in AtomicLines.all {
            let width = line.width * line.trend.value(at: temperature) * metals
            if width > 1e-4 { grid.deposit(width, atLog: line.logWavelength, into: &depth) }
        }
        depth = Broadening.convolve(depth, with: Broadening.rotation(velocity: rotation / grid.velocityStep))
        addCalcium(strength: metals, to: &depth, on: grid)
        addHydrogen(to: &depth, on: grid)
        addMolecules(strength: metals, to: &depth, on: grid)
        return depth
    }

    // MARK: -

    private func addHydrogen(to depth: inout [Float], on grid: LogGrid) {
        let peak = Self.balmerDepth.value(at: temperature)
        let gamma = Self.balmerWidth.value(at: temperature) * pressure
        let sigma = max(25, rotation * 0.5)
        for (order, wavelength) in HydrogenLines.balmer.enumerated() {
            let fade = pow(0.93, Double(max(0, order - 3)))
            // The wings widen towards the series limit in velocity, as the levels do.
            let wing = gamma * (order == 0 ? 0.6 : 1)
            grid.addVoigt(0.75 * peak * fade, at: wavelength, sigma: 2 * sigma, gamma: wing, into: &depth)
            grid.addGaussian(0.7 * peak * fade, at: wavelength, sigma: sigma, into: &depth)
        }
        for wavelength in HydrogenLines.paschen {
            grid.addVoigt(0.22 * peak, at: wavelength, sigma: sigma * 2, gamma: gamma * 0.5, into: &depth)
        }
    }

    private func addCalcium(strength: Double, to depth: inout [Float], on grid: LogGrid) {
        let peak = Self.calciumDepth.value(at: temperature) * strength
        let gamma = Self.calciumWidth.value(at: temperature)
        for (wavelength, share) in [(3934.777, 1.0), (3969.591, 0.85)] {
            grid.addVoigt(share * peak, at: wavelength, sigma: max(20, rotation), gamma: gamma, into: &depth)
        }
    }

    private func addMolecules(strength: Double, to depth: inout [Float], on grid: LogGrid) {
        MolecularBands.hydrides.add(
            strength: strength * Self.hydrides.value(at: temperature), to: &depth, on: grid)
        guard oxides else { return }
        MolecularBands.titaniumOxide.add(
            strength: strength * Self.titaniumOxide.value(at: temperature), to: &depth, on: grid)
        MolecularBands.vanadiumOxide.add(
            strength: strength * Self.vanadiumOxide.value(at: temperature), to: &depth, on: grid)
    }

    // MARK: - Set by eye on spectra of MILES and LAMOST

    private static let balmerJump = Trend([
        (5000, 0.1), (6500, 0.3), (9000, 0.6), (12_000, 0.5), (25_000, 0.2), (40_000, 0),
    ])
    private static let balmerDepth = Trend([
        (3500, 0.05), (4500, 0.3), (5200, 0.5), (5800, 0.75), (6500, 1.0), (7500, 1.3), (9000, 1.5), (10_000, 1.45),
        (13_000, 1.15), (17_000, 0.8), (22_000, 0.55), (32_000, 0.35),
    ])
    /// km/s at Hβ.
    private static let balmerWidth = Trend([
        (4500, 40), (5800, 70), (6500, 130), (7500, 280), (9000, 480), (10_000, 480), (13_000, 380), (20_000, 220),
        (32_000, 150),
    ])
    private static let calciumDepth = Trend([
        (3300, 1.6), (4500, 1.9), (5500, 1.7), (6500, 1.4), (7500, 1.0), (8500, 0.7), (10_000, 0.35), (15_000, 0.1),
    ])
    /// km/s.
    private static let calciumWidth = Trend([
        (3500, 450), (5000, 480), (6000, 350), (7000, 200), (8500, 60), (11_000, 10),
    ])
    private static let hydrides = Trend([
        (3300, 0.6), (4500, 1.2), (5200, 1.4), (5800, 1.0), (6500, 0.5), (7200, 0.1), (7600, 0),
    ])
    private static let titaniumOxide = Trend([
        (2700, 2.6), (2900, 2.2), (3200, 1.5), (3500, 0.95), (3850, 0.4), (4050, 0.12), (4300, 0),
    ])
    private static let vanadiumOxide = Trend([(2700, 1.6), (3000, 0.5), (3200, 0.1), (3300, 0)])
}
